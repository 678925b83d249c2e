"""Makes what a customer typed plain, so that no text from outside is ever read as a command."""

from __future__ import annotations

import unicodedata

_SPACES = {"Zs", "Zl", "Zp", "Cc"}
_DROPPED = {"Cf", "Cs", "Co", "Cn"}


def plain(text: str) -> str:
    """The text in NFKC, with single spaces, without invisible characters and without slashes at its start.

    Rasa takes `/intent{...}` for a command with confidence 1, whoever sends it and also behind odd spaces; a full-width
    slash becomes one in NFKC. What is left after nothing but slashes is the empty string.
    """
    characters = (_seen(c) for c in unicodedata.normalize("NFKC", text))
    words = unicodedata.normalize("NFKC", "".join(characters)).split()
    return " ".join(words).lstrip("/ ")


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category in _SPACES:
        return " "
    return "" if category in _DROPPED else character
