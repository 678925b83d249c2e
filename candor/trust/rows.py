"""The rows that the metrics are counted from. Each is written with the thing it tells of, and corrected later.

None of them holds a segment of the fairness figures, and no decision reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Path(StrEnum):
    """Who served the customer."""

    BOT = "bot"
    PERSON = "person"
    BOTH = "both"


class Wanted(StrEnum):
    """What the customer came for."""

    EXPLANATION = "explanation"
    BILL = "bill"
    REFUND = "refund"
    DISPUTE = "dispute"
    GOODWILL = "goodwill"
    FRAUD = "fraud"
    PERSON = "person"
    OTHER = "other"


class CameOf(StrEnum):
    """What came of it, as far as our own rows tell; whether it helped stands in `resolved`."""

    EXPLAINED = "explained"
    ANSWERED = "answered"
    CORRECTED = "corrected"
    CREDITED = "credited"
    REFUSED = "refused"
    DISPUTED = "disputed"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    NOTHING = "nothing"


class Kind(StrEnum):
    """What is asked at the end of a talk."""

    CSAT = "csat"
    EFFORT = "effort"
    NPS = "nps"


@dataclass(frozen=True)
class Talk:
    """One conversation with at least one message of the customer's.

    `answered`: nothing they wrote was left without an answer. `human`: a person was asked for or came in.
    `mandatory`: the policy says that a person must (domain 2.3), so that it says nothing of the bot.
    """

    id: str
    customer_id: str | None
    first_at: datetime
    last_at: datetime
    path: Path
    human: bool
    mandatory: bool
    answered: bool
    wanted: Wanted = Wanted.OTHER
    result: CameOf = CameOf.NOTHING
    resolved: bool | None = None


@dataclass(frozen=True)
class Issue:
    """One customer's matter: a charge, or `line_id` None for what is about no single one, in one contact.

    `repeat_of` is the earlier issue that this contact repeats; `repeated_at` when this one was first taken up again.
    `resolved` is None until somebody said so. `asked_until`: we asked for a reply, which is then no repeat.
    `explained` says that the bot explained it as right; `upheld` how a later dispute of it ended.
    """

    id: str
    customer_id: str | None
    line_id: str | None
    conversation_id: str
    first_at: datetime
    last_at: datetime
    path: Path
    wanted: Wanted
    result: CameOf
    explained: bool = False
    transferred: bool = False
    assessed_at: datetime | None = None
    resolved: bool | None = None
    cause: str | None = None
    repeat_of: str | None = None
    repeated_at: datetime | None = None
    asked_until: datetime | None = None
    disputed_at: datetime | None = None
    upheld: bool | None = None


@dataclass(frozen=True)
class Answer:
    """The answer to "did that make sense?"."""

    id: str
    customer_id: str | None
    at: datetime
    understood: bool


@dataclass(frozen=True)
class Survey:
    """The answer to the one question at the end: CSAT 1-5, effort 1-7 (7 is easy), NPS 0-10."""

    id: str
    customer_id: str | None
    kind: Kind
    score: int
    path: Path
    at: datetime


@dataclass(frozen=True)
class Promise:
    """A "by when" that was said. Withdrawn is what the customer took back."""

    id: str
    customer_id: str | None
    path: Path
    made_at: datetime
    due_at: datetime
    kept_at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class HandOver:
    """A hand-over to a person, from the request to their first words. `complete` is None until they are there."""

    id: str
    requested_at: datetime
    due_at: datetime
    joined_at: datetime | None = None
    complete: bool | None = None
    asked_again: bool | None = None


@dataclass(frozen=True)
class Reaction:
    """A negative reaction (complaint, CSAT of 2 or less, closure), its cause coded by two who do not see each other."""

    id: str
    at: datetime
    path: Path
    first_code: str | None = None
    second_code: str | None = None


@dataclass(frozen=True)
class Case:
    """A dispute's legal clocks. `resolve_due` is the legal deadline."""

    id: str
    notice_at: datetime
    ack_due: datetime
    resolve_due: datetime
    acknowledged_at: datetime | None = None
    resolved_at: datetime | None = None


@dataclass(frozen=True)
class Shop:
    """One mystery shop: points earned of those possible."""

    id: str
    at: datetime
    points: int
    possible: int


Row = Talk | Issue | Answer | Survey | Promise | HandOver | Reaction | Case | Shop
