"""Interest to the cent, each sum with its steps (domain 1.1). Integer cents, exact rates, no clock, no book."""

from __future__ import annotations

from candor.billing.interest.accrual import Accrued, Step, accrue
from candor.billing.interest.allocation import Allocation, MinimumTo, Owed, Part, Why, allocate
from candor.billing.interest.cycle import Balance, BalanceType, BillInterest, Charge, bill_interest, charge
from candor.billing.interest.daily import Daily, Entry, Run
from candor.billing.interest.deferred import Deferred, deferred_interest
from candor.billing.interest.grace import Grace, Row, had_grace
from candor.billing.interest.method import Compounding, DayCount, Method
from candor.billing.interest.minimum import with_minimum
from candor.billing.interest.rates import Rate, Rates, always, rate_on

__all__ = [
    "Accrued",
    "Allocation",
    "Balance",
    "BalanceType",
    "BillInterest",
    "Charge",
    "Compounding",
    "Daily",
    "DayCount",
    "Deferred",
    "Entry",
    "Grace",
    "Method",
    "MinimumTo",
    "Owed",
    "Part",
    "Rate",
    "Rates",
    "Row",
    "Run",
    "Step",
    "Why",
    "accrue",
    "allocate",
    "always",
    "bill_interest",
    "charge",
    "deferred_interest",
    "had_grace",
    "rate_on",
    "with_minimum",
]
