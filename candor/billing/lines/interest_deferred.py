"""Deferred interest: it was on hold, and something was unpaid when the time ran out (domain 1.2)."""

from __future__ import annotations

from candor.billing.lines.stopping import Stopping
from candor.billing.lines.worked import Said, Worked
from candor.billing.page import Page


def said(page: Page, its: Worked, stop: Stopping) -> Said:
    """What was promised, and what was left of it on the last day."""
    held = its.found.deferred
    plan = next((one for one in page.book.plans if held and one.kind == "deferred" and one.ends == held.ends), None)
    if held is None or plan is None:
        return Said("plain")
    bought = page.line(plan.line_id)
    facts = {
        "offer_name": page.shop(bought).said if bought else page.say(plan.starts),
        "offer_price": page.amount(plan.amount),
        "offer_left": page.amount(held.left),
        "offer_ends": page.say(plan.ends),
    }
    then = ("utter_explain_interest_after_offer", *((stop.then,) if stop.then else ()))
    return Said("" if bought else "unnamed", {**facts, **stop.facts}, (plan.id,), then)
