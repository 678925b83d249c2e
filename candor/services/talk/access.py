"""The functions that stand before every read of somebody's data. Whose it is, is checked here and nowhere else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from candor.conversation.context import TurnContext
from candor.conversation.messages import Conversation
from candor.errors import ContextRefused, NotSignedIn, NotYours
from candor.store import Transaction
from candor.store.looking import Look
from candor.store.sessions import SessionRow

GUEST, CUSTOMER = "guest", "customer"


@dataclass(frozen=True)
class Visitor:
    """Who is at the widget: a customer that the host page vouched for, or a guest."""

    session_id: str
    customer_id: str | None
    expires_at: datetime

    @property
    def assurance(self) -> str:
        return CUSTOMER if self.customer_id else GUEST


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def visitor_of(tx: Transaction, token: str, now: datetime) -> Visitor:
    """The visitor whose session this token is. Raises NotSignedIn when it is unknown or has ended."""
    return _visitor(tx.sessions.by_hash(hash_of(token)), now)


def look_at_own(tx: Transaction, token: str, conversation_id: str, now: datetime) -> tuple[Conversation, Look]:
    """The conversation of whoever holds this token, with how it stands. Raises NotSignedIn and NotYours."""
    look = tx.looking.at(hash_of(token), conversation_id)
    visitor = _visitor(look.session, now)
    if look.conversation is None or not _is_own(visitor, look.conversation):
        raise NotYours
    return look.conversation, look


def own_conversation(tx: Transaction, visitor: Visitor, conversation_id: str, *, held: bool = False) -> Conversation:
    """The conversation, if it is the visitor's. Raises NotYours for somebody else's as for one that does not exist.

    `held`: nobody else changes it until this transaction ends.
    """
    conversation = tx.conversations.held(conversation_id) if held else tx.conversations.get(conversation_id)
    if not _is_own(visitor, conversation):
        raise NotYours
    return conversation


def serving(tx: Transaction, context: TurnContext, now: datetime) -> TurnContext:
    """The context again, if its turn is still going on: the lease carries its fence. Else ContextRefused.

    Inside a writing transaction this also keeps anybody from taking the turn over before the effect has committed.
    """
    tx.conversations.hold(context.conversation)
    lease = tx.leases.current(context.conversation)
    if lease is None or lease.fence != context.fence or lease.expires_at <= now:
        raise ContextRefused("the turn is over")
    return context


def _visitor(session: SessionRow | None, now: datetime) -> Visitor:
    if session is None or session.expires_at <= now:
        raise NotSignedIn
    return Visitor(session.id, session.customer_id, session.expires_at)


def _is_own(visitor: Visitor, conversation: Conversation) -> bool:
    if visitor.customer_id:
        return conversation.customer_id == visitor.customer_id
    return conversation.guest_session_id == visitor.session_id
