"""Interest on purchases: a bill was not paid in full (domain 1.1, I-1 ordinary and I-2 grace lost)."""

from __future__ import annotations

from candor.billing.interest import Row
from candor.billing.lines.stopping import Stopping
from candor.billing.lines.worked import Said, Worked
from candor.billing.page import Page


def said(page: Page, its: Worked, stop: Stopping) -> Said:
    """Why it is there: the bill that was due, what of it came in time, and what ends it."""
    variant, facts, cites = _reason(page, its)
    return Said(variant, {**facts, **stop.facts}, cites, (stop.then,) if stop.then else ())


def _reason(page: Page, its: Worked) -> tuple[str, dict[str, str], tuple[str, ...]]:
    """Where grace was lost: how much of the bill came in time. Else what was owed on an average day."""
    lost = any(charge.row is Row.LOST for charge in its.charges)
    if its.before is None:
        return "", {}, ()
    facts = {
        "bill_closed": page.say(its.before.close),
        "bill_amount": page.amount(its.before.new_balance),
        "bill_due": page.say(its.before.due),
    }
    if not lost:
        return "", facts, (its.before.id,)
    came = sum(amount for _, amount in its.history.came(its.bill, its.before.due))
    part = {**facts, "paid_by_due": page.amount(came)} if came > 0 else facts
    return ("lost" if came > 0 else "lost_unpaid"), part, (its.before.id,)
