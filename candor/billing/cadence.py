"""The intervals at which charges come again: which one a row of days keeps, and the day that comes next."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise


class Cadence(StrEnum):
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


# Fewest and most days between two charges: months differ, and a weekend moves a charge by some days.
SPANS = {
    Cadence.WEEKLY: (6, 8),
    Cadence.FORTNIGHTLY: (12, 16),
    Cadence.MONTHLY: (26, 35),
    Cadence.QUARTERLY: (84, 98),
    Cadence.YEARLY: (355, 375),
}
MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.YEARLY: 12}
WEEKS = {Cadence.WEEKLY: 1, Cadence.FORTNIGHTLY: 2}


def cadence_of(days: Sequence[date]) -> Cadence | None:
    """The interval that all gaps have (one in six may be twice as long: a month left out); None when there is none."""
    gaps = [(other - one).days for one, other in pairwise(days)]
    for cadence, (least, most) in SPANS.items():
        missed = [gap for gap in gaps if not least <= gap <= most]
        if gaps and len(missed) <= len(gaps) // 6 and all(2 * least <= gap <= 2 * most for gap in missed):
            return cadence
    return None


def after(day: date, cadence: Cadence, day_of_month: int = 0) -> date:
    """The day one interval later. `day_of_month` 31 brings a charge back to the 31st after a short month."""
    if cadence in WEEKS:
        return day + timedelta(weeks=WEEKS[cadence])
    months = day.year * 12 + day.month - 1 + MONTHS[cadence]
    year, month = months // 12, months % 12 + 1
    last = monthrange(year, month)[1]
    return date(year, month, min(_anchor(day, day_of_month), last))


def _anchor(day: date, day_of_month: int) -> int:
    """The 31st for a charge on a short month's last day that comes on the 31st elsewhere; else the day itself."""
    on_last = day.day == monthrange(day.year, day.month)[1]
    return max(day.day, day_of_month) if on_last else day.day
