"""Which patterns are worth trying on a text: its words tell that far faster than trying them all."""

from __future__ import annotations

import re
from collections.abc import Collection

DIGIT = "#"
"""Stands among the words of a text that has a digit in it."""

_WORD = re.compile(r"[a-z]+")
_HAS_DIGIT = re.compile(r"\d")


def words_of(text: str) -> frozenset[str]:
    """The runs of letters in the text, lower case, and DIGIT."""
    words = frozenset(_WORD.findall(text.lower()))
    return words | {DIGIT} if _HAS_DIGIT.search(text) else words


def parts_of(phrases: Collection[str]) -> frozenset[str]:
    """The single words of the phrases."""
    return frozenset(word for phrase in phrases for word in phrase.split())
