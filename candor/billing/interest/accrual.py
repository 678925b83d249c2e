"""Interest on a daily ledger, as the steps that a person can follow: so many days x so much (domain 1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import NamedTuple

from candor.billing.interest.daily import Daily, Run
from candor.billing.interest.method import Compounding, DayCount, Method
from candor.billing.interest.rates import Rates, changes, rate_on
from candor.billing.money import half_up, half_up_parts

NOTHING = Fraction(0)


@dataclass(frozen=True)
class Step:
    """Days in a row with one balance and one rate, and their interest.

    `balance` is in cents and below zero when it is a credit; `joined` is the interest that had joined it before the
    first day (0 unless it compounds). `interest` is exact cents. `cents` are whole: they carry what the steps before
    left over, so that those of all steps add up to the rounded sum.
    """

    first: date
    last: date
    balance: int
    apr: Fraction
    daily_rate: Fraction
    joined: Fraction
    interest: Fraction
    cents: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def counted(self) -> int:
        """The balance that bears interest: a credit counts as 0."""
        return max(self.balance, 0)


@dataclass(frozen=True)
class Accrued:
    """The interest of one balance type over a span of days; no steps when grace spared it."""

    steps: tuple[Step, ...] = ()

    @cached_property
    def exact(self) -> Fraction:
        """Exact cents, before rounding. Added up over one denominator: rates have few, and fractions are slow."""
        common = lcm(*(step.interest.denominator for step in self.steps))
        return Fraction(sum(s.interest.numerator * (common // s.interest.denominator) for s in self.steps), common)

    @cached_property
    def cents(self) -> int:
        """Rounded half up, once."""
        return half_up(self.exact)

    @property
    def days(self) -> int:
        return sum(step.days for step in self.steps)

    @property
    def balance_days(self) -> int:
        """The sum of all end-of-day balances, in cents."""
        return sum(step.days * step.counted for step in self.steps)

    @property
    def average(self) -> Fraction:
        """The average daily balance, in cents; 0 without days."""
        return Fraction(self.balance_days, self.days) if self.steps else NOTHING


def accrue(daily: Daily, rates: Rates, method: Method, joined: Fraction = NOTHING) -> Accrued:
    """The interest of every day of a ledger. Raises ValueError for a day without a rate.

    `joined` is interest of days before that has joined the balance already, for terms that compound.
    """
    runs = list(_rated(daily.runs(_cuts(daily, rates, method)), rates, method))
    compounds = method.compounding is Compounding.DAILY
    return Accrued(tuple(_joined_up(_compounded(runs, joined) if compounds else _simple(runs))))


class _Rated(NamedTuple):
    run: Run
    apr: Fraction
    daily: Fraction


def _rated(runs: Iterable[Run], rates: Rates, method: Method) -> Iterator[_Rated]:
    """With the yearly and the daily rate of each, which stay the same object while they stay the same."""
    last: tuple[Fraction, int, Fraction] | None = None
    for run in runs:
        apr, year = rate_on(rates, run.first), run.first.year
        if last is None or last[0] is not apr or last[1] != year:
            last = apr, year, method.daily_rate(apr, year)
        yield _Rated(run, apr, last[2])


def _simple(runs: Sequence[_Rated]) -> Iterator[Step]:
    """Days x balance x rate. All in whole parts of one denominator, which is exact and takes a tenth of the time."""
    common = lcm(*(one.daily.denominator for one in runs))
    total = before = 0
    for run, apr, daily in runs:
        days_owed = run.days * max(run.balance, 0)
        total += days_owed * daily.numerator * (common // daily.denominator)
        after = half_up_parts(total, common)
        yield Step(run.first, run.last, run.balance, apr, daily, NOTHING, days_owed * daily, after - before)
        before = after


def _compounded(runs: Sequence[_Rated], joined: Fraction) -> Iterator[Step]:
    """Each day's interest joins the balance that the next day's is worked out on."""
    total = NOTHING
    for run, apr, daily in runs:
        base = max(run.balance + joined + total, NOTHING)
        interest = base * ((1 + daily) ** run.days - 1)
        cents = half_up(total + interest) - half_up(total)
        yield Step(run.first, run.last, run.balance, apr, daily, joined + total, interest, cents)
        total += interest


def _cuts(daily: Daily, rates: Rates, method: Method) -> set[date]:
    """Days on which the daily rate may change though the balance does not."""
    cuts = changes(rates, daily.first, daily.last)
    if method.day_count is DayCount.ACTUAL:
        cuts |= {date(year, 1, 1) for year in range(daily.first.year + 1, daily.last.year + 1)}
    return cuts


def _joined_up(steps: Iterable[Step]) -> Iterator[Step]:
    """Neighbours of one balance and rate as one step: a cut that changed nothing is no news to a reader."""
    last: Step | None = None
    for step in steps:
        if last and (last.balance, last.apr, last.daily_rate) == (step.balance, step.apr, step.daily_rate):
            last = Step(
                first=last.first,
                last=step.last,
                balance=last.balance,
                apr=last.apr,
                daily_rate=last.daily_rate,
                joined=last.joined,
                interest=last.interest + step.interest,
                cents=last.cents + step.cents,
            )
            continue
        if last:
            yield last
        last = step
    if last:
        yield last
