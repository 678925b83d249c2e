"""Conversations for tests, written straight into the store."""

from __future__ import annotations

from datetime import UTC, datetime

from candor.conversation.messages import Conversation, Message, Owner, Sender
from candor.conversation.turns import Waiting
from candor.store import Transaction

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)


def begin(tx: Transaction, name: str = "talk", at: datetime = NOON) -> Conversation:
    conversation = Conversation(name, None, f"guest-{name}", Owner.BOT, at, at, 0, 0, None, 0)
    tx.conversations.add(conversation)
    return conversation


def ask(tx: Transaction, conversation_id: str, text: str = "hello", at: datetime = NOON) -> Message:
    """A customer's message, queued."""
    seq = tx.conversations.next_seq(conversation_id, at)
    message = Message(f"{conversation_id}-{seq}", conversation_id, seq, Sender.CUSTOMER, text, at, client_id=str(seq))
    tx.messages.add(message)
    tx.inbox.add(Waiting(message.id, conversation_id, seq, 0, at, None))
    return message
