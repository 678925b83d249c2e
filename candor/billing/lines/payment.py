"""Money we got from the customer."""

from __future__ import annotations

from candor.billing.explanation import Explanation, NextStep
from candor.billing.lines.fee import facts_of_fee
from candor.billing.page import Page
from candor.billing.records import Line, Payment


def explained(page: Page, line: Line) -> Explanation:
    """When it reached us and from which day it counts; said too when the payer's bank took it back."""
    paid = _payment(page, line)
    return Explanation(
        kind="payment",
        variant=_variant(line, paid),
        line_id=line.id,
        facts=facts_of_fee(page, line) | _facts(page, paid),
        cites=(line.id, *((paid.id,) if paid else ())),
        detail=page.detail,
        next_step=NextStep.PAY if paid and paid.returned_on else NextStep.NONE,
    )


def _payment(page: Page, line: Line) -> Payment | None:
    """The payment of this line, or the one that this line takes back."""
    return next((row for row in page.book.payments if row.line_id in (line.id, line.reversal_of)), None)


def _variant(line: Line, paid: Payment | None) -> str:
    if paid is None:
        return "taken_back" if line.amount > 0 else "plain"
    return "returned" if paid.returned_on else ""


def _facts(page: Page, paid: Payment | None) -> dict[str, str]:
    if paid is None:
        return {}
    facts = {"received": page.say(page.day(paid.received_at)), "credited": page.say(paid.credited_on)}
    if paid.returned_on:
        facts["returned"] = page.say(paid.returned_on)
    return facts
