"""Finds days and periods and gives them in ISO form, reckoned from the customer's own today.

A day is "2026-05-03", a month "2026-05", any other period its first and last day: "2026-05-04/2026-05-10". A bill looks
back, so a day without a year is the latest one that has been. One exception: a day that comes within 31 days ("due
May 28", said on May 12) is the coming one, for due dates and promises are spoken of like that; the one that has been
stands in `also`. "Since" a day is the period from it to today.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from candor.values.calendar_words import last_of_month, real_day
from candor.values.days import find_days
from candor.values.found import Found, without_overlaps
from candor.values.periods import find_periods, period

WEEK = timedelta(days=7)

_BETWEEN = re.compile(r"\s*(?:and|to|-|–|until|till|through|thru)\s*(?:the\s+)?", re.IGNORECASE)
_FROM = re.compile(r"\b(?P<word>between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_LAST_DAY = re.compile(r"\s*(?:-|–|to|through|thru|until)\s*(\d{1,2})(?:st|nd|rd|th)?\b(?![/.,:-]\d)", re.IGNORECASE)
_ENDS_IN_DAY = re.compile(r"^[a-z]{3,}\.?\s*\d{1,2}(?:st|nd|rd|th)?$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|starting(?:\s+(?:on|from))?|ever\s+since)\s+(?:the\s+)?$", re.IGNORECASE)


def find_dates(text: str, today: date) -> Iterable[Found]:
    """Days and periods in the order of the text; what is no real date is left out."""
    days = list(find_days(text, today))
    found = without_overlaps([*_days_of_one_month(text, days), *days, *find_periods(text, today)])
    return [_from_then_on(text, one, today) for one in _joined(text, found)]


def span(value: str) -> tuple[date, date] | None:
    """The first and last day of a value that `find_dates` gave; None for anything else."""
    first, _, last = value.partition("/")
    try:
        if last:
            start, end = date.fromisoformat(first), date.fromisoformat(last)
            return (start, end) if start <= end else None
        if len(first) == len("2026-05"):
            start = date.fromisoformat(f"{first}-01")
            return start, last_of_month(start)
        return date.fromisoformat(first), date.fromisoformat(first)
    except ValueError:
        return None


def _days_of_one_month(text: str, days: Iterable[Found]) -> Iterator[Found]:
    """ "May 1-5", "may 1 to 5": the last day is said without its month."""
    for day in days:
        more = _LAST_DAY.match(text, day.end) if _ENDS_IN_DAY.search(text[day.start : day.end]) else None
        start = date.fromisoformat(day.value)
        end = real_day(start.year, start.month, int(more[1])) if more else None
        if more and end and end > start:
            yield Found("date", day.start, more.end(), period(start, end))


def _joined(text: str, found: list[Found]) -> Iterator[Found]:
    """Two days with "to" or "and" between them are one period, if "from" or "between" stands before or a dash does."""
    rest = iter([*found, None])
    one = next(rest)
    while one is not None:
        two = next(rest)
        both = _both(text, one, two) if two else None
        if both:
            one, two = both, next(rest)
        yield one
        one = two


def _both(text: str, one: Found, two: Found) -> Found | None:
    link = _BETWEEN.fullmatch(text[one.end : two.start])
    start, end = span(one.value), span(two.value)
    if not link or not start or not end:
        return None
    before = _FROM.search(_before(text, one))
    if link[0].strip().lower().startswith("and") and not (before and before["word"].lower() == "between"):
        return None
    # "from Monday to Wednesday", said on a Tuesday: the Monday before that Wednesday.
    first = start[0] - WEEK if timedelta() < start[0] - end[1] < WEEK else start[0]
    return Found("date", one.start, two.end, period(first, end[1])) if first <= end[1] else None


def _from_then_on(text: str, found: Found, today: date) -> Found:
    start = span(found.value)
    if start and start[0] <= today and _SINCE.search(_before(text, found)):
        return replace(found, value=period(start[0], today), more={})
    return found


def _before(text: str, found: Found) -> str:
    return text[max(found.start - 25, 0) : found.start]
