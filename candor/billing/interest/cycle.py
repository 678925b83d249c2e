"""The interest of one bill: every balance type, the minimum, and interest on hold that fell due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from candor.billing.interest.accrual import Accrued, accrue
from candor.billing.interest.daily import Daily
from candor.billing.interest.deferred import Deferred
from candor.billing.interest.grace import Grace, Row
from candor.billing.interest.method import Method
from candor.billing.interest.minimum import with_minimum
from candor.billing.interest.rates import Rates


class BalanceType(StrEnum):
    """The daily ledgers of an account (domain 1.1)."""

    PURCHASE = "purchase"
    CASH = "cash"
    TRANSFER = "transfer"
    PROMO = "promo"


@dataclass(frozen=True)
class Balance:
    """One balance type over a cycle, with its rates."""

    kind: BalanceType
    daily: Daily
    rates: Rates


@dataclass(frozen=True)
class Charge:
    """The interest of one balance type, rounded once. `row` is the grace table's; None for what never has grace."""

    kind: BalanceType
    accrued: Accrued
    row: Row | None = None

    @property
    def name(self) -> str:
        """What the bill calls it: the type, or `trailing`."""
        return "trailing" if self.row is Row.TRAILING else str(self.kind)

    @property
    def cents(self) -> int:
        return self.accrued.cents


@dataclass(frozen=True)
class BillInterest:
    """All interest of a cycle, in cents. `deferred` stands beside the minimum, which it does not count towards."""

    charges: tuple[Charge, ...]
    minimum: int = 0
    deferred: Deferred | None = None

    @property
    def computed(self) -> int:
        """The charges together, before the minimum."""
        return sum(charge.cents for charge in self.charges)

    @property
    def raised_by(self) -> int:
        """What the minimum adds."""
        return with_minimum(self.computed, self.minimum) - self.computed

    @property
    def billed(self) -> int:
        return self.computed + self.raised_by + (self.deferred.charged if self.deferred else 0)

    @property
    def lines(self) -> dict[str, int]:
        """The lines that stand on the bill, by kind: those of each balance, or one of the minimum in their place."""
        named = {charge.name: charge.cents for charge in self.charges}
        if self.raised_by:
            named = {"minimum": self.computed + self.raised_by}
        if self.deferred:
            named["deferred"] = self.deferred.charged
        return {name: cents for name, cents in named.items() if cents}


def charge(balance: Balance, method: Method, grace: Grace | None = None) -> Charge:
    """The interest of one balance over its cycle. Only purchases have grace; None means that they have none either."""
    if grace is None or balance.kind is not BalanceType.PURCHASE:
        return Charge(balance.kind, accrue(balance.daily, balance.rates, method))
    bearing = grace.bearing(balance.daily)
    return Charge(balance.kind, accrue(bearing, balance.rates, method) if bearing else Accrued(), grace.row)


def bill_interest(
    balances: Sequence[Balance],
    method: Method,
    grace: Grace | None = None,
    minimum: int = 0,
    deferred: Deferred | None = None,
) -> BillInterest:
    """What a bill charges for a cycle, and how it comes about."""
    return BillInterest(tuple(charge(balance, method, grace) for balance in balances), minimum, deferred)
