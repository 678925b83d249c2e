"""Months, weekdays and small numbers as customers write them, and days counted from a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

_MONTH_NAMES = (
    "january jan janury januray",
    "february feb febuary feburary febrary",
    "march mar",
    "april apr aprl",
    "may",
    "june jun",
    "july jul",
    "august aug agust",
    "september sep sept septemper setember",
    "october oct ocotber",
    "november nov novemeber",
    "december dec decemeber",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}

_WEEKDAY_NAMES = (
    "monday mon",
    "tuesday tue tues tusday teusday",
    "wednesday wed weds wensday wendsday",
    "thursday thu thur thurs thrusday",
    "friday fri firday",
    "saturday sat saterday",
    "sunday sun",
)
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}
ALSO_OTHER_WORDS = frozenset({"sun", "sat", "mon", "wed"})
"""Short weekdays that are words of their own."""

_DAYS_OF_MONTH = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
SPOKEN_DAYS = (
    {name: day for day, name in enumerate(_DAYS_OF_MONTH, 1)}
    | {f"twenty {name}": day for day, name in enumerate(_DAYS_OF_MONTH[:9], 21)}
    | {"thirtieth": 30, "thirty first": 31}
)

_COUNTS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
COUNTS = {name: count for count, name in enumerate(_COUNTS, 1)} | {
    "a": 1,
    "an": 1,
    "couple": 2,
    "a couple": 2,
    "couple of": 2,
    "a couple of": 2,
}


def any_of(words: Iterable[str]) -> str:
    """A pattern of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def real_day(year: int, month: int, day: int) -> date | None:
    """That day, or None when the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months_back(today: date, months: int) -> date:
    """The first day of the month that many months before today's."""
    index = max(today.year * 12 + today.month - 1 - months, 12)
    return date(index // 12, index % 12 + 1, 1)


def last_of_month(day: date) -> date:
    """The last day of the day's month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)
