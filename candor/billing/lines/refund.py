"""Money that a shop sends back: under way with its dates, or arrived.

The shop has 7 business days to send it, we have 3 to post it (domain 1.2, refund in flight; 12 CFR 1026.12(e)).
"""

from __future__ import annotations

from datetime import date

from candor.billing.days import business_days_after
from candor.billing.explanation import Explanation, NextStep, Role, Step
from candor.billing.index import first
from candor.billing.lines.common import cites_of, details_of, facts_of
from candor.billing.page import Page
from candor.billing.records import Line, Refund

SHOP_SENDS_WITHIN = 7
WE_POST_WITHIN = 3


def shop_sends_by(accepted: date) -> date:
    """The last day for the shop to send the credit to us."""
    return business_days_after(accepted, SHOP_SENDS_WITHIN)


def we_post_by(accepted: date) -> date:
    """The last day for the refund to stand on the account."""
    return business_days_after(shop_sends_by(accepted), WE_POST_WITHIN)


def posted(page: Page, line: Line) -> Explanation:
    """A refund that has arrived, with the purchase that it gives back when the book links one."""
    promise = first(page.index.refunds, line.id)
    purchase = page.line(promise.purchase_id if promise else line.reversal_of)
    facts = facts_of(page, line)
    if purchase:
        facts |= {"bought": page.say(purchase.txn_date), "price": page.amount(purchase.amount)}
    linked = tuple(row.id for row in (promise, purchase) if row)
    steps, sum_variant = _sum(page, line, purchase)
    return Explanation(
        kind="refund",
        variant="taken_back" if line.amount > 0 else "purchase" if purchase else "",
        line_id=line.id,
        facts=facts,
        cites=(*cites_of(page, line), *linked),
        detail=page.detail,
        sum_variant=sum_variant,
        steps=steps,
        confidence=page.shop(line).alias.confidence,
        next_step=NextStep.ASK_PERSON if line.amount > 0 else NextStep.NONE,
        status="final" if line.amount > 0 else "refunded",
        details=details_of(page, line),
    )


def explained(page: Page, refund: Refund) -> Explanation:
    """A refund that the shop has promised: until when it sends it, until when it stands here, and when it is late."""
    arrived = page.line(refund.line_id)
    if arrived:
        return posted(page, arrived)
    purchase = page.line(refund.purchase_id)
    due = we_post_by(refund.accepted_on)
    is_late = page.today > due
    known = facts_of(page, purchase) if purchase else {}
    return Explanation(
        kind="refund",
        variant=("late" if is_late else "coming") if purchase else ("late_alone" if is_late else "coming_alone"),
        line_id=refund.id,
        facts=known | _dates(page, refund),
        cites=(refund.id, *(cites_of(page, purchase) if purchase else ())),
        detail=page.detail,
        sum_variant="coming",
        steps=(Step("given", page.money(refund.amount), Role.RESULT),),
        next_step=NextStep.ASK_PERSON if is_late else NextStep.WAIT,
        by_when=due,
        status="refund_coming",
        details=details_of(page, purchase) if purchase else {},
    )


def _sum(page: Page, line: Line, purchase: Line | None) -> tuple[tuple[Step, ...], str]:
    """The price, less what stays paid, is what came back; a refund above the price has the rest beside it."""
    result = Step("given", page.money(abs(line.amount)), Role.RESULT)
    if purchase is None or line.amount > 0:
        return (result,), "taken_back" if line.amount > 0 else ""
    kept = purchase.amount + line.amount
    price = Step("price", page.money(purchase.amount), Role.ADDED)
    if kept == 0:
        return (price, result), "whole"
    name, role = ("kept", Role.TAKEN) if kept > 0 else ("above", Role.ADDED)
    return (price, Step(name, page.money(abs(kept)), role), result), "part" if kept > 0 else "above"


def _dates(page: Page, refund: Refund) -> dict[str, str]:
    return {
        "amount": page.amount(refund.amount),
        "date": page.say(refund.accepted_on),
        "accepted": page.say(refund.accepted_on),
        "shop_by": page.say(shop_sends_by(refund.accepted_on)),
        "post_by": page.say(we_post_by(refund.accepted_on)),
    }
