"""From counts to a figure with its interval: one function for each way in which a metric is worked out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from candor.trust.intervals import Interval, newcombe, promoters, student, wilson
from candor.trust.tally import Tally


@dataclass(frozen=True)
class Figure:
    """A value in the unit of its metric (percent, points, a mean, a ratio). Both are None when nothing was counted.

    `interval` is None too where one is not defined: a census, or a mean of one value.
    """

    value: float | None
    interval: Interval | None
    n: int


NOTHING_KNOWN = Figure(None, None, 0)


def share(tally: Tally) -> Figure:
    """Percent, with Wilson's interval."""
    if tally.n == 0:
        return NOTHING_KNOWN
    return Figure(100 * tally.hits / tally.n, wilson(tally.hits, tally.n).times(100), tally.n)


def mean(tally: Tally, unit: int = 1) -> Figure:
    """The mean of values that were counted in `unit`ths, with Student's interval."""
    if tally.n == 0:
        return NOTHING_KNOWN
    interval = student(tally.n, Fraction(tally.total, unit), Fraction(tally.squares, unit * unit))
    return Figure(tally.total / tally.n / unit, interval, tally.n)


def net_promoters(tally: Tally) -> Figure:
    """Points from -100 to 100."""
    if tally.n == 0:
        return NOTHING_KNOWN
    score, _, interval = promoters(tally.hits, tally.against, tally.n)
    return Figure(score, interval, tally.n)


def difference(group: Tally, control: Tally) -> Figure:
    """Percentage points between two shares, with Newcombe's interval."""
    if not group.n or not control.n:
        return NOTHING_KNOWN
    points = 100 * (group.hits / group.n - control.hits / control.n)
    interval = newcombe(group.hits, group.n, control.hits, control.n).times(100)
    return Figure(points, interval, group.n)


def part_of_budget(spent: int, budget: int) -> Figure:
    """Percent of the budget; a census, so that there is no interval."""
    return Figure(100 * spent / budget, None, 1) if budget > 0 else NOTHING_KNOWN


def retained(group: Tally, control: Tally, yearly_cents: int, spent_cents: int) -> Figure:
    """Revenue kept for each unit spent: uplift of the share that stayed x accounts x yearly revenue / spend.

    Its interval is the uplift's, carried over; below 1 the money was not earned back.
    """
    uplift = difference(group, control)
    if uplift.value is None or uplift.interval is None or spent_cents <= 0:
        return NOTHING_KNOWN
    factor = group.n * yearly_cents / 100 / spent_cents
    return Figure(uplift.value * factor, uplift.interval.times(factor), group.n)


def if_unknown_were_known(tally: Tally) -> Interval | None:
    """The share in percent if all unknown were no, and if all were yes: how much silence could hide."""
    whole = tally.n + tally.unknown
    if whole == 0:
        return None
    return Interval(100 * tally.hits / whole, 100 * (tally.hits + tally.unknown) / whole)
