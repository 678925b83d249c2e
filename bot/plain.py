"""Makes what a customer typed plain, so that no text from outside is ever read as a command."""

from __future__ import annotations

import re
import unicodedata

# The slash, the division slash, the fraction slash, the big solidus: to Rasa only the first one is one, to people all.
_SLASHES = "/\u2215\u2044\u29f8"
_COMMAND = re.compile(rf"[{_SLASHES} ]*[{_SLASHES}] ?(?:[a-z]+_[a-z_]+\b.*|[a-z]+ ?\{{.*)", re.IGNORECASE)
_SPACES = {"Zs", "Zl", "Zp", "Cc"}
_DROPPED = {"Cf", "Cs", "Co", "Cn"}


def plain(text: str) -> str:
    """The text in NFKC, with single spaces, without invisible characters and without slashes at its start.

    Rasa takes `/intent{...}` for a command with confidence 1, whoever sends it and also behind odd spaces; a full-width
    slash becomes one in NFKC. What is left after nothing but slashes is the empty string.
    """
    return _seen_text(text).lstrip(_SLASHES + " ")


def looks_like_command(text: str) -> bool:
    """Whether it is written as Rasa's commands are (`/explain_fee`, `/greet{...}`): it means nothing then."""
    return _COMMAND.fullmatch(_seen_text(text)) is not None


def _seen_text(text: str) -> str:
    characters = (_seen(c) for c in unicodedata.normalize("NFKC", text))
    words = unicodedata.normalize("NFKC", "".join(characters)).split()
    return " ".join(words)


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category in _SPACES:
        return " "
    return "" if category in _DROPPED else character
