"""What is counted for a metric: whole numbers that can be added and taken away again in any order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import add, sub
from typing import NamedTuple

EVERYBODY = ""
NO_STEP = -1


class Tally(NamedTuple):
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

    def plus(self, other: Tally) -> Tally:
        return Tally(*map(add, self, other))

    def minus(self, other: Tally) -> Tally:
        return Tally(*map(sub, self, other))

    def __bool__(self) -> bool:
        return any(self)


NAMES = Tally._fields
NOTHING = Tally()


class Key(NamedTuple):
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
        counts[key] = counts[key].plus(tally) if key in counts else tally
    return {key: tally for key, tally in counts.items() if tally}


def change(before: Counts, after: Counts) -> Counts:
    """What has to be added to the counts when a row that gave `before` gives `after` now."""
    return added([*((key, NOTHING.minus(tally)) for key, tally in before.items()), *after.items()])


def tallied(tallies: Iterable[Tally]) -> Tally:
    total = NOTHING
    for tally in tallies:
        total = total.plus(tally)
    return total
