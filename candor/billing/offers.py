"""Offers whose interest is on hold, and the warning before their time runs out (domain 1.2, deferred interest)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from candor.billing.bill import next_close
from candor.billing.interest.history import history_of
from candor.billing.records import Book, Plan

BILLS_AHEAD = 2


@dataclass(frozen=True)
class EndingOffer:
    """An offer that ends before the second bill from now has closed: what is unpaid of it, and its interest so far."""

    plan: Plan
    left: int
    on_hold: int


def ending_offer(book: Book, today: date) -> EndingOffer | None:
    """The offer that ends next, within two bills, with something unpaid; None also when rows do not tell."""
    last = today
    for _ in range(BILLS_AHEAD):
        last = next_close(book.account.cycle_day, last)
    for plan in sorted(book.plans, key=lambda plan: plan.ends):
        if plan.kind == "deferred" and plan.starts <= today <= plan.ends <= last:
            held = history_of(book).on_hold(plan, today)
            if held and held.left:
                return EndingOffer(plan, held.left, held.stored.cents)
    return None
