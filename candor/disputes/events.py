"""What happened to a case. Amounts in cents; each event is kept for ever, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from candor.disputes.reasons import Reason


@dataclass(frozen=True)
class Submitted:
    reason: Reason
    amount: int


@dataclass(frozen=True)
class Abandoned:
    follow_up_by: date


@dataclass(frozen=True)
class Acknowledged:
    on: date


@dataclass(frozen=True)
class InvestigationBegun:
    letters: tuple[str, ...]


@dataclass(frozen=True)
class CustomerAsked:
    fact: str
    due_on: date


@dataclass(frozen=True)
class WentOn:
    answered: bool


@dataclass(frozen=True)
class ChargebackFiled:
    code: str


@dataclass(frozen=True)
class ShopHeard:
    answered: bool


@dataclass(frozen=True)
class ShopContested:
    reply: str


@dataclass(frozen=True)
class ArbitrationEnded:
    won: bool


@dataclass(frozen=True)
class ErrorDecided:
    """`at_deadline`: nobody decided; the legal deadline did."""

    at_deadline: bool


@dataclass(frozen=True)
class DifferentErrorDecided:
    amount: int
    why: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class NoErrorDecided:
    why: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class CreditGiven:
    """Money to the customer. `final`: it is not taken back; else it is temporary, and said to be."""

    amount: int
    final: bool


@dataclass(frozen=True)
class CreditMadeFinal:
    """So much of the temporary credit is the customer's now."""

    amount: int


@dataclass(frozen=True)
class CreditReversed:
    amount: int
    double_of: str | None


@dataclass(frozen=True)
class Withdrawn:
    medium: str


@dataclass(frozen=True)
class HandedToFraud:
    first_step: str


@dataclass(frozen=True)
class ShopRefundSeen:
    refund_line: str
    amount: int


@dataclass(frozen=True)
class Notified:
    letter: str
    on: date
    pay_by: date | None


@dataclass(frozen=True)
class Closed:
    pass


@dataclass(frozen=True)
class DisputedStill:
    on: date


@dataclass(frozen=True)
class ClosedStillDisputed:
    pass


Event = (
    Submitted
    | Abandoned
    | Acknowledged
    | InvestigationBegun
    | CustomerAsked
    | WentOn
    | ChargebackFiled
    | ShopHeard
    | ShopContested
    | ArbitrationEnded
    | ErrorDecided
    | DifferentErrorDecided
    | NoErrorDecided
    | CreditGiven
    | CreditMadeFinal
    | CreditReversed
    | Withdrawn
    | HandedToFraud
    | ShopRefundSeen
    | Notified
    | Closed
    | DisputedStill
    | ClosedStillDisputed
)
