"""Finds single days: "May 3", "5/3", "the third of May", "last Tuesday", "two weeks ago"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from candor.values.calendar_words import (
    ALSO_OTHER_WORDS,
    COUNTS,
    MONTHS,
    SPOKEN_DAYS,
    WEEKDAYS,
    any_of,
    months_back,
    real_day,
)
from candor.values.found import Found
from candor.values.gate import DIGIT, parts_of, words_of

SOON = timedelta(days=31)

Reader = Callable[[dict[str, str], date], list[str]]
"""What was said, by name, and today; the values, the likelier first, none when it is no day."""

_MONTH = rf"(?P<month>{any_of(MONTHS)})\b\.?"
_SPOKEN = any_of(SPOKEN_DAYS).replace(" ", "[ -]")
_NOT_MORE = r"\b(?!\s?[.,:]\d)"
_NUMBER = rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?){_NOT_MORE}"
_NTH = rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)|{_SPOKEN}){_NOT_MORE}"
_NO_DAY = r"(?!\s+(?:one|charge|time|line|transaction|purchase|payment|of\s+them|item|option|month|bill)s?\b)"
_YEAR = r"(?:,?\s+(?P<year>20\d\d)\b)?"
_WEEKDAY = rf"(?P<weekday>{any_of(WEEKDAYS)})"
_HOLIDAYS = {"christmas eve": (12, 24), "christmas": (12, 25), "halloween": (10, 31), "valentine": (2, 14)}
_NEAR = {
    "day before yesterday": 2,
    "yesterday": 1,
    "yesterdy": 1,
    "yesteday": 1,
    "yesturday": 1,
    "yday": 1,
    "last night": 1,
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
}


def _any_day(said: dict[str, str], today: date) -> list[str]:
    month = MONTHS[said["month"]] if "month" in said else int(said["month_number"])
    day, year = _day_number(said["day"]), int(said["year"]) if "year" in said else None
    if month > 12:
        month, day = day, month
    if year is not None:
        return _iso(real_day(year + 2000 if year < 100 else year, month, day))
    return _latest(month, day, today)


def _slashed(said: dict[str, str], today: date) -> list[str]:
    around_the_clock = (said["month_number"], said["day"], said.get("year")) == ("24", "7", None)
    return [] if around_the_clock else _any_day(said, today)


def _in_full(said: dict[str, str], today: date) -> list[str]:
    return _iso(real_day(int(said["year"]), int(said["month_number"]), int(said["day"])))


def _holiday(said: dict[str, str], today: date) -> list[str]:
    return _latest(*_HOLIDAYS[said["holiday"]], today)


def _near(said: dict[str, str], today: date) -> list[str]:
    return _iso(today - timedelta(days=_NEAR[said["near"]]))


def _ago(said: dict[str, str], today: date) -> list[str]:
    count = COUNTS.get(said["count"]) or int(said["count"])
    return _iso(today - timedelta(days=count * (7 if said["unit"] == "week" else 1)))


def _weekday(said: dict[str, str], today: date) -> list[str]:
    """The last one before today; "this" one may be today; of last week the one in that week."""
    name, word = said["weekday"], said.get("which", "")
    if name in ALSO_OTHER_WORDS and not word:
        return []
    back = (today.weekday() - WEEKDAYS[name]) % 7
    if word.startswith("this"):
        return _iso(today - timedelta(days=back))
    return _iso(today - timedelta(days=(back or 7) + (7 if "again" in said else 0)))


def _in_last_week(said: dict[str, str], today: date) -> list[str]:
    return _iso(today - timedelta(days=today.weekday() + 7 - WEEKDAYS[said["weekday"]]))


def _day_alone(said: dict[str, str], today: date) -> list[str]:
    day = _day_number(said["day"])
    months = (months_back(today, back) for back in range(13))
    found = (real_day(month.year, month.month, day) for month in months)
    return _iso(next((one for one in found if one and one <= today), None))


def _day_of_near_month(said: dict[str, str], today: date) -> list[str]:
    month = months_back(today, 1 if said["which"] == "last" else 0)
    return _iso(real_day(month.year, month.month, _day_number(said["day"])))


def day_of_month(number: int, today: date) -> str | None:
    """The latest day of that number: on May 12 the 3rd is May 3, the 20th April 20."""
    return next(iter(_day_alone({"day": str(number)}, today)), None)


def _day_number(said: str) -> int:
    spoken = SPOKEN_DAYS.get(said.replace("-", " "))
    return spoken or int(re.sub(r"\D", "", said) or 0)


def _latest(month: int, day: int, today: date) -> list[str]:
    years = (real_day(today.year + step, month, day) for step in (1, 0, -1, -2, -3, -4, -5, -6, -7, -8))
    fitting = [found for found in years if found and found <= today + SOON]
    ahead = bool(fitting) and fitting[0] > today
    return [found.isoformat() for found in fitting[: 2 if ahead else 1]]


def _iso(day: date | None) -> list[str]:
    return [day.isoformat()] if day else []


_WEEKDAY_WORDS, _MONTH_WORDS = frozenset(WEEKDAYS), frozenset(MONTHS)
_NTH_WORDS = frozenset({DIGIT}) | parts_of(SPOKEN_DAYS)
_COMPILED: list[tuple[re.Pattern[str], frozenset[str], Reader]] = [
    (re.compile(pattern, re.IGNORECASE), frozenset(needs), reader)
    for pattern, needs, reader in (
        (r"\b(?P<year>20\d\d)[-/](?P<month_number>\d{1,2})[-/](?P<day>\d{1,2})\b", {DIGIT}, _in_full),
        (r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month_number>\d{1,2})\.(?P<year>20\d\d)\b", {DIGIT}, _in_full),
        (
            r"(?<![\d/$.])(?P<month_number>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>(?:20)?\d\d))?(?![\d/%])",
            {DIGIT},
            _slashed,
        ),
        (
            rf"\b{_MONTH}[\s-]*(?:the\s+)?{_NUMBER}(?!\s+(?:charges|times|days|dollars|bucks)\b){_YEAR}",
            _MONTH_WORDS,
            _any_day,
        ),
        (rf"\b{_MONTH}\s+(?:the\s+)?{_NTH}{_YEAR}", _MONTH_WORDS, _any_day),
        (rf"\b{_NUMBER}[\s-]*(?:of\s+)?{_MONTH}{_YEAR}", _MONTH_WORDS, _any_day),
        (rf"\b{_NTH}\s+of\s+{_MONTH}{_YEAR}", _MONTH_WORDS, _any_day),
        (rf"\b(?P<holiday>{any_of(_HOLIDAYS)})(?:'?s)?(?:\s+day)?\b", parts_of(_HOLIDAYS), _holiday),
        (rf"\b(?P<near>{any_of(_NEAR)})\b", parts_of(_NEAR) - {"day", "this", "last"}, _near),
        (rf"\b(?P<count>\d{{1,3}}|{any_of(COUNTS)})\s+(?P<unit>day|week)s?\s+ago\b", {"ago"}, _ago),
        (rf"\blast\s+week(?:'?s)?\s+(?:on\s+)?{_WEEKDAY}\b", _WEEKDAY_WORDS, _in_last_week),
        (rf"\b{_WEEKDAY}\s+(?:of\s+)?last\s+week\b", _WEEKDAY_WORDS, _in_last_week),
        (rf"\b{_WEEKDAY}\s+(?P<again>before\s+last)\b", _WEEKDAY_WORDS, _weekday),
        (rf"\b(?:(?P<which>last|this|past|on)\s+(?:past\s+)?)?{_WEEKDAY}\b", _WEEKDAY_WORDS, _weekday),
        (rf"\b{_NTH}\s+(?:of\s+)?(?P<which>the|this|last)\s+month\b", {"month"}, _day_of_near_month),
        (rf"\b(?:on|from|of|since|after|before|between|and|to|for)\s+the\s+{_NTH}{_NO_DAY}", _NTH_WORDS, _day_alone),
    )
]


def find_days(text: str, today: date) -> Iterator[Found]:
    """Days as "YYYY-MM-DD"; a second reading stands in `also`."""
    words = words_of(text)
    for pattern, needs, reader in _COMPILED:
        for match in () if needs.isdisjoint(words) else pattern.finditer(text):
            said = {name: word.lower() for name, word in match.groupdict().items() if word}
            values = reader(said, today)
            if values:
                start = match.start("day") if reader is _day_alone else match.start()
                yield Found("date", start, match.end(), values[0], {"also": values[1:]} if values[1:] else {})
