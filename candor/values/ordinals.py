"""Finds which one of a list is meant: "the second one", "2nd charge", "number 3", "the last but one", "both"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from candor.values.calendar_words import COUNTS, any_of
from candor.values.days import day_of_month
from candor.values.found import Found
from candor.values.gate import DIGIT, parts_of, words_of

ALL = "all"
"""The value of "both" and "all of them"."""

_NAMES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_WORDS = {name: place for place, name in enumerate(_NAMES, 1)} | {
    "top": 1,
    "last": -1,
    "bottom": -1,
    "final": -1,
    "last but one": -2,
    "second last": -2,
    "second to last": -2,
    "next to last": -2,
    "penultimate": -2,
}
_NUMBERS = {name: count for name, count in COUNTS.items() if name not in ("a", "an") and "couple" not in name}
_NAMED = any_of(_WORDS).replace(" ", "[ -]")
_THING = r"(?:one|charge|transaction|purchase|line|item|option|entry|choice|amount)\b"
_NUMBER = rf"(?P<number>\d{{1,2}}|{any_of(_NUMBERS)})"
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<word>last[ -]but[ -]one|second[ -]to[ -]last|next[ -]to[ -]last|penultimate)\b",
        rf"(?<!\bone )\b(?P<word>{_NAMED})\s+{_THING}",
        rf"\b(?P<number>\d{{1,2}})(?:st|nd|rd|th)\s+{_THING}",
        rf"\b(?:number|option|no\.|line|choice)\s*{_NUMBER}\b(?![.,]\d)",
        rf"^\W*(?:no[,\s]+)?(?:i\s+mean[t]?\s+)?(?:the\s+)?(?P<word>{_NAMED})\W*(?:please|pls)?\W*$",
        r"^\W*(?:no[,\s]+)?(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)\W*$",
        r"(?<!\w)#\s?(?P<number>\d)\b(?![.,]?\d)",
        r"^\W*(?P<all>both|all)(?:\s+of\s+(?:them|these|those))?\W*(?:please|pls)?\W*$",
        r"\b(?P<all>both|all)\s+of\s+(?:them|these|those)\b",
    )
]
_NEEDS = parts_of(_WORDS) - {"to", "but", "one"} | {DIGIT, "both", "all", "number", "option", "no", "line", "choice"}


def find_ordinals(text: str, today: date) -> Iterator[Found]:
    """Places; the value counts from "1", "-1" is the last and "all" every one.

    "the 3rd" with nothing else may be a day too: that stands in `also`.
    """
    if _NEEDS.isdisjoint(words_of(text)):
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            kind = match.lastgroup or ""
            value = _value(kind, match[kind].lower().replace("-", " "))
            if value != "0":
                day = day_of_month(int(value), today) if kind == "day" else None
                yield Found("ordinal", match.start(kind), match.end(kind), value, {"also": [day]} if day else {})


def _value(kind: str, said: str) -> str:
    if kind == "all":
        return ALL
    if kind == "word":
        return str(_WORDS[said])
    return str(_NUMBERS.get(said) or int(said))
