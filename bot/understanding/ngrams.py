"""Weighs a text's letter sequences (2 to 4, inside words): they survive typos and keep the field's own words."""

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
        seen = Counter(ngram for text in texts for ngram in set(_ngrams(text)))
        known = sorted(ngram for ngram, count in seen.items() if count >= SEEN_AT_LEAST)
        rarity = [math.log((1 + len(texts)) / (1 + seen[ngram])) + 1 for ngram in known]
        return cls({ngram: place for place, ngram in enumerate(known)}, np.array(rarity, dtype=np.float32))

    def weigh(self, text: str) -> tuple[Any, Any]:
        """The places of the text's known sequences and their weights, which have length 1 together."""
        counts = Counter(self.places[ngram] for ngram in _ngrams(text) if ngram in self.places)
        places = np.fromiter(counts, dtype=np.int64, count=len(counts))
        times = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        weights = (1 + np.log(times)) * self.rarity[places]
        return places, weights / max(float(np.linalg.norm(weights)), 1e-9)


def _ngrams(text: str) -> Iterator[str]:
    for word in unicodedata.normalize("NFKC", text).lower().split():
        padded = f" {word} "
        for length in LENGTHS:
            for start in range(max(len(padded) - length, 0) + 1):
                yield padded[start : start + length]
            if len(padded) <= length:
                break
