"""L-BFGS in single precision: the lowest point of a smooth convex function of very many numbers.

scipy's own keeps everything in double precision and spends a third of the training with copying; this one finds the
same weights (tests/bot/understanding/test_descent.py compares them).
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

# The last steps, from which it is guessed how the slope bends.
REMEMBERED = 8
_LEAST_GAIN = 1e-4
_SHORTEST = 1e-6

Loss = Callable[[Any], tuple[float, Any]]
"""The value at a point, and the slope there, of the point's shape."""


class _Step(NamedTuple):
    moved: Any
    bent: Any
    scale: float


def lowest(loss: Loss, start: Any, rounds: int, enough: float) -> Any:
    """Where the loss is lowest, as an array like `start` (float32).

    It stops after so many rounds, or when a round lowers the loss by less than the part `enough` of it.
    """
    at, steps = start, list[_Step]()
    value, slope = loss(at)
    for _ in range(rounds):
        way = _way(slope, steps)
        then, lower, new = _go(loss, at, value, slope, way)
        moved, bent = (then - at).ravel(), (new - slope).ravel()
        if (turn := float(moved @ bent)) > 0:
            steps = [*steps[1 - REMEMBERED :], _Step(moved, bent, 1 / turn)]
        gained, before = value - lower, value
        at, value, slope = then, lower, new
        if gained <= enough * max(abs(before), 1.0):
            break
    return at


def _way(slope: Any, steps: list[_Step]) -> Any:
    """Where to go from here: down the slope, bent by what the last steps met."""
    way, weights = slope.ravel().copy(), list[float]()
    for step in reversed(steps):
        weights.append(step.scale * float(step.moved @ way))
        way -= np.float32(weights[-1]) * step.bent
    if steps:
        newest = steps[-1]
        way *= np.float32(1 / (newest.scale * float(newest.bent @ newest.bent)))
    else:
        way *= np.float32(1 / max(float(np.linalg.norm(way)), 1e-12))
    for step, weight in zip(steps, reversed(weights), strict=True):
        way += np.float32(weight - step.scale * float(step.bent @ way)) * step.moved
    return -way.reshape(slope.shape)


def _go(loss: Loss, at: Any, value: float, slope: Any, way: Any) -> tuple[Any, float, Any]:
    """The point reached, its value and its slope: half as far each time, until it is surely lower there."""
    length, fall = 1.0, float(way.ravel() @ slope.ravel())
    while True:
        then = at + np.float32(length) * way
        lower, new = loss(then)
        if lower <= value + _LEAST_GAIN * length * fall or length < _SHORTEST:
            return then, lower, new
        length /= 2
