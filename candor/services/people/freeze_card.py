"""A freeze of the card: offered at the first word of misuse, written down, and done when the customer presses it."""

from __future__ import annotations

from dataclasses import replace

from candor.billing.records import Book
from candor.conversation.context import TurnContext
from candor.conversation.replies import Choice, Reply
from candor.errors import NotYours
from candor.services.tools import Tools
from candor.store import Transaction

FROZEN = "frozen"


def offer_freeze(tx: Transaction, tools: Tools, context: TurnContext, reply: Reply, line_id: str | None) -> Reply:
    """The reply with a button that freezes the card of the line, or the customer's own; written down as offered."""
    if context.customer is None:
        return reply
    book = tx.ledger.book(context.customer)
    used = {line.card_id for line in book.lines if line.id == line_id}
    cards = sorted((one for one in book.cards if one.status == "active"), key=lambda one: one.id not in used)
    if not cards:
        return reply
    payload = {"dispute": "freeze", "value": cards[0].id}
    choice = Choice("utter_label_freeze_card", "report_fraud", payload)
    now = tools.clock.now()
    tx.trail.add(now, actor="bot", act="card_freeze_offered", subject=cards[0].id, message=context.message)
    return replace(
        reply,
        facts={**reply.facts, "card": cards[0].last4},
        cites=(*reply.cites, cards[0].id),
        choices=(*reply.choices, choice),
    )


def freeze_card(tx: Transaction, tools: Tools, context: TurnContext, card_id: str) -> Reply:
    """The card is frozen when this returns: no new charge goes through. Raises NotYours for another's card."""
    book: Book = tx.ledger.book(context.customer or "")
    card = next((one for one in book.cards if one.id == card_id), None)
    if card is None:
        raise NotYours
    if card.status != FROZEN:
        tx.ledger.set_card_status(book.account.id, card.id, FROZEN)
        tx.trail.add(tools.clock.now(), actor="customer", act="card_frozen", subject=card.id, message=context.message)
    return Reply("utter_card_frozen", {"card": card.last4}, (card.id,))
