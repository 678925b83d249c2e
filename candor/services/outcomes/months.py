"""Which months a report is about, and which ones its trends show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from candor.trust.waits import month_after

SHOWN = 24
"""Months of a trend."""
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Months:
    """`chosen` are the report's months, oldest first; all begin on their first day."""

    chosen: tuple[date, ...]

    @property
    def since(self) -> date:
        return self.chosen[0]

    @property
    def until(self) -> date:
        """The first day that is not in them."""
        return month_after(self.chosen[-1])

    @property
    def trend(self) -> tuple[date, ...]:
        return last_months(self.chosen[-1], max(SHOWN, len(self.chosen)))

    @property
    def first_of_trend(self) -> date:
        return self.trend[0]

    @property
    def said(self) -> str:
        """`May 2026`, or `March to May 2026`."""
        first, last = self.chosen[0], self.chosen[-1]
        if first == last:
            return f"{last:%B %Y}"
        return f"{first:%B %Y} to {last:%B %Y}" if first.year != last.year else f"{first:%B} to {last:%B %Y}"


def months_of(now: datetime, month: str | None = None, last: int = 3) -> Months:
    """One month (`2026-05`), or the last so many with the present one. ValueError for what is no month or too long."""
    if month:
        found = MONTH.fullmatch(month)
        if found is None:
            raise ValueError(f"{month} is no month such as 2026-05")
        return Months((date(int(found[1]), int(found[2]), 1),))
    if not 1 <= last <= SHOWN:
        raise ValueError(f"{last} is not from 1 to {SHOWN} months")
    return Months(last_months(now.date().replace(day=1), last))


def last_months(month: date, count: int) -> tuple[date, ...]:
    """So many months up to and with this one, oldest first."""
    place = month.year * 12 + month.month - 1
    return tuple(date(at // 12, at % 12 + 1, 1) for at in range(place - count + 1, place + 1))


def label_of(month: date) -> str:
    """`2026-05`."""
    return f"{month:%Y-%m}"
