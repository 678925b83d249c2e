"""Interest on debt that was moved here from another card: it has no time without interest (domain 1.1)."""

from __future__ import annotations

from candor.billing.lines.stopping import Stopping
from candor.billing.lines.worked import Said, Worked
from candor.billing.page import Page


def said(page: Page, its: Worked, _stop: Stopping) -> Said:
    """The day on which an offer's low rate ends is said where the book has one."""
    offer = next((plan for plan in page.book.plans if plan.kind == "transfer_offer"), None)
    then = ("utter_explain_interest_stop_transfer",)
    if offer is None or offer.ends >= its.bill.open:
        return Said("", then=then)
    return Said("offer_over", {"offer_ends": page.say(offer.ends)}, (offer.id,), then)
