"""Marks words as outside, first or inside of a name: an averaged structured perceptron in plain Python.

A message has ten words; a neural network spends more time in starting its layers than this spends in all. Each word
has a set of features (bot/understanding/features.py), each feature a weight for each mark; the best way through the
marks is found by Viterbi. Weights are kept as JSON, so that loading runs no code.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Any, NamedTuple

import numpy as np

OUTSIDE, FIRST, INSIDE = range(3)
_START = 3
_IMPOSSIBLE = -1e9

Lesson = tuple[list[list[str]], list[int]]


def _no_steps() -> list[list[float]]:
    return [[0.0, 0.0, 0.0] for _ in range(4)]


@dataclass
class Tagger:
    """`words`: a feature's weight for each mark. `steps[a][b]`: that of mark b after a; row 3 is the beginning."""

    words: dict[str, list[float]] = field(default_factory=dict)
    steps: list[list[float]] = field(default_factory=_no_steps)

    def marks(self, features: Iterable[Sequence[str]]) -> list[int]:
        """The likeliest marks of a sentence, one a word."""
        return _way([self._score(one) for one in features], self.steps)

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


def _way(scores: Sequence[Sequence[float]], steps: Sequence[Sequence[float]]) -> list[int]:
    """The best way through the marks, by Viterbi; written out, for every word of every lesson goes through it."""
    if not scores:
        return []
    (oo, of, _), (fo, ff, fi), (io, i_f, ii), start = steps
    outside, first, inside = scores[0][OUTSIDE] + start[OUTSIDE], scores[0][FIRST] + start[FIRST], _IMPOSSIBLE
    came: list[tuple[int, int, int]] = []
    for score in scores[1:]:
        a, b, c = outside + oo, first + fo, inside + io
        to_outside, best_outside = (0, a) if a >= b and a >= c else (1, b) if b >= c else (2, c)
        a, b, c = outside + of, first + ff, inside + i_f
        to_first, best_first = (0, a) if a >= b and a >= c else (1, b) if b >= c else (2, c)
        b, c = first + fi, inside + ii
        to_inside, best_inside = (1, b) if b >= c else (2, c)
        outside, first, inside = best_outside + score[0], best_first + score[1], best_inside + score[2]
        came.append((to_outside, to_first, to_inside))
    best = [outside, first, inside]
    way = [best.index(max(best))]
    for before in reversed(came):
        way.append(before[way[-1]])
    return way[::-1]


class _Sheet(NamedTuple):
    """A lesson: all words' features by number, where each word's begin, and the marks."""

    features: Any
    starts: Any
    marks: list[int]


def learn(lessons: Iterable[Lesson], rounds: int, chance: random.Random) -> Tagger:
    """A tagger that has seen each lesson (features, marks) `rounds` times; its weights are the mean over all steps.

    Each word has a feature at least. All weights are whole numbers until the mean, so their order changes nothing.
    """
    numbers: dict[str, int] = {}
    order = [_sheet(features, marks, numbers) for features, marks in lessons if marks]
    weights, drift = np.zeros((len(numbers), 3)), np.zeros((len(numbers), 3))
    steps, step_drift = _no_steps(), _no_steps()
    count = 1
    for _ in range(rounds):
        chance.shuffle(order)
        for sheet in order:
            told = _way(np.add.reduceat(weights[sheet.features], sheet.starts, axis=0).tolist(), steps)
            if told != sheet.marks:
                for marks, amount in ((sheet.marks, 1.0), (told, -1.0)):
                    _move(weights, steps, sheet, marks, amount)
                    _move(drift, step_drift, sheet, marks, amount * count)
            count += 1
    return _mean(numbers, (weights, steps), (drift, step_drift), count)


def _sheet(features: Sequence[Sequence[str]], marks: list[int], numbers: dict[str, int]) -> _Sheet:
    every = [numbers.setdefault(one, len(numbers)) for one in chain.from_iterable(features)]
    starts = np.cumsum([0, *map(len, features[:-1])])
    return _Sheet(np.array(every, dtype=np.int32), starts, marks)


def _move(weights: Any, steps: list[list[float]], sheet: _Sheet, marks: Sequence[int], amount: float) -> None:
    columns = np.repeat(marks, np.diff([*sheet.starts, len(sheet.features)]))
    np.add.at(weights, (sheet.features, columns), amount)
    for last, mark in pairwise([_START, *marks]):
        steps[last][mark] += amount


def _mean(
    numbers: dict[str, int], last: tuple[Any, list[list[float]]], moved: tuple[Any, list[list[float]]], count: int
) -> Tagger:
    def mean(rows: Any, drifts: Any) -> list[list[float]]:
        return [
            [round(weight - part / count, 4) for weight, part in zip(*pair, strict=True)]
            for pair in zip(rows, drifts, strict=True)
        ]

    means = mean(last[0].tolist(), moved[0].tolist())
    words = {feature: weights for feature, weights in zip(numbers, means, strict=True) if any(weights)}
    return Tagger(words, mean(last[1], moved[1]))
