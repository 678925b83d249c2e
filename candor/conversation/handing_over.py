"""A hand-over to a person: why, how urgent, what the person needs to know, and what was promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How a hand-over stands. From `waiting` on somebody owes the customer an answer, until one of the last two."""

    WAITING = "waiting"
    TAKEN = "taken"
    HANDED_BACK = "handed_back"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What came of it, as the agent who closes it says."""

    SOLVED = "solved"
    EXPLAINED = "explained"
    NOT_AGREED = "not_agreed"
    PASSED_ON = "passed_on"
    NO_ANSWER = "no_answer"


class Cause(StrEnum):
    """What had led to it, for those who learn from it (domain part 5, "not right first time")."""

    OUR_MISTAKE = "our_mistake"
    UNCLEAR_WORDS = "unclear_words"
    NOT_UNDERSTOOD = "not_understood"
    CAN_NOT_DO = "can_not_do"
    SHOP = "shop"
    RULE = "rule"
    WISH = "wish"
    OTHER = "other"


@dataclass(frozen=True)
class HandOff:
    """A recorded hand-over. `due` is the promise: by then a person has answered.

    `package` is what was known when it was made and what the agent need not ask (services.desk.package adds what
    changes with time). `summary` is what was agreed, told to bot and customer when it was handed back.
    """

    id: str
    conversation_id: str
    message_id: str
    customer_id: str | None
    trigger: str
    urgency: str
    requested_at: datetime
    due: datetime
    context: Mapping[str, Any]
    joined_at: datetime | None = None
    state: State = State.WAITING
    taken_by: str | None = None
    team: str | None = None
    snoozed_until: datetime | None = None
    closed_at: datetime | None = None
    outcome: Outcome | None = None
    cause: Cause | None = None
    summary: str | None = None
    package: Mapping[str, Any] = field(default_factory=dict)


# What these are about, a person takes over. The others are answered by a person later, and the bot goes on.
AT_ONCE = frozenset(
    {
        *("self_harm", "bereavement", "coercion", "vulnerable", "legal", "regulator", "hardship"),
        *("servicemember", "third_party", "access"),
    }
)
FRAUD = "fraud"
MANDATORY = AT_ONCE | {FRAUD}
"""What the policy gives to a person whatever the bot can do (domain 2.3): it says nothing of the bot."""
TAKES_OVER = frozenset({FRAUD, "person", "misunderstood", "bot_down", "explain"}) | AT_ONCE
TAKEN_OVER = "taken_over"
"""The trigger of a hand-over that nobody asked for: an agent stepped in."""
THIRD_CONTACT, LOW_TRUST = "third_contact", "low_trust"
"""Triggers that our own rows pull (candor.conversation.low_trust): a person answers too, and the bot goes on."""
URGENT = frozenset({FRAUD, "self_harm"})


def urgency_of(trigger: str) -> str:
    """`now` (fraud, or a life in danger: domain 2.3) or `soon`. Never by the customer's balance or spend (V14).

    The queue sorts by these words: the more urgent one comes first in the alphabet.
    """
    return "now" if trigger in URGENT else "soon"
