"""The one short question at the end of a talk: which one, whether it may be asked at all, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from candor.clock import Clock
from candor.conversation.messages import Conversation
from candor.conversation.redact import redact
from candor.errors import AlreadyRated, ScoreRefused
from candor.ids import new_id
from candor.services.talk.access import Visitor, own_conversation
from candor.store import Store, Transaction
from candor.trust.rows import Kind, Path, Reaction, Survey

# A question about service would hurt where somebody died, was robbed or is in danger (domain 2.3).
NEVER_AFTER = frozenset({"fraud", "bereavement", "vulnerable", "self_harm", "coercion"})
NEVER_WITH = frozenset({"deceased", "vulnerable"})
SCALES = {Kind.CSAT: (1, 5), Kind.EFFORT: (1, 7), Kind.NPS: (0, 10)}
LOW = 2
TURN = (Kind.CSAT, Kind.EFFORT, Kind.NPS)


@dataclass(frozen=True)
class AskedAtEnd:
    """The question's kind and scale; its words are the widget's."""

    kind: Kind
    low: int
    high: int


def kind_for(conversation_id: str) -> Kind:
    """Which question a talk gets: by its id, so that each gets its turn and the same talk always the same."""
    return TURN[sha256(conversation_id.encode()).digest()[0] % len(TURN)]


def question_for(store: Store, visitor: Visitor, conversation_id: str) -> AskedAtEnd | None:
    """The question for this talk; None where it was answered or may not be asked. Raises NotYours."""
    with store.read() as tx:
        own_conversation(tx, visitor, conversation_id)
        if tx.trust.surveyed(conversation_id) or not may_ask(tx, conversation_id):
            return None
    kind = kind_for(conversation_id)
    return AskedAtEnd(kind, *SCALES[kind])


def rate(
    store: Store,
    clock: Clock,
    visitor: Visitor,
    conversation_id: str,
    score: int,
    comment: str,
    kind: Kind = Kind.CSAT,
) -> None:
    """Keeps the answer. Raises AlreadyRated the second time, ScoreRefused off the scale, NotYours."""
    with store.write() as tx:
        conversation = own_conversation(tx, visitor, conversation_id)
        keep_answer(tx, conversation, kind, score, comment, clock.now())


def keep_answer(
    tx: Transaction, conversation: Conversation, kind: Kind, score: int, comment: str, now: datetime
) -> None:
    """The answer of whoever may give it, with its words made safe to keep. Raises AlreadyRated and ScoreRefused."""
    low, high = SCALES[kind]
    if not low <= score <= high:
        raise ScoreRefused(f"{score} is not from {low} to {high}")
    if tx.trust.surveyed(conversation.id):
        raise AlreadyRated
    said = redact(comment)
    if kind is Kind.CSAT:
        tx.ratings.add(conversation.id, score, said, now)
    talk = tx.trust.talk(conversation.id)
    path = talk.path if talk else Path.BOT
    tx.trust.add_survey(Survey(new_id(), conversation.customer_id, kind, score, path, now), conversation.id, said)
    if kind is Kind.CSAT and score <= LOW:
        note_reaction(tx, conversation.id, "csat", path, now)


def note_reaction(tx: Transaction, conversation_id: str | None, kind: str, path: Path, at: datetime) -> None:
    """A negative reaction (complaint, csat, closure), whose cause two people will code blind."""
    tx.trust.add_reaction(Reaction(new_id(), at, path), kind, conversation_id)


def may_ask(tx: Transaction, conversation_id: str) -> bool:
    """Whether the question would not hurt: by what the talk was handed over for, and by what the file says."""
    if any(trigger in NEVER_AFTER for trigger in tx.handoffs.triggers_of(conversation_id)):
        return False
    customer = tx.conversations.get(conversation_id).customer_id
    return customer is None or not tx.ledger.customer(customer).flags & NEVER_WITH
