"""Months that end on a day which not all of them have."""

from __future__ import annotations

from datetime import date, timedelta


def in_month(year: int, month: int, day: int) -> date:
    """That day of a month, or its last one when it is shorter. `month` may run over the year."""
    years, index = divmod(month - 1, 12)
    next_years, next_index = divmod(month, 12)
    last = date(year + next_years, next_index + 1, 1) - timedelta(days=1)
    return date(year + years, index + 1, min(day, last.day))


def months_later(day: date, months: int) -> date:
    """The same day so many months later, the month's last one when it has no such day."""
    return in_month(day.year, day.month + months, day.day)


def cycle_end(day: date, closes: int) -> date:
    """The last day of the billing cycle that a day lies in, when cycles close on the `closes`-th (1 to 31)."""
    end = in_month(day.year, day.month, closes)
    return end if day <= end else in_month(day.year, day.month + 1, closes)


def full_cycles_after(day: date, closes: int, count: int) -> date:
    """The end of the `count`-th whole cycle after the one that a day lies in."""
    end = cycle_end(day, closes)
    return in_month(end.year, end.month + count, closes)
