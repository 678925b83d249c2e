"""What is counted for a metric: whole numbers that can be added and taken away again in any order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import date

EVERYBODY = ""
NO_STEP = -1


@dataclass(frozen=True)
class Tally:
    """`n` counted, of them `hits` as wanted and `against` (NPS: detractors); `total` and `squares` of their values.

    `unknown` nobody knows yet, `excluded` the metric's definition leaves out; neither is in n.
    """

    n: int = 0
    hits: int = 0
    against: int = 0
    total: int = 0
    squares: int = 0
    unknown: int = 0
    excluded: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __neg__(self) -> Tally:
        return Tally(*(-value for value in astuple(self)))

    def __bool__(self) -> bool:
        return any(astuple(self))


NAMES = tuple(field.name for field in fields(Tally))
NOTHING = Tally()


@dataclass(frozen=True)
class Key:
    """Where a count belongs: `day` (UTC) of first contact, and the day `ripe` from which it may be published.

    `segment` is EVERYBODY, or one of a fairness dimension (`language:es`). `step` is a waiting time's step in
    seconds, in the counts that medians are taken from; else NO_STEP.
    """

    day: date
    ripe: date
    metric: str
    path: str
    segment: str = EVERYBODY
    step: int = NO_STEP


Counts = dict[Key, Tally]


def added(parts: Iterable[tuple[Key, Tally]]) -> Counts:
    """All parts, each key once; what comes to nothing is left out."""
    counts: Counts = {}
    for key, tally in parts:
        counts[key] = counts.get(key, NOTHING) + tally
    return {key: tally for key, tally in counts.items() if tally}


def change(before: Counts, after: Counts) -> Counts:
    """What has to be added to the counts when a row that gave `before` gives `after` now."""
    return added([*((key, -tally) for key, tally in before.items()), *after.items()])


def tallied(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, NOTHING)
