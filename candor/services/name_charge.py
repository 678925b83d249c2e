"""Names one line of a customer's book, for words that speak of it in passing."""

from __future__ import annotations

from candor.billing.lines.common import facts_of
from candor.billing.page import Page, Row
from candor.clock import day_in
from candor.conversation.context import TurnContext
from candor.services.tools import Tools
from candor.store import Transaction


def name_charge(tx: Transaction, tools: Tools, context: TurnContext, charge: str | None) -> dict[str, str]:
    """`name`, `amount` and `date` of the line or hold; empty when it is not on this customer's book."""
    if charge is None or context.customer is None:
        return {}
    book = tx.ledger.book(context.customer)
    page = Page(book, day_in(book.customer.time_zone, tools.clock.now()))
    row: Row | None = page.line(charge) or page.hold(charge)
    if row is None:
        return {}
    facts = facts_of(page, row)
    return {fact: facts[fact] for fact in ("name", "amount", "date")}
