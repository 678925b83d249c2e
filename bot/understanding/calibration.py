"""The temperature at which probabilities are honest: found on examples that the model has not seen."""

import math
import random
from collections.abc import Sequence
from typing import Any

import numpy as np

from bot.understanding.linear import LinearModel
from bot.understanding.neighbours import WEIGHT, Neighbours

# One number is found on the part held back; in turn on all of three parts it came out the same, in three times the time
PARTS = 4
_COOLEST, _HOTTEST = 0.3, 4.0
_STEPS = 40
_GOLDEN = (math.sqrt(5) - 1) / 2


def folds(intents: Sequence[str], count: int) -> list[list[int]]:
    """The examples' places in `count` parts, each intent spread evenly; the same parts every time."""
    places = list(range(len(intents)))
    random.Random(0).shuffle(places)  # noqa: S311 - divides examples, keeps no secret
    places.sort(key=lambda place: intents[place])
    return [sorted(places[fold::count]) for fold in range(count)]


def temperature(texts: Sequence[str], vectors: Any, intents: Sequence[str]) -> float:
    """The temperature of least log loss on examples held back; 1.0 when there are too few examples to tell."""
    held, *others = folds(intents, PARTS)
    kept = sorted(place for part in others for place in part)
    if any({intents[place] for place in side} != set(intents) for side in (held, kept)):
        return 1.0
    model = LinearModel.fit([texts[place] for place in kept], vectors[kept], [intents[place] for place in kept])
    told = [model.intents.index(intent) for intent in intents]
    taught = Neighbours.of(vectors[kept], [told[place] for place in kept])
    scores = [model.scores(texts[place], vectors[place]) + WEIGHT * taught.likeness(vectors[place]) for place in held]
    return _coolest(np.array(scores), np.array([told[place] for place in held]))


def _coolest(scores: Any, told: Any) -> float:
    """Golden section: the loss has one valley."""
    low, high = _COOLEST, _HOTTEST
    for _ in range(_STEPS):
        left, right = high - (high - low) * _GOLDEN, low + (high - low) * _GOLDEN
        low, high = (low, right) if _loss(scores / left, told) < _loss(scores / right, told) else (left, high)
    return (low + high) / 2


def _loss(scores: Any, told: Any) -> float:
    scores = scores - scores.max(axis=1, keepdims=True)
    return float((np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(told)), told]).mean())
