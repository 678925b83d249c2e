"""Interest on cash: it runs from the first day, with no time without interest (domain 1.2)."""

from __future__ import annotations

from candor.billing.lines.stopping import Stopping
from candor.billing.lines.worked import Said, Worked, spans_of
from candor.billing.page import Page


def said(page: Page, its: Worked, stop: Stopping) -> Said:
    """One amount for so many days where that is all; else what was owed on an average day."""
    spans = spans_of(page, its)
    unpaid = stop.found.cash
    then = ("utter_explain_interest_stop_cash",) if unpaid else ("utter_explain_interest_cash_paid",)
    if len(spans) != 1:
        return Said("", then=then)
    return Said("one", {"cash_owed": str(spans[0].owed)}, then=then)
