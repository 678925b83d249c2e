"""Debt moved here from another card."""

from __future__ import annotations

from candor.billing.explanation import Explanation, NextStep
from candor.billing.lines.fee import facts_of_fee
from candor.billing.page import Page
from candor.billing.records import Line


def explained(page: Page, line: Line) -> Explanation:
    """How much was moved and when, with the end of its offer when the book has one."""
    offer = next((plan for plan in page.book.plans if plan.line_id == line.id), None)
    facts = facts_of_fee(page, line) | ({"until": page.say(offer.ends)} if offer else {})
    return Explanation(
        kind="transfer",
        variant="offer" if offer else "",
        line_id=line.id,
        facts=facts,
        cites=(line.id, *((offer.id,) if offer else ())),
        detail=page.detail,
        next_step=NextStep.ASK_PERSON,
        by_when=offer.ends if offer else None,
    )
