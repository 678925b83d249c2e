"""Finds the last four digits of a card, only where the words around say that they are that."""

import re
from collections.abc import Iterator

from candor.values.found import Found

_FOUR = r"(?P<digits>\d{4})(?!\d|[.,]\d)"
_CARD = r"\b(?:card|visa|mastercard|amex|account|acct)"
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:ends?|ending|ended|finishing)\s+(?:(?:in|with|on|by)\s+)?[#*x•]*{_FOUR}",
        rf"\blast\s+(?:4|four)(?:\s+digits?)?(?:\s+(?:are|is|of|being))?\s*[:=]?\s*{_FOUR}",
        rf"{_CARD}\s*(?:no\.?|number|nr\.?)?\s*[#:]?\s*[x*•.…]*\s?{_FOUR}",
        rf"(?<![\w*•…])(?:[x*•…]+|\.\.+)\s?-?{_FOUR}",
        rf"\b(?:the|my)\s+{_FOUR}\s+(?:card|visa|mastercard|amex|one)\b",
    )
]


def find_card_endings(text: str) -> Iterator[Found]:
    """Card endings; the value is the four digits."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            digits = "".join(str(int(digit)) for digit in match["digits"])
            yield Found("card_ending", match.start("digits"), match.end("digits"), digits)
