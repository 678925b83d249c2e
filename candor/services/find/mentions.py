"""Whether a message mentions a shop that may be unknown to us: words that stand where names stand."""

from __future__ import annotations

import re

from candor.services.find.vocabulary import NOT_A_NAME

WORD = re.compile(r"[a-z0-9]+")
_OTHER_THING = re.compile(r"\b(?:this|that|the|an?)\s+(\w+)\s+(?:charge|payment|purchase|transaction|thing|line)\b")
_FROM = re.compile(r"\b(?:from|at|(?:payment|paid|went)\s+to)\s+(?:the\s+|my\s+|a\s+)?([a-z][a-z']{2,})")
_FEW_WORDS = 3


def names_shop(text: str) -> bool:
    """Whether a name stands where names stand: after "from" or "at", or before "charge"."""
    return any(_may_be_name(word) for word in (*_FROM.findall(text), *_OTHER_THING.findall(text)))


def only_names(text: str) -> bool:
    """Whether it is a few words and one of them may be a name."""
    words = WORD.findall(text)
    return len(words) <= _FEW_WORDS and any(map(_may_be_name, words))


def _may_be_name(word: str) -> bool:
    return word not in NOT_A_NAME and not word.isdigit()
