"""Debt moved here from another card."""

from __future__ import annotations

from candor.billing.explanation import Explanation, NextStep, Role, Step
from candor.billing.index import first
from candor.billing.lines.common import percent_words
from candor.billing.lines.fee import facts_of_fee
from candor.billing.lines.foreign import own_fee
from candor.billing.page import Page
from candor.billing.records import Line


def explained(page: Page, line: Line) -> Explanation:
    """How much was moved and when, with the end of its offer when the book has one."""
    offer = first(page.index.plans, line.id)
    fee = own_fee(page, line, "transfer")
    facts = facts_of_fee(page, line) | ({"own_fee": page.amount(fee.amount)} if fee else {})
    if offer:
        facts |= {"until": page.say(offer.ends), "rate": percent_words(offer.apr_bp)}
    return Explanation(
        kind="transfer",
        variant="offer" if offer else "",
        line_id=line.id,
        facts=facts,
        cites=(line.id, *((offer.id,) if offer else ()), *((fee.id,) if fee else ())),
        detail=page.detail,
        sum_variant="fee" if fee else "",
        steps=(Step("charged", page.money(line.amount), Role.RESULT),),
        next_step=NextStep.ASK_PERSON,
        by_when=offer.ends if offer else None,
    )
