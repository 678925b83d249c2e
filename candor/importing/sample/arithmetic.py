"""The sample bank's own arithmetic of interest, fees and minimum payments, slow and day by day.

It is written apart from the calculators in `candor.billing` on purpose: the bank that makes the bills and the
assistant that explains them must reach the same cents by different ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction


def days_between(first: date, last: date) -> Iterator[date]:
    """Every calendar day from `first` to `last`, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def rounded(amount: Fraction) -> int:
    """Whole cents, halves upwards (away from zero); no bill here has a negative amount to round."""
    return (amount.numerator * 2 + amount.denominator) // (amount.denominator * 2)


@dataclass(frozen=True)
class Move:
    """A change of a balance in cents: positive raises the debt. `paid` marks the customer's own money."""

    day: date
    amount: int
    paid: bool = False


@dataclass(frozen=True)
class Month:
    """One balance type over one cycle: what it began with, and every move in it."""

    open: date
    close: date
    opening: int
    moves: Sequence[Move]

    def owed_each_day(self) -> list[int]:
        """End-of-day balances; a payment counts on its own day, and days below zero count as 0 (domain 1.1)."""
        by_day: dict[date, int] = {}
        for move in self.moves:
            by_day[move.day] = by_day.get(move.day, 0) + move.amount
        balance, owed = self.opening, []
        for day in days_between(self.open, self.close):
            balance += by_day.get(day, 0)
            owed.append(max(balance, 0))
        return owed

    def with_payments_by(self, due: date) -> Month:
        """The same month as if what was paid by `due` had been paid on day one (12 CFR 1026.54)."""
        early = [Move(self.open, m.amount, True) if m.paid and m.day <= due else m for m in self.moves]
        return Month(self.open, self.close, self.opening, early)


def interest(owed: Sequence[int], rates: Sequence[int], days_in_year: int = 365) -> Fraction:
    """The exact interest in cents on end-of-day balances, each at the yearly rate of its day in basis points."""
    total = Fraction(0)
    for balance, apr_bp in zip(owed, rates, strict=True):
        if balance:
            total += Fraction(balance * apr_bp, 10_000 * days_in_year)
    return total


def purchase_interest(
    month: Month, rates: Sequence[int], due: date, *, full_before: bool, full_now: bool, days_in_year: int = 365
) -> Fraction:
    """Interest on purchases of one cycle by the grace table of domain 1.1.

    `due` lies in this cycle. `full_now` says whether the bill due then was paid in full by then, `full_before` whether
    the bill before it was paid in full by its own due date.
    """
    if full_before and full_now:
        return Fraction(0)
    if full_before:
        month = month.with_payments_by(due)
    return interest(month.owed_each_day(), rates, days_in_year)


def with_minimum(computed: int, minimum: int) -> int:
    """The interest charged: an amount above 0 and below the minimum becomes the minimum."""
    return minimum if 0 < computed < minimum else computed


def minimum_due(balance: int, interest_and_fees: int, past_due: int, least: int) -> int:
    """The larger of `least` and 1% of the balance + interest + fees; past due on top; never above the balance."""
    if balance <= 0:
        return 0
    share = rounded(Fraction(balance, 100)) + interest_and_fees
    return min(balance, max(least, share) + past_due)


def share_of(amount: int, basis_points: int, least: int = 0) -> int:
    """A fee that is a share of an amount, but at least `least` (cash advance, balance transfer, foreign fee)."""
    return max(least, rounded(Fraction(amount * basis_points, 10_000)))


def penalty(first: int, repeat: int, *, repeated: bool, minimum: int) -> int:
    """A late or returned-payment fee: the tier, but never more than the minimum payment that was missed."""
    return min(repeat if repeated else first, minimum)
