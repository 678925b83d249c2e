"""Finds which one of a list is meant: "the second one", "2nd charge", "number 3", "the last one"."""

import re
from collections.abc import Iterator

from bot.understanding.found import Found

_WORDS = {
    word: number
    for number, words in enumerate(
        (
            ("first", "top"),
            ("second",),
            ("third",),
            ("fourth",),
            ("fifth",),
            ("sixth",),
            ("seventh",),
            ("eighth",),
            ("ninth",),
            ("tenth",),
        ),
        start=1,
    )
    for word in words
} | {"last": -1, "bottom": -1, "final": -1}
_NAMED = "|".join(_WORDS)
_THING = r"(?:one|charge|transaction|purchase|line|item|option|entry|choice|amount)\b"
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\bone )\b(?P<word>{_NAMED})\s+{_THING}",
        rf"\b(?P<number>\d{{1,2}})(?:st|nd|rd|th)\s+{_THING}",
        r"\b(?:number|option|no\.|line|choice)\s*(?P<number>\d{1,2})\b(?![.,]\d)",
        rf"^\W*(?:the\s+)?(?P<word>{_NAMED})\W*$",
        r"^\W*(?:the\s+)?(?P<number>\d{1,2})(?:st|nd|rd|th)\W*$",
        r"(?<!\w)#\s?(?P<number>\d{1,2})\b(?![.,]?\d)",
    )
]


def find_ordinals(text: str) -> Iterator[Found]:
    """Ordinals; the value counts from "1", and "-1" is the last."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            kind = match.lastgroup or ""
            said = match[kind].lower()
            number = _WORDS[said] if kind == "word" else int(said)
            if number:
                yield Found("ordinal", match.start(kind), match.end(kind), str(number))
