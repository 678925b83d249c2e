"""Weighs a text's letter sequences (2 to 4, inside words): they survive typos and keep the field's own words."""

import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

LENGTHS = (2, 3, 4)
# A sequence seen in one example only says nothing about others.
SEEN_AT_LEAST = 2


@dataclass(frozen=True)
class Ngrams:
    """The known sequences, each with its place, and how rare each is in the examples."""

    places: dict[str, int]
    rarity: Any

    @classmethod
    def learn(cls, texts: Sequence[str]) -> "Ngrams":
        """The sequences of the texts and their rarity (smoothed inverse document frequency)."""
        of_word = cache(_of_word)
        seen = Counter(ngram for text in texts for ngram in {one for word in _words(text) for one in of_word(word)})
        known = sorted(ngram for ngram, count in seen.items() if count >= SEEN_AT_LEAST)
        rarity = [math.log((1 + len(texts)) / (1 + seen[ngram])) + 1 for ngram in known]
        return cls({ngram: place for place, ngram in enumerate(known)}, np.array(rarity, dtype=np.float32))

    def weigh(self, text: str) -> tuple[Any, Any]:
        """The places of the text's known sequences and their weights, which have length 1 together."""
        return self._weighed(text, self._of_word)

    def weigh_all(self, texts: Sequence[str]) -> list[tuple[Any, Any]]:
        """The same for many texts: each word is taken apart once."""
        of_word = cache(self._of_word)
        return [self._weighed(text, of_word) for text in texts]

    def _of_word(self, word: str) -> list[int]:
        return [self.places[ngram] for ngram in _of_word(word) if ngram in self.places]

    def _weighed(self, text: str, of_word: Callable[[str], list[int]]) -> tuple[Any, Any]:
        counts = Counter(place for word in _words(text) for place in of_word(word))
        places = np.fromiter(counts, dtype=np.int64, count=len(counts))
        times = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        weights = (1 + np.log(times)) * self.rarity[places]
        return places, weights / max(float(np.linalg.norm(weights)), 1e-9)


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", text).lower().split()


def _of_word(word: str) -> list[str]:
    padded = f" {word} "
    whole = [padded] if len(padded) <= LENGTHS[-1] else []
    found = [
        padded[at : at + length] for length in LENGTHS if length < len(padded) for at in range(len(padded) - length + 1)
    ]
    return found + whole
