"""Days: as customers read them, and business days by the calendar of US federal holidays. Pure, no clock inside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONDAY, THURSDAY = 0, 3


def spoken(day: date, today: date) -> str:
    """A day as customers read it: `May 9`, and `May 9, 2024` when it is not of today's year."""
    plain = f"{MONTHS[day.month - 1]} {day.day}"
    return plain if day.year == today.year else f"{plain}, {day.year}"


def spoken_span(first: date, last: date, today: date) -> str:
    """Days in a row as customers read them: `April 1–10`, `April 28–May 2`; with the year as `spoken` has it."""
    if first == last:
        return spoken(first, today)
    if (first.year, first.month) == (last.year, last.month):
        return spoken(first, today).replace(f" {first.day}", f" {first.day}–{last.day}", 1)
    start = spoken(first, today if first.year != last.year else first)
    return f"{start}–{spoken(last, today)}"


def spoken_count(days: int) -> str:
    """`1 day`, `10 days`."""
    return "1 day" if days == 1 else f"{days} days"


def spoken_hour(instant: datetime, zone: str) -> str:
    """The time of day in an account's time zone: `7:12 p.m.`, `5 p.m.`."""
    local = instant.astimezone(ZoneInfo(zone))
    minutes = f":{local.minute:02d}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes} {'a.m.' if local.hour < 12 else 'p.m.'}"


def is_business_day(day: date) -> bool:
    """Monday to Friday and no federal holiday (nor the day it is observed on)."""
    return day.weekday() < 5 and day not in federal_holidays(day.year)


def business_days_after(day: date, count: int) -> date:
    """The day that is `count` business days later; the first one counted is the day after. 0 gives the day itself."""
    for _ in range(count):
        day = next_business_day(day + timedelta(days=1))
    return day


def next_business_day(day: date) -> date:
    """The day itself when it is a business day, else the next that is."""
    while not is_business_day(day):
        day += timedelta(days=1)
    return day


JUNETEENTH = 2021
"""The first year of the holiday of June 19 (Public Law 117-17)."""


@lru_cache(maxsize=64)
def federal_holidays(year: int) -> frozenset[date]:
    """The days in `year` on which US federal holidays are kept (5 U.S.C. 6103).

    One that falls on a Saturday is kept on the Friday before, one on a Sunday on the Monday after; so the new year
    of the next year may be kept in this one.
    """
    kept = {_observed(day) for day in (*_holidays(year), date(year + 1, 1, 1))}
    return frozenset(day for day in kept if day.year == year)


def _holidays(year: int) -> Iterator[date]:
    yield from (date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25))
    if year >= JUNETEENTH:
        yield date(year, 6, 19)
    yield from (_nth(year, 1, MONDAY, 3), _nth(year, 2, MONDAY, 3), _nth(year, 9, MONDAY, 1))
    yield from (_nth(year, 10, MONDAY, 2), _nth(year, 11, THURSDAY, 4))
    last_of_may = date(year, 5, 31)
    yield last_of_may - timedelta(days=last_of_may.weekday())


def _nth(year: int, month: int, weekday: int, count: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))


def _observed(day: date) -> date:
    shift = {5: -1, 6: 1}.get(day.weekday(), 0)
    return day + timedelta(days=shift)
