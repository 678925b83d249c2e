"""Marks words as outside, first or inside of a name: an averaged structured perceptron in plain Python.

A message has ten words; a neural network spends more time in starting its layers than this spends in all. Each word
has a set of features (bot/understanding/features.py), each feature a weight for each mark; the best way through the
marks is found by Viterbi. Weights are kept as JSON, so that loading runs no code.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

OUTSIDE, FIRST, INSIDE = range(3)
_MARKS = (OUTSIDE, FIRST, INSIDE)
_START = 3
_IMPOSSIBLE = -1e9

Lesson = tuple[list[list[str]], list[int]]


def _nothing() -> list[float]:
    return [0.0, 0.0, 0.0]


@dataclass
class Tagger:
    """`words`: a feature's weight for each mark. `steps[a][b]`: that of mark b after a; row 3 is the beginning."""

    words: dict[str, list[float]] = field(default_factory=dict)
    steps: list[list[float]] = field(default_factory=lambda: [_nothing() for _ in range(4)])

    def marks(self, features: Iterable[Sequence[str]]) -> list[int]:
        """The likeliest marks of a sentence, one a word."""
        scores = [self._score(one) for one in features]
        if not scores:
            return []
        best = [score + step for score, step in zip(scores[0], self.steps[_START], strict=True)]
        best[INSIDE] = _IMPOSSIBLE
        came: list[list[int]] = []
        for score in scores[1:]:
            best, before = self._step(best, score)
            came.append(before)
        way = [best.index(max(best))]
        for before in reversed(came):
            way.append(before[way[-1]])
        return way[::-1]

    def _score(self, features: Iterable[str]) -> list[float]:
        outside = first = inside = 0.0
        known = self.words
        for feature in features:
            if feature in known:
                weight = known[feature]
                outside += weight[0]
                first += weight[1]
                inside += weight[2]
        return [outside, first, inside]

    def _step(self, best: list[float], score: list[float]) -> tuple[list[float], list[int]]:
        after, before = [], []
        for mark in _MARKS:
            ways = [best[last] + self.steps[last][mark] for last in _MARKS]
            if mark == INSIDE:
                ways[OUTSIDE] = _IMPOSSIBLE
            last = ways.index(max(ways))
            before.append(last)
            after.append(ways[last] + score[mark])
        return after, before


def learn(lessons: Sequence[Lesson], rounds: int, chance: random.Random) -> Tagger:
    """A tagger that has seen each lesson (features, marks) `rounds` times; its weights are the mean over all steps."""
    tagger, drift = Tagger(), Tagger(defaultdict(_nothing))
    order = list(lessons)
    count = 1
    for _ in range(rounds):
        chance.shuffle(order)
        for features, marks in order:
            told = tagger.marks(features)
            if told != marks:
                for mark, amount in ((marks, 1.0), (told, -1.0)):
                    _move(tagger, features, mark, amount)
                    _move(drift, features, mark, amount * count)
            count += 1
    return _mean(tagger, drift, count)


def _move(tagger: Tagger, features: Sequence[Sequence[str]], marks: Sequence[int], amount: float) -> None:
    for word, mark in zip(features, marks, strict=True):
        for feature in word:
            tagger.words.setdefault(feature, _nothing())[mark] += amount
    for last, mark in pairwise([_START, *marks]):
        tagger.steps[last][mark] += amount


def _mean(tagger: Tagger, drift: Tagger, count: int) -> Tagger:
    def mean(last: list[float], moved: list[float]) -> list[float]:
        return [round(weight - part / count, 4) for weight, part in zip(last, moved, strict=True)]

    words = {feature: mean(weights, drift.words[feature]) for feature, weights in tagger.words.items()}
    kept: dict[str, Any] = {feature: weights for feature, weights in words.items() if any(weights)}
    return Tagger(kept, [mean(*rows) for rows in zip(tagger.steps, drift.steps, strict=True)])
