"""The one short question at the end of a talk: which one, whether it may be asked at all, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from candor.clock import Clock
from candor.conversation.redact import redact
from candor.errors import AlreadyRated, ScoreRefused
from candor.ids import new_id
from candor.services.talk.access import Visitor, own_conversation
from candor.store import Store, Transaction
from candor.trust.rows import Kind, Path, Reaction, Survey

# A question about service would hurt where somebody died, was robbed or is in danger (domain 2.3).
NEVER_AFTER = frozenset({"fraud", "bereavement", "vulnerable", "coercion", "self_harm"})
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
        if tx.trust.surveyed(conversation_id) or not _may_ask(tx, conversation_id):
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
    low, high = SCALES[kind]
    if not low <= score <= high:
        raise ScoreRefused(f"{score} is not from {low} to {high}")
    with store.write() as tx:
        conversation = own_conversation(tx, visitor, conversation_id)
        now = clock.now()
        if tx.trust.surveyed(conversation_id):
            raise AlreadyRated
        if kind is Kind.CSAT:
            tx.ratings.add(conversation_id, score, redact(comment), now)
        talk = tx.trust.talk(conversation_id)
        path = talk.path if talk else Path.BOT
        survey = Survey(new_id(), conversation.customer_id, kind, score, path, now)
        tx.trust.add_survey(survey, conversation_id)
        if kind is Kind.CSAT and score <= LOW:
            note_reaction(tx, conversation_id, "csat", path, now)


def note_reaction(tx: Transaction, conversation_id: str | None, kind: str, path: Path, at: datetime) -> None:
    """A negative reaction (complaint, csat, closure), whose cause two people will code blind."""
    tx.trust.add_reaction(Reaction(new_id(), at, path), kind, conversation_id)


def _may_ask(tx: Transaction, conversation_id: str) -> bool:
    return not any(trigger in NEVER_AFTER for trigger in tx.handoffs.triggers_of(conversation_id))
