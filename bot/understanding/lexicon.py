"""The common words of the language, commonest first: those that the encoder's tokenizer keeps whole."""

from __future__ import annotations

import json

from bot.understanding.places import ENCODER

_FILE = "tokenizer.json"


def common_words() -> list[str]:
    """Words of two letters or more; empty when the encoder has not been made here."""
    path = ENCODER / _FILE
    if not path.is_file():
        return []
    pieces: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    return [word for word in sorted(pieces, key=pieces.__getitem__) if len(word) > 1 and word.isalpha()]
