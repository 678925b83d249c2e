"""Minimum interest: the sum is small, so the lowest charge of the terms stands in its place (domain 1.1)."""

from __future__ import annotations

from candor.billing.interest import BalanceType
from candor.billing.lines.stopping import Stopping
from candor.billing.lines.worked import Said, Worked
from candor.billing.page import Page


def said(page: Page, its: Worked, stop: Stopping) -> Said:
    """Both numbers: what the days come to, and the lowest charge."""
    least = {"least": page.amount(page.book.account.terms.minimum_interest)}
    if any(charge.kind is BalanceType.PURCHASE for charge in its.charges):
        return Said("", {**least, **stop.facts}, then=(stop.then,) if stop.then else ())
    return Said("", least, then=("utter_explain_interest_stop_cash",) if stop.found.cash else ())
