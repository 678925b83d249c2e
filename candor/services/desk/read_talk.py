"""What the staff see of one talk: the bubbles, who wrote which, the notes, the package, who else is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from candor.conversation.desk import CUSTOMER, Note, Present
from candor.conversation.handing_over import HandOff
from candor.conversation.messages import Conversation, Message, MessageView
from candor.conversation.ownership import Ownership, standing
from candor.services.desk.agents import Agent
from candor.services.desk.package import Package, package_of
from candor.services.tools import Tools
from candor.store import Transaction

PAGE = 500


@dataclass(frozen=True)
class News:
    """What is new in a talk since a look: bubbles and notes after numbers, bubbles that words were taken out of, and
    how it stands now. `present` are all who look at it, the customer among them (conversation.desk.CUSTOMER)."""

    conversation: Conversation
    standing: Ownership
    bubbles: tuple[MessageView, ...]
    changed: tuple[Message, ...]
    notes: tuple[Note, ...]
    present: tuple[Present, ...]
    due: datetime | None
    """By when a person is promised to answer, while nobody has."""


@dataclass(frozen=True)
class TalkAtDesk:
    """The whole talk with all that stands beside it. `packages` belong to `handoffs`, newest first; the first
    unfinished one is what the talk is about now."""

    news: News
    customer: str | None
    handoffs: tuple[HandOff, ...]
    packages: tuple[Package, ...]


def read_talk(tools: Tools, agent: Agent, conversation_id: str) -> TalkAtDesk:
    """The talk, and an audit row that this agent looked at it. NotYours when there is no such talk."""
    with tools.store.write() as tx:
        news = _news(tx, tools, conversation_id, 0, 0)
        handoffs = tuple(tx.handoffs.of_conversation(conversation_id))
        packages = tuple(package_of(tx, tools, handoff) for handoff in handoffs)
        customer = news.conversation.customer_id
        name = tx.ledger.customer(customer).name if customer else None
        tx.trail.add(tools.clock.now(), actor=agent.actor, act="talk_looked_at", subject=conversation_id)
        return TalkAtDesk(news, name, handoffs, packages)


def news_of(tools: Tools, conversation_id: str, seq: int, note: int) -> News:
    """What came after this bubble and this note. For a stream whose opening was written into the trail."""
    with tools.store.read() as tx:
        return _news(tx, tools, conversation_id, seq, note)


def _news(tx: Transaction, tools: Tools, conversation_id: str, seq: int, note: int) -> News:
    conversation = tx.conversations.get(conversation_id)
    bubbles, changed = tx.messages.news(conversation_id, seq, PAGE)
    return News(
        conversation,
        standing(conversation),
        tuple(bubbles),
        tuple(changed),
        tuple(tx.desk.notes(conversation_id, note)),
        tuple(tx.desk.present(conversation_id, tools.clock.now())),
        tx.handoffs.owed(conversation_id),
    )


def customer_is_there(news: News) -> bool:
    """Whether the customer has the talk open."""
    return any(one.who == CUSTOMER for one in news.present)
