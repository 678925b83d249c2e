"""Intervals at 95%: how far a figure may be off, given how many it was counted from (domain part 5)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

from candor.trust.student import quantile

CHANCE = 0.975
Z = NormalDist().inv_cdf(CHANCE)


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, both in."""

    low: float
    high: float

    def times(self, factor: float) -> Interval:
        return Interval(self.low * factor, self.high * factor)

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


def wilson(hits: int, n: int, z: float = Z) -> Interval:
    """Wilson's interval of the share hits/n, within 0 and 1; ValueError when nothing was counted."""
    if not 0 <= hits <= n or n == 0:
        raise ValueError(f"{hits} of {n} is no share")
    p = hits / n
    middle = p + z * z / (2 * n)
    reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    below = 1 + z * z / n
    # At the ends the formula is exact; the arithmetic of floats is not.
    low = 0.0 if hits == 0 else (middle - reach) / below
    return Interval(low, 1.0 if hits == n else (middle + reach) / below)


def newcombe(hits: int, n: int, other_hits: int, other_n: int, z: float = Z) -> Interval:
    """Newcombe's interval (his tenth method) of the difference between two shares that were counted apart."""
    p, q = hits / n, other_hits / other_n
    a, b = wilson(hits, n, z), wilson(other_hits, other_n, z)
    down = sqrt((p - a.low) ** 2 + (b.high - q) ** 2)
    up = sqrt((a.high - p) ** 2 + (q - b.low) ** 2)
    return Interval(p - q - down, p - q + up)


def student(n: int, total: Fraction | int, squares: Fraction | int) -> Interval | None:
    """Student's interval of a mean, from n values' exact sum and sum of squares; None below two values."""
    if n < 2:
        return None
    mean = Fraction(total, n)
    variance = (squares - mean * total) / (n - 1)
    reach = quantile(CHANCE, n - 1) * sqrt(variance / n)
    return Interval(float(mean) - reach, float(mean) + reach)


def promoters(plus: int, minus: int, n: int) -> tuple[float, float, Interval]:
    """The net promoter score, its standard error and its interval, all in points."""
    if n == 0 or plus + minus > n:
        raise ValueError(f"{plus} for and {minus} against of {n}")
    p, d = plus / n, minus / n
    score, error = 100 * (p - d), 100 * sqrt(max(0.0, p + d - (p - d) ** 2) / n)
    return score, error, Interval(score - Z * error, score + Z * error)
