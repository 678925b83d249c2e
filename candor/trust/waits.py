"""Waiting times in steps, so that a median of ten million waits is a look at some thousand counts.

A wait is counted at the upper end of its step: a median that is shown is at most one step too long, never too short.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from math import ceil

# Up to so many seconds, in steps of so many.
STEPS = ((60, 5), (600, 15), (3600, 60), (6 * 3600, 300), (48 * 3600, 1800))
LONGEST = 14 * 86400


def step_of(wait: timedelta) -> int:
    """The wait in seconds, rounded up to its step."""
    seconds = max(0.0, wait.total_seconds())
    for upper, step in STEPS:
        if seconds <= upper:
            return ceil(seconds / step) * step
    return min(LONGEST, ceil(seconds / 86400) * 86400)


def quantile_of(counts: Mapping[int, int], share: float) -> int | None:
    """The shortest step that at least this share of the waits does not exceed; None when none was counted."""
    total = sum(counts.values())
    if total <= 0:
        return None
    wanted, reached = ceil(share * total), 0
    for step in sorted(counts):
        reached += counts[step]
        if reached >= wanted:
            return step
    raise AssertionError("the steps add up to less than their sum")


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def month_after(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
