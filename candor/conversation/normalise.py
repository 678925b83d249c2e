"""Text from outside, made plain before anything else sees it: text and nothing else."""

from __future__ import annotations

import unicodedata

from candor.errors import MessageRefused, MessageTooLong

LONGEST = 2_000
KEPT_CONTROLS = "\n\t"
# Joins emoji and letters of some scripts; taking it out would break what people see.
ZERO_WIDTH_JOINERS = "\u200c\u200d"


def normalise(text: str) -> str:
    """The text in NFC, without control characters, invisible ones and direction overrides, trimmed.

    Raises MessageTooLong above 2,000 characters as typed, MessageRefused when it is not text or nothing is left.
    """
    if len(text) > LONGEST:
        raise MessageTooLong
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise MessageRefused
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(char for char in unicodedata.normalize("NFC", lines) if _is_visible(char)).strip()
    if not plain:
        raise MessageRefused
    return plain


def _is_visible(char: str) -> bool:
    if char in KEPT_CONTROLS or char in ZERO_WIDTH_JOINERS:
        return True
    return unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cn")
