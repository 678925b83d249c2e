"""Finds days and months and gives them as ISO days or months, reckoned from the customer's own today.

A bill looks back, so a day without a year is the latest one that has been. One exception: a day that comes within
31 days ("due May 28", said on May 12) is the coming one, for due dates and promises are spoken of like that.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.understanding.found import Found

SOON = timedelta(days=31)

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_DAYS = {
    name.lower(): number for names in (calendar.day_name, calendar.day_abbr) for number, name in enumerate(names)
} | {"tues": 1, "thur": 3, "thurs": 3}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?![.,]\d)"
_YEAR = r"(?:,?\s+(?P<year>20\d\d)\b)?"
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})"
# "may" and "march" are months only beside words that say so.
_MONTH_ALONE = (
    rf"(?:(?<=\bin )|(?<=\bfrom )|(?<=\bfor )|(?<=\bsince )|(?<=\bof )|(?<=\blast )|(?<=\bthis )|(?<=\bmy ))"
    rf"{_MONTH}(?:\s+(?P<year>20\d\d)\b)?"
)
_MONTH_OF = rf"\b{_MONTH}(?:\s+(?P<year>20\d\d))?(?=(?:'s)?\s+(?:bill|statement|charges?|interest)\b)"

_PATTERNS = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "iso": r"\b(?P<year>20\d\d)-(?P<month_number>\d{1,2})-(?P<day>\d{1,2})\b",
        "slashes": r"(?<![\d/])(?P<month_number>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>(?:20)?\d\d))?(?![\d/])",
        "month first": rf"\b{_MONTH}\s*(?:the\s+)?{_DAY}{_YEAR}",
        "day first": rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}",
        "month alone": _MONTH_ALONE,
        "month of": _MONTH_OF,
        "near": r"\b(?P<near>day before yesterday|yesterday|today|last night|last month|this month)\b",
        "ago": rf"\b{_COUNT}\s+(?P<unit>day|week|month|year)s?\s+ago\b",
        "weekday": rf"\b(?:(?:last|this|on)\s+)?(?P<weekday>{'|'.join(sorted(_DAYS, key=len, reverse=True))})\b",
        "day alone": r"(?:(?<=\bon )|(?<=\bfrom )|(?<=\bof ))the\s+"
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:one|charge))",
    }.items()
}
_AMBIGUOUS_SHORT = {"sun", "sat", "mon", "wed", "fri"}


def find_dates(text: str, today: date) -> Iterator[Found]:
    """Days as "YYYY-MM-DD" and whole months as "YYYY-MM"; what is no real date is left out."""
    for name, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            value = _value(name, {k: v.lower() for k, v in match.groupdict().items() if v}, today)
            if value:
                yield Found("date", match.start(), match.end(), value)


def _value(kind: str, said: dict[str, str], today: date) -> str | None:
    if kind == "near":
        return _near(said["near"], today)
    if kind == "ago":
        return _ago(said["count"], said["unit"], today)
    if kind == "weekday":
        return _weekday(said["weekday"], today)
    if kind == "day alone":
        return _day_alone(int(said["day"]), today)
    month = int(said["month_number"]) if "month_number" in said else _MONTHS[said["month"]]
    year = int(said["year"]) if "year" in said else None
    if year is not None and year < 100:
        year += 2000
    if "day" not in said:
        return _month(month, year, today)
    return _day(month, int(said["day"]), year, today)


def _near(words: str, today: date) -> str:
    if words.endswith("month"):
        return f"{today if words.startswith('this') else _months_back(today, 1):%Y-%m}"
    days = {"today": 0, "yesterday": 1, "last night": 1}.get(words, 2)
    return (today - timedelta(days=days)).isoformat()


def _ago(count: str, unit: str, today: date) -> str:
    number = _NUMBERS.get(count) or int(count)
    if unit in ("day", "week"):
        return (today - timedelta(days=number * (7 if unit == "week" else 1))).isoformat()
    return f"{_months_back(today, number * (12 if unit == 'year' else 1)):%Y-%m}"


def _weekday(name: str, today: date) -> str | None:
    if name in _AMBIGUOUS_SHORT:
        return None
    back = (today.weekday() - _DAYS[name]) % 7 or 7
    return (today - timedelta(days=back)).isoformat()


def _day_alone(day: int, today: date) -> str | None:
    for back in range(13):
        month = _months_back(today, back)
        found = _real(month.year, month.month, day)
        if found and found <= today:
            return found.isoformat()
    return None


def _month(month: int, year: int | None, today: date) -> str:
    if year is None:
        year = today.year if month <= today.month else today.year - 1
    return f"{year:04d}-{month:02d}"


def _day(month: int, day: int, year: int | None, today: date) -> str | None:
    if year is not None:
        found = _real(year, month, day)
        return found.isoformat() if found else None
    candidates = [_real(today.year + step, month, day) for step in (1, 0, -1, -2, -3, -4)]
    latest = next((found for found in candidates if found and found <= today + SOON), None)
    return latest.isoformat() if latest else None


def _months_back(today: date, months: int) -> date:
    """The first day of the month that many months before today's."""
    index = max(today.year * 12 + today.month - 1 - months, 12)
    return date(index // 12, index % 12 + 1, 1)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
