"""What a visitor may read of their own conversation, and the little they may write beside messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from candor.conversation.messages import Message, MessageView, Owner
from candor.services.people.say_place import WithPerson, with_person
from candor.services.talk.access import Visitor, look_at_own, own_conversation
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
        conversation, look = look_at_own(tx, token, conversation_id, tools.clock.now())
        bubbles, changed = tx.messages.news(conversation_id, seq, PAGE)
        person = with_person(tx, tools, conversation) if conversation.owner is Owner.PERSON else None
        files = tools.cabinet is not None and look.takes_files
        return Page(bubbles, changed, Standing(look.waiting, look.oldest_at, conversation.owner, person, files))


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
