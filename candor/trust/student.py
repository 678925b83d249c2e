"""Student's t: its distribution and its quantiles, by the regularised incomplete beta function.

The standard library has the normal distribution only; samples of ten mystery shops need this one.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log, log1p

TINY = 1e-300
ENOUGH = 1e-16
MOST_TERMS = 10_000


def distribution(t: float, freedom: float) -> float:
    """The chance that a value of Student's t with `freedom` degrees is at most `t`."""
    return 1 - _tail(t, freedom) if t > 0 else _tail(t, freedom)


@lru_cache(maxsize=4096)
def quantile(chance: float, freedom: float) -> float:
    """The value that Student's t with `freedom` degrees stays below with this chance; exact to about 1e-12."""
    if not 0 < chance < 1 or freedom <= 0:
        raise ValueError("a chance lies between 0 and 1, and degrees of freedom above 0")
    if chance <= 0.5:
        return -_beyond(chance, freedom)
    return _beyond(1 - chance, freedom)


def _beyond(tail: float, freedom: float) -> float:
    """The value that is passed with the chance `tail`, which is at most a half: found by halving."""
    low, high = 0.0, 1.0
    while _tail(high, freedom) > tail:
        low, high = high, high * 2
    while (middle := (low + high) / 2) not in (low, high):
        low, high = (middle, high) if _tail(middle, freedom) > tail else (low, middle)
    return high if tail < 0.5 else 0.0


def _tail(t: float, freedom: float) -> float:
    """The chance of a value farther out than `t` on its own side: the smaller one, so that no digit is lost."""
    return 0.5 * _beta(freedom / (freedom + t * t), freedom / 2, 0.5)


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b) for 0 < x < 1."""
    if x >= 1:
        return 1.0
    if x <= 0:
        return 0.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, from its front by Lentz's way (DLMF 8.17.22)."""
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < ENOUGH:
            return value
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
