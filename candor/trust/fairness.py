"""Gaps between segments: when two groups of customers are served so differently that somebody has to look.

Segments come from a table of their own that no decision can read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from candor.trust.measuring import Figure, difference
from candor.trust.tally import Tally

WIDE = 5.0
"""Points."""
FOUR_FIFTHS = 0.80


class Verdict(StrEnum):
    FINE = "fine"
    WATCH = "watch"
    ALERT = "alert"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Gap:
    """`gap` is the rate of `group` less that of `other`, in points; `ratio` the lower rate over the higher."""

    group: str
    other: str
    gap: Figure
    ratio: float | None
    verdict: Verdict


def gap_between(group: str, tally: Tally, other: str, other_tally: Tally) -> Gap:
    """The gap and what it calls for: an alert by domain part 5, "watch" for as wide a gap that may be chance."""
    gap = difference(tally, other_tally)
    if gap.value is None or gap.interval is None:
        return Gap(group, other, gap, None, Verdict.UNKNOWN)
    rates = sorted((tally.hits / tally.n, other_tally.hits / other_tally.n))
    ratio = rates[0] / rates[1] if rates[1] else 1.0
    # By whole numbers: 5 points are 5 points, whatever a float makes of them.
    is_wide = abs(tally.hits * other_tally.n - other_tally.hits * tally.n) * 100 >= WIDE * tally.n * other_tally.n
    is_sure = not gap.interval.holds(0)
    if (is_wide and is_sure) or ratio < FOUR_FIFTHS:
        verdict = Verdict.ALERT
    else:
        verdict = Verdict.WATCH if is_wide else Verdict.FINE
    return Gap(group, other, gap, ratio, verdict)


def gaps(segments: Mapping[str, Tally]) -> list[Gap]:
    """Each segment (`dimension:value`) beside the largest one of its dimension."""
    dimensions: dict[str, dict[str, Tally]] = {}
    for name, tally in sorted(segments.items()):
        dimensions.setdefault(name.partition(":")[0], {})[name] = tally
    found = []
    for parts in dimensions.values():
        largest = max(parts, key=lambda name: (parts[name].n, name))
        found += [gap_between(largest, parts[largest], name, tally) for name, tally in parts.items() if name != largest]
    return found
