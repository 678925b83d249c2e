"""Holds the words of a message against the names of shops: misspelt, run together or only a part of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from candor.billing.descriptors import cleaned, shop_words
from candor.services.find.vocabulary import SHOP_WORDS

Name = tuple[str, ...]
Names = tuple[Name, ...]

WORD = re.compile(r"[a-z0-9]+")

# Below these two a word is another word, not a misspelling.
ALIKE, SAME_LETTERS = 0.88, 70
SHORTEST_MISSPELT = 4
# Two thirds of a name, by how telling its words are, stand for all of it: "blue heron" for Blue Heron Coffee.
ENOUGH_OF_A_NAME = 1.5
# What a word of one or two letters, an order code and a word for a kind of shop tell, beside 1 for any other.
SHORT, CODE, KIND_OF_SHOP = 0.4, 0.3, 0.6


@dataclass(frozen=True, eq=False)
class KnownNames:
    """The names that may be said, each its words in lower case; how telling each word is; all spellings of words."""

    weights: Mapping[str, float]
    spellings: frozenset[str]
    having: Mapping[str, tuple[Name, ...]]

    @classmethod
    def of(cls, names: Mapping[Name, str]) -> KnownNames:
        """From names and whose they are."""
        having: dict[str, list[Name]] = {}
        for name in names:
            for spelling in dict.fromkeys(_spellings(name)):
                having.setdefault(spelling, []).append(name)
        return cls(_weights(names), frozenset(having), {word: tuple(those) for word, those in having.items()})

    def scores(self, words: Sequence[str]) -> dict[Name, float]:
        """How well each name was said, from 0 (left out) to 1."""
        heard = _heard(self.spellings, _said(words))
        names = dict.fromkeys(name for word in heard for name in self.having[word])
        return {name: _score(name, heard, self.weights) for name in names}


@lru_cache(maxsize=4096)
def words_of(*names: str) -> Names:
    """The words of each name, lower case, for comparing; with and without what stands behind a store number."""
    short = (tuple(shop_words(name).lower().split()) for name in names)
    full = (tuple(WORD.findall(cleaned(name).name.lower().replace("'", ""))) for name in names)
    return tuple(dict.fromkeys(words for words in (*short, *full) if words))


def _score(parts: Name, heard: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = sum(weights[part] for part in parts)
    said = dict.fromkeys(parts, 0.0)
    for part in parts:
        said[part] = heard.get(part, 0.0)
    for one, two in pairwise(parts):
        together = heard.get(one + two, 0.0)
        said[one], said[two] = max(said[one], together), max(said[two], together)
    covered = sum(weights[part] * said[part] for part in parts)
    return min(1.0, ENOUGH_OF_A_NAME * covered / total) if total else 0.0


def _weights(names: Mapping[Name, str]) -> dict[str, float]:
    """A word that many shops share tells little. Each shop counts once, however many printed names it has."""
    whose: dict[str, set[str]] = {}
    for parts, shop in names.items():
        for part in parts:
            whose.setdefault(part, set()).add(shop)
    shops = len(set(names.values()))
    return {part: log(1 + shops / len(having)) * _telling(part) for part, having in whose.items()}


def _telling(part: str) -> float:
    if len(part) < 3:
        return SHORT
    return CODE if any(map(str.isdigit, part)) else KIND_OF_SHOP if part in SHOP_WORDS else 1.0


def _spellings(parts: Name) -> Iterable[str]:
    yield from parts
    yield from (one + two for one, two in pairwise(parts))


def _said(words: Sequence[str]) -> list[str]:
    return [*words, *(one + two for one, two in pairwise(words))]


def _heard(known: frozenset[str], said: Sequence[str]) -> dict[str, float]:
    """Which of the known words were said, and how surely."""
    heard: dict[str, float] = {}
    long_enough = [word for word in known if len(word) >= SHORTEST_MISSPELT]
    for word in said:
        if word in known:
            heard[word] = 1.0
        elif len(word) >= SHORTEST_MISSPELT:
            for near, sureness in _near(word, long_enough):
                heard[near] = max(heard.get(near, 0.0), sureness)
    return heard


def _near(word: str, known: list[str]) -> Iterable[tuple[str, float]]:
    found = process.extract(word, known, scorer=JaroWinkler.normalized_similarity, score_cutoff=ALIKE, limit=5)
    for near, alike, _ in found:
        if fuzz.ratio(word, near) >= SAME_LETTERS:
            yield near, alike * 0.95
