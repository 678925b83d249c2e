"""Interest on hold: charged only if something of the offer is unpaid when its time runs out (domain 1.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from candor.billing.interest.accrual import Accrued, accrue
from candor.billing.interest.daily import Daily
from candor.billing.interest.method import Method
from candor.billing.interest.rates import Rates


@dataclass(frozen=True)
class Deferred:
    """The interest stored since the purchase, and what was unpaid at the end of the last day; in cents."""

    stored: Accrued
    left: int
    ends: date
    ended: bool

    @property
    def charged(self) -> int:
        """All that was stored, rounded once, if anything is left on the offer's last day; else nothing."""
        return self.stored.cents if self.ended and self.left > 0 else 0


def deferred_interest(daily: Daily, ends: date, rates: Rates, method: Method) -> Deferred:
    """The offer's interest from its purchase until its last day, or until the ledger's if that is sooner.

    `daily` is the promotional balance since the purchase. Raises ValueError for an offer that ends before it began.
    """
    seen = daily.until(min(ends, daily.last))
    return Deferred(accrue(seen, rates, method), max(seen.closing, 0), ends, ended=ends <= daily.last)
