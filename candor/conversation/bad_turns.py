"""Turns that went badly: by which signs they are known, and how much each sign weighs.

A turn is one message of a customer that the bot answered. What people said to people is never among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LOW = 0.55
"""Below this confidence an intent was taken, but hardly."""
LOW_SCORE = 2
"""Of 5: a talk rated so was a bad one."""
AGAIN_WITHIN = timedelta(days=7)
"""Somebody who asks the same anew within a week was not helped the first time."""
FALLBACK = "nlu_fallback"
NOT_IT_INTENTS = frozenset({"other_charge", "asked_already"})
"""Said about the answer before: "no, the other one", "I told you already"."""


class Sign(StrEnum):
    """Why a turn is here, the heaviest first."""

    MISROUTED = "misrouted"
    OVERRIDE = "override"
    NOT_IT = "not_it"
    LOW_RATING = "low_rating"
    FALLBACK = "fallback"
    REPEAT = "repeat"
    EITHER_OR = "either_or"
    LOW_CONFIDENCE = "low_confidence"


WEIGHTS = {
    Sign.MISROUTED: 8, Sign.OVERRIDE: 8, Sign.NOT_IT: 5, Sign.LOW_RATING: 4, Sign.FALLBACK: 4, Sign.REPEAT: 3,
    Sign.EITHER_OR: 2, Sign.LOW_CONFIDENCE: 1,
}  # fmt: skip


class TurnState(StrEnum):
    OPEN = "open"
    TAUGHT = "taught"
    ASIDE = "aside"


@dataclass(frozen=True)
class AnsweredTurn:
    """A typed message that the bot answered: what it was taken for, how surely, and the responses' names."""

    message_id: str
    conversation_id: str
    customer_id: str | None
    seq: int
    at: datetime
    intent: str
    confidence: float
    responses: tuple[str, ...]


def signs_in(turn: AnsweredTurn) -> frozenset[Sign]:
    """The signs that stand in the turn itself."""
    found = set()
    if turn.intent == FALLBACK:
        found.add(Sign.FALLBACK)
    elif turn.confidence < LOW:
        found.add(Sign.LOW_CONFIDENCE)
    if "utter_either_or" in turn.responses:
        found.add(Sign.EITHER_OR)
    return frozenset(found)


def says_not_it(turn: AnsweredTurn) -> bool:
    """Whether the customer says with this turn that the answer before was not the one."""
    return turn.intent in NOT_IT_INTENTS


def weakest(turns: Sequence[AnsweredTurn]) -> AnsweredTurn | None:
    """The turn of a badly rated talk that was most likely the reason."""
    return min(turns, key=lambda turn: (turn.intent != FALLBACK, turn.confidence, turn.seq), default=None)


def asked_before(turn: AnsweredTurn, earlier: Iterable[AnsweredTurn]) -> AnsweredTurn | None:
    """The newest turn of the same customer's other talks, not long ago, that asked for the same."""
    same = [
        one for one in earlier
        if one.conversation_id != turn.conversation_id and one.intent == turn.intent != FALLBACK
        and timedelta(0) < turn.at - one.at <= AGAIN_WITHIN
    ]  # fmt: skip
    return max(same, key=lambda one: one.at, default=None)


def weight_of(signs: Iterable[Sign]) -> int:
    return sum(WEIGHTS[sign] for sign in set(signs))


def ordered(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    """Each once, in the order of the enum."""
    given = set(signs)
    return tuple(sign for sign in Sign if sign in given)
