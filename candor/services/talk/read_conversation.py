"""What a visitor may read of their own conversation, and the little they may write beside messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from candor.conversation.messages import Message, MessageView, Owner
from candor.services.people.say_place import WithPerson, with_person
from candor.services.talk.access import Visitor, own_conversation, visitor_of
from candor.services.tools import Tools
from candor.store import Store

PAGE = 500


@dataclass(frozen=True)
class Standing:
    """How the conversation stands: how much waits to be answered, since when, and who answers.

    `person` is set while a person does; `files`: there is a dispute that the customer may send files for.
    """

    waiting: int
    oldest_at: datetime | None
    owner: Owner
    person: WithPerson | None = None
    files: bool = False


@dataclass(frozen=True)
class Page:
    """Bubbles after a number, earlier bubbles that changed since they were sent, and how the talk stands."""

    bubbles: list[MessageView]
    changed: list[Message]
    standing: Standing


def page_after(tools: Tools, token: str, conversation_id: str, seq: int) -> Page:
    """One look at the conversation by whoever holds the session's token, all of one moment.

    Raises NotSignedIn when the session has ended, NotYours when the conversation is somebody else's.
    """
    with tools.store.read() as tx:
        conversation = own_conversation(tx, visitor_of(tx, token, tools.clock.now()), conversation_id)
        waiting, oldest = tx.inbox.waiting(conversation_id)
        bubbles, changed = tx.messages.news(conversation_id, seq, PAGE)
        person = with_person(tx, tools, conversation) if conversation.owner is Owner.PERSON else None
        customer = conversation.customer_id
        files = bool(tools.cabinet and customer and tx.dispute_files.may_come(customer))
        return Page(bubbles, changed, Standing(waiting, oldest, conversation.owner, person, files))


def transcript(store: Store, visitor: Visitor, conversation_id: str) -> list[MessageView]:
    """The whole conversation, oldest first. Raises NotYours."""
    with store.read() as tx:
        own_conversation(tx, visitor, conversation_id)
        bubbles: list[MessageView] = []
        while page := tx.messages.after(conversation_id, bubbles[-1].message.seq if bubbles else 0):
            bubbles += page
        return bubbles


def mark_read(store: Store, visitor: Visitor, conversation_id: str, seq: int) -> None:
    """Remembers how far the visitor has read, for the badge. Raises NotYours."""
    with store.write() as tx:
        own_conversation(tx, visitor, conversation_id)
        tx.conversations.mark_read(conversation_id, seq)
