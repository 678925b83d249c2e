"""Interest on a daily ledger, as the steps that a person can follow: so many days x so much (domain 1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from candor.billing.interest.daily import Daily, Run
from candor.billing.interest.method import Compounding, DayCount, Method
from candor.billing.interest.rates import Rates, changes, rate_on
from candor.billing.money import half_up

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

    @property
    def exact(self) -> Fraction:
        """Exact cents, before rounding."""
        return sum((step.interest for step in self.steps), NOTHING)

    @property
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
    steps, total, compounds = list[Step](), NOTHING, method.compounding is Compounding.DAILY
    for run in daily.runs(_cuts(daily, rates, method)):
        apr = rate_on(rates, run.first)
        rate = method.daily_rate(apr, run.first.year)
        before = joined + total if compounds else NOTHING
        interest = _interest(run, rate, before, compounds=compounds)
        cents = half_up(total + interest) - half_up(total)
        total += interest
        steps.append(Step(run.first, run.last, run.balance, apr, rate, before, interest, cents))
    return Accrued(tuple(_joined_up(steps)))


def _interest(run: Run, rate: Fraction, joined: Fraction, *, compounds: bool) -> Fraction:
    base = max(run.balance + joined, NOTHING)
    return base * ((1 + rate) ** run.days - 1) if compounds else base * rate * run.days


def _cuts(daily: Daily, rates: Rates, method: Method) -> set[date]:
    """Days on which the daily rate may change though the balance does not."""
    cuts = changes(rates, daily.first, daily.last)
    if method.day_count is DayCount.ACTUAL:
        cuts |= {date(year, 1, 1) for year in range(daily.first.year + 1, daily.last.year + 1)}
    return cuts


def _joined_up(steps: list[Step]) -> Iterator[Step]:
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
