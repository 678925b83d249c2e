"""Finds periods: "last week", "in May", "the end of April", "the past ten days", "the bill before"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from candor.values.calendar_words import COUNTS, MONTHS, any_of, last_of_month, months_back
from candor.values.found import Found
from candor.values.gate import DIGIT, words_of

Reader = Callable[[dict[str, str], date], str]
"""What was said, by name, and today; the value."""

# "may" and "march" are months only beside words that say so.
_NO_MONTH = r"(?!may\s+(?:i|we|you|be|have|not|he|she|they|it)\b|march\s+(?:in|into|on|over|to\s+(?:the|a|my))\b)"
# "My apr" is a rate.
_MONTH = rf"{_NO_MONTH}(?!(?<=\bmy\s)apr\b)(?P<month>{any_of(MONTHS)})\b"
_YEAR = r"(?:,?\s+(?P<year>20\d\d)\b)?"
_BEFORE_MONTH = (
    r"\b(?:in|from|for|since|of|last|this|my|during|until|till|meant|mean|about|and|back\s+in|between|to|through)\s+"
)
_OF_MONTH = r"(?=(?:'?s)?\s+(?:bills?|statements?|charges?|interest|one|fees?|payments?)\b)"
_PART = r"\b(?P<part>beginning|start|early|first\s+half|mid|middle|end|late|second\s+half)[\s-]+(?:of\s+|in\s+)?"
_COUNT = rf"(?P<count>\d{{1,3}}|few|{any_of(COUNTS)})"
_UNIT = r"(?P<unit>day|week|month)s?\b"
# Days that a part of a month covers.
_EARLY, _MIDDLE = 10, 20
_FEW = (2, 5)


def period(start: date, end: date) -> str:
    """The ISO form of a period by its first and last day."""
    return f"{start.isoformat()}/{end.isoformat()}"


def _week(said: dict[str, str], today: date) -> str:
    """Weeks begin on Monday; this one ends today."""
    monday = today - timedelta(days=today.weekday())
    if said.get("which") == "this":
        return period(monday, today)
    start = monday - timedelta(days=14 if "again" in said else 7)
    return period(start, start + timedelta(days=6))


def _weekend(said: dict[str, str], today: date) -> str:
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    if said.get("which") == "last" and today.weekday() >= 5:
        saturday -= timedelta(days=7)
    return period(saturday, min(saturday + timedelta(days=1), today))


def _past(said: dict[str, str], today: date) -> str:
    """The past so many days, weeks or months, up to today."""
    word = said.get("count", "one")
    count = _FEW[1] if word == "few" else COUNTS.get(word) or int(word)
    if said["unit"] == "month":
        return period(_same_day(today, count), today)
    return period(today - timedelta(days=count * (7 if said["unit"] == "week" else 1)), today)


def _few_ago(said: dict[str, str], today: date) -> str:
    days = 7 if said["unit"] == "week" else 1
    near, far = (timedelta(days=count * days) for count in _FEW)
    return period(today - far, today - near)


def _other_day(said: dict[str, str], today: date) -> str:
    return period(today - timedelta(days=7), today - timedelta(days=1))


def _months_ago(said: dict[str, str], today: date) -> str:
    count = COUNTS.get(said["count"]) or int(said["count"])
    return _iso(months_back(today, count * (12 if said["unit"] == "year" else 1)))


def _near_month(said: dict[str, str], today: date) -> str:
    back = 2 if "again" in said else 1 if said.get("which") in ("last", "previous") else 0
    month = months_back(today, back)
    return _part_of(month, said["part"], today) if "part" in said else _iso(month)


def _named_month(said: dict[str, str], today: date) -> str:
    month = MONTHS[said["month"]]
    year = int(said["year"]) if "year" in said else today.year - (month > today.month)
    return _part_of(date(year, month, 1), said["part"], today) if "part" in said else f"{year:04d}-{month:02d}"


def _near_year(said: dict[str, str], today: date) -> str:
    if said["which"] == "this":
        return period(date(today.year, 1, 1), today)
    return _year({"year": str(today.year - 1)}, today)


def _year(said: dict[str, str], today: date) -> str:
    return period(date(int(said["year"]), 1, 1), date(int(said["year"]), 12, 31))


def _earlier_bill(said: dict[str, str], today: date) -> str:
    """Reckoned from the bill of last month, for most cycles close in the month before."""
    return _iso(months_back(today, 2))


def _part_of(month: date, part: str, today: date) -> str:
    word, last = part.split(maxsplit=1)[0], last_of_month(month).day
    start, end = {
        "beginning": (1, _EARLY),
        "start": (1, _EARLY),
        "early": (1, _EARLY),
        "first": (1, 15),
        "mid": (_EARLY + 1, _MIDDLE),
        "middle": (_EARLY + 1, _MIDDLE),
        "second": (16, last),
    }.get(word, (_MIDDLE + 1, last))
    return period(month.replace(day=start), month.replace(day=end))


def _same_day(today: date, months: int) -> date:
    month = months_back(today, months)
    return month.replace(day=min(today.day, last_of_month(month).day))


def _iso(month: date) -> str:
    return f"{month:%Y-%m}"


_MONTH_WORDS = frozenset(MONTHS)
_UNITS = frozenset({"day", "days", "week", "weeks", "month", "months"})
_COMPILED: list[tuple[re.Pattern[str], frozenset[str], Reader]] = [
    (re.compile(pattern, re.IGNORECASE), frozenset(needs), reader)
    for pattern, needs, reader in (
        (rf"{_PART}(?:the\s+)?{_MONTH}{_YEAR}", _MONTH_WORDS, _named_month),
        (rf"{_PART}(?:the\s+)?(?P<which>this|last|current|)\s*month\b", {"month"}, _near_month),
        (r"\b(?P<which>)month\s+(?P<again>before\s+last)\b", {"month"}, _near_month),
        (r"\b(?P<which>)week\s+(?P<again>before\s+last)\b", {"week"}, _week),
        (rf"\b(?:past|last)\s+{_COUNT}\s+{_UNIT}", _UNITS, _past),
        (r"\b(?:the\s+)past\s+(?P<unit>week|month)\b", {"past"}, _past),
        (rf"\b(?:a\s+)?few\s+{_UNIT.replace('|month', '')}\s+ago\b", {"ago"}, _few_ago),
        (r"\bthe\s+other\s+(?:day|night|week)\b", {"other"}, _other_day),
        (r"\b(?P<which>last|this|previous)\s+w(?:ee|e)k\b", {"week", "wek"}, _week),
        (r"\b(?:(?P<which>last|this|the|past)\s+)weekend\b", {"weekend"}, _weekend),
        (r"\b(?P<which>last|this|previous|current)\s+(?:month|mnth|moth)\b", {"month", "mnth", "moth"}, _near_month),
        (r"\b(?P<which>last|this)\s+year\b", {"year"}, _near_year),
        (rf"\b(?P<count>\d{{1,2}}|{any_of(COUNTS)})\s+(?P<unit>month|year)s?\s+ago\b", {"ago"}, _months_ago),
        (rf"{_BEFORE_MONTH}{_MONTH}{_YEAR}", _MONTH_WORDS, _named_month),
        (rf"\b{_MONTH}{_YEAR}{_OF_MONTH}", _MONTH_WORDS, _named_month),
        (rf"^\W*(?:no[,\s]+)?(?:the\s+)?{_MONTH}{_YEAR}\W*$", _MONTH_WORDS, _named_month),
        (r"\b(?:in|from|during|of|since|for)\s+(?P<year>20[0-4]\d)\b(?![.,]\d)", {DIGIT}, _year),
        (r"\b(?:bill|statement)\s+before(?=\W*$|\s+(?:that|last|this)\b)", {"before"}, _earlier_bill),
    )
]


def find_periods(text: str, today: date) -> Iterator[Found]:
    """Months as "YYYY-MM", other periods as their first and last day."""
    words = words_of(text)
    for pattern, needs, reader in _COMPILED:
        for match in () if needs.isdisjoint(words) else pattern.finditer(text):
            said = {name: word.lower() for name, word in match.groupdict().items() if word}
            start, end = match.span()
            if "month" in said and "part" not in said:
                start, end = match.start("month"), max(match.end("month"), match.end("year"))
            yield Found("date", start, end, reader(said, today))
