"""Splits a text into words, as spaCy's English rules do."""

from functools import cache
from typing import Any, NamedTuple

import spacy


class Word(NamedTuple):
    """A word and the letters of the text it takes, `end` not included."""

    text: str
    start: int
    end: int


def split(text: str) -> list[Word]:
    """The words and punctuation marks of the text, white space left out."""
    return [
        Word(word.text, word.idx, word.idx + len(word.text)) for word in _splitter()(text) if not word.text.isspace()
    ]


@cache
def _splitter() -> Any:
    return spacy.blank("en").tokenizer
