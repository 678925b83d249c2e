"""Starts a conversation, or goes on with the one the visitor left a while ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from candor.clock import Clock
from candor.conversation.messages import Conversation, Owner, Sender
from candor.conversation.replies import Reply
from candor.conversation.wording import Wording
from candor.ids import new_id
from candor.services.people.where_it_stands import where_it_stands
from candor.services.talk.access import Visitor
from candor.services.talk.speak import speak
from candor.store import Store, Transaction

RESUMED_WITHIN = timedelta(hours=24)


@dataclass(frozen=True)
class Started:
    """`unread` counts the bubbles the visitor has not seen; `last_seq` is the newest bubble's number."""

    id: str
    resumed: bool
    unread: int
    last_seq: int


def start_conversation(
    store: Store, clock: Clock, wording: Wording, visitor: Visitor, *, fresh: bool = False
) -> Started:
    """The visitor's talk of the last 24 hours, or a new one that begins with our welcome.

    One that a person has, or in which one is awaited, is gone on with however long ago it was: the answer comes there.
    """
    with store.write() as tx:
        left = None if fresh else _left_open(tx, clock, visitor)
        if left:
            return Started(left.id, True, tx.messages.unread(left.id, left.read_seq), left.last_seq)
        before = _newest(tx, visitor)
        begun = _begin(tx, clock, visitor)
        told = _tell_promise(tx, clock, wording, visitor, before, begun)
        welcome = Reply("utter_welcome" if visitor.customer_id else "utter_welcome_guest")
        message = speak(tx, clock, wording, begun.id, welcome, sender=Sender.BOT)
        return Started(begun.id, False, 1 + told, message.seq)


def _left_open(tx: Transaction, clock: Clock, visitor: Visitor) -> Conversation | None:
    newest = _newest(tx, visitor)
    if newest is None:
        return None
    is_recent = clock.now() - newest.last_at < RESUMED_WITHIN
    return newest if is_recent or newest.owner is Owner.PERSON else None


def _newest(tx: Transaction, visitor: Visitor) -> Conversation | None:
    guest = None if visitor.customer_id else visitor.session_id
    return tx.conversations.newest_of(customer_id=visitor.customer_id, guest_session_id=guest)


def _tell_promise(
    tx: Transaction, clock: Clock, wording: Wording, visitor: Visitor, before: Conversation | None, begun: Conversation
) -> int:
    """Says first where our promise stands to who was here before; how many bubbles that took."""
    if visitor.customer_id is None or before is None:
        return 0
    stands = where_it_stands(tx, wording, visitor.customer_id, before.last_at, clock.now())
    if stands is None:
        return 0
    speak(tx, clock, wording, begun.id, stands)
    return 1


def _begin(tx: Transaction, clock: Clock, visitor: Visitor) -> Conversation:
    now = clock.now()
    begun = Conversation(
        id=new_id(),
        customer_id=visitor.customer_id,
        guest_session_id=None if visitor.customer_id else visitor.session_id,
        owner=Owner.BOT,
        started_at=now,
        last_at=now,
        last_seq=0,
        read_seq=0,
        tracker=None,
        tracker_version=0,
    )
    tx.conversations.add(begun)
    return begun
