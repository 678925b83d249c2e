"""Takes card numbers, security codes, PINs and social security numbers out of a talk before it is stored.

Every removed digit becomes a bullet, so a text keeps its length and its look; a card number keeps its last four.
A number may be split over messages: the talk's newest messages are looked at together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BULLET = "•"
BREAK = "\x00"
SHORTEST, LONGEST = 13, 19
# A group longer than this may have an expiry date or a code pasted behind the number.
USUAL_GROUP, USUAL_SIZES = 4, (16, 15)
# Between two groups of one number people write spaces, dashes, dots and line ends.
SEPARATORS = re.compile(r"[\s\-–—‑‐.,/_·*|]{0,4}")
# Between the halves of a number sent in two messages they also write "and then" or "the rest is".
WORDS_BETWEEN = re.compile(rf"[^\d{BREAK}]{{0,40}}(?:{BREAK}[^\d{BREAK}]{{0,40}})+")
CODE_WORDS = (
    r"(?:cvv2?|cvc2?|cv2|cid|csc|security code|safety code|card code"
    r"|(?:3|three|4|four) (?:digits?|numbers?) on the back)"
)
PIN_WORDS = r"(?:pin(?: ?(?:number|code))?)"
SOCIAL_WORDS = r"(?:ssn|social(?: security)?(?: number)?)"
NEAR = r"[^\d]{0,20}"
SECRETS = (
    re.compile(rf"\b{CODE_WORDS}\b{NEAR}(\d{{3,4}})(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<!\d)(\d{{3,4}})\b[^\d]{{0,12}}\b{CODE_WORDS}\b", re.IGNORECASE),
    re.compile(rf"\b{PIN_WORDS}\b[^\d]{{0,12}}(\d{{4,6}})(?!\d)", re.IGNORECASE),
    re.compile(rf"\b{SOCIAL_WORDS}\b{NEAR}(\d[\d\- ]{{7,12}}\d)(?!\d)", re.IGNORECASE),
    re.compile(r"(?<![\d\-])((?!000|666|9\d\d)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4})(?![\d\-])"),
)


@dataclass(frozen=True)
class Group:
    """A run of digits in the talk."""

    start: int
    end: int
    digits: str


def redact(text: str) -> str:
    """The text without what must not be stored."""
    return redact_talk([text])[0]


def redact_talk(texts: Sequence[str]) -> list[str]:
    """The same texts in order without what must not be stored, whether whole in one of them or split over them."""
    talk = BREAK.join(texts)
    ascii_talk = "".join(_ascii_digit(char) for char in talk)
    hidden = set(_card_digits(ascii_talk)) | set(_secret_digits(ascii_talk))
    return "".join(BULLET if place in hidden else char for place, char in enumerate(talk)).split(BREAK)


def _card_digits(talk: str) -> Iterator[int]:
    groups = [Group(m.start(), m.end(), m.group()) for m in re.finditer(r"\d+", talk)]
    for first in range(len(groups)):
        yield from _card_at(talk, groups[first:])


def _card_at(talk: str, groups: Sequence[Group]) -> Iterator[int]:
    """The places of a card number's digits, but its last four, when one begins with the first of these groups."""
    digits = ""
    places: list[int] = []
    for before, group in zip((None, *groups), groups, strict=False):
        if before is not None and not _joined(talk, before, group):
            return
        digits += group.digits
        places += range(group.start, group.end)
        if looks_like_card(digits):
            yield from places[:-4]
            return
        if len(group.digits) > USUAL_GROUP:
            size = next((size for size in USUAL_SIZES if looks_like_card(digits[:size])), 0)
            yield from places[: max(size - 4, 0)]
        if len(digits) > LONGEST:
            return


def _joined(talk: str, before: Group, after: Group) -> bool:
    between = talk[before.end : after.start]
    if SEPARATORS.fullmatch(between):
        return True
    whole = len(before.digits) >= 3 and len(after.digits) >= 3
    return whole and bool(WORDS_BETWEEN.fullmatch(between))


def looks_like_card(digits: str) -> bool:
    """13 to 19 digits that begin as card numbers do and pass Luhn's check (ISO/IEC 7812-1)."""
    return SHORTEST <= len(digits) <= LONGEST and digits[0] in "23456" and _luhn(digits)


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _secret_digits(talk: str) -> Iterator[int]:
    for pattern in SECRETS:
        for match in pattern.finditer(talk):
            yield from (place for place in range(*match.span(1)) if talk[place].isdigit())


def _ascii_digit(char: str) -> str:
    """Digits of any script as 0-9, so that no way of writing a number slips through; one character for one."""
    value = unicodedata.digit(char, None)
    return char if value is None else str(value)
