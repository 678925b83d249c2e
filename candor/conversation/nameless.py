"""A customer's words as they may be taught: the sense stays, whoever wrote them goes.

Only a proposal: a person reads it and vouches for it before it goes anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from candor.conversation.redact import BULLET, redact

# Stand-ins that nobody has: names and numbers kept free for examples (RFC 2606, 555-01xx).
NAME, MAIL, PHONE, NUMBER, ENDING = "Sam", "sam@example.com", "555-0100", "12345", "4471"
MAILS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LONG_NUMBERS = re.compile(r"\+?\(?\d(?:[\s().-]{0,2}\d){6,}")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
HIDDEN = re.compile(rf"[\d\s-]*{BULLET}[{BULLET}\d\s.-]*")
A_PHONE_HAS = 10
SHORTEST_NAME = 3


def nameless(text: str, names: Sequence[str] = ()) -> str:
    """The words with stand-ins for mail addresses, long numbers, hidden digits, and the names given."""
    found = HIDDEN.sub(f" {ENDING} ", redact(text))
    found = MAILS.sub(MAIL, found)
    found = LONG_NUMBERS.sub(_number, found)
    words = {word for name in names for word in re.findall(r"\w+", name) if len(word) >= SHORTEST_NAME}
    if words:
        either = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        found = re.sub(rf"\b(?:{either})\b", NAME, found, flags=re.IGNORECASE)
    return " ".join(found.split())


def _number(found: re.Match[str]) -> str:
    if found[0] == PHONE or ISO_DAY.fullmatch(found[0]):
        return found[0]
    return PHONE if sum(letter.isdigit() for letter in found[0]) >= A_PHONE_HAS else NUMBER


def trace_in(text: str, names: Sequence[str] = ()) -> str | None:
    """What in the words may still tell who wrote them; None when nothing is seen."""
    if any(found[0] != MAIL for found in MAILS.finditer(text)):
        return "a mail address"
    if BULLET in text or redact(text) != text:
        return "the digits of a card or a secret"
    if any(_number(found) != found[0] for found in LONG_NUMBERS.finditer(text)):
        return "a long number"
    words = {word.casefold() for word in re.findall(r"\w+", text)}
    if any(word.casefold() in words for name in names for word in re.findall(r"\w{3,}", name) if word != NAME):
        return "the customer's name"
    return None
