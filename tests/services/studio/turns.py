"""Answered turns for tests, written straight into the store."""

from __future__ import annotations

from datetime import datetime, timedelta

from candor.conversation.messages import Conversation, Message, Owner, Sender
from candor.store import Transaction
from tests.services.serving import BOOK
from tests.store.talks import NOON, ask, begin

MINUTE = timedelta(minutes=1)


def answered(
    tx: Transaction,
    talk: str,
    text: str,
    intent: str,
    confidence: float = 0.9,
    at: datetime = NOON,
    response: str = "utter_thanks",
) -> str:
    """A typed message that was taken for this intent and answered; its id."""
    message = ask(tx, talk, text, at)
    tx.inbox.done(message.id, at, {"intent": intent, "confidence": confidence})
    seq = tx.conversations.next_seq(talk, at)
    reply = Message(f"{message.id}-r", talk, seq, Sender.BOT, "…", at, answers=message.id, part=0, response=response)
    tx.messages.add(reply)
    return message.id


def guest_talk(tx: Transaction, name: str) -> str:
    return begin(tx, name).id


def customer(tx: Transaction) -> str:
    tx.ledger.add_book(BOOK)
    return BOOK.customer.id


def customer_talk(tx: Transaction, name: str, customer_id: str, at: datetime = NOON) -> str:
    tx.conversations.add(Conversation(name, customer_id, None, Owner.BOT, at, at, 0, 0, None, 0))
    return name
