"""What can be asked of a case. Amounts in cents; days are calendar days in the account's time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from candor.disputes.reasons import Reason


@dataclass(frozen=True)
class Submit:
    """The customer confirmed reason, charge and amount, all three."""

    reason: Reason
    amount: int
    confirmed: bool


@dataclass(frozen=True)
class Abandon:
    """The customer stops before the case is filed. What was asserted stays, and somebody comes back to it."""

    follow_up_by: date | None


@dataclass(frozen=True)
class Acknowledge:
    """The written acknowledgement was sent: a mark on the case, not a place in its way."""

    sent_on: date


@dataclass(frozen=True)
class Investigate:
    """`temporary_credit` as policy says; `letters` are the kinds that are now scheduled."""

    temporary_credit: int
    letters: tuple[str, ...]


@dataclass(frozen=True)
class Lend:
    """Temporary credit of an open case: on the day that the law leaves for it, or as a person decides."""

    amount: int


@dataclass(frozen=True)
class AskCustomer:
    fact: str
    due_on: date | None


@dataclass(frozen=True)
class GoOn:
    """The customer's answer came, or its day passed without one: the investigation goes on either way."""

    answered: bool


@dataclass(frozen=True)
class FileChargeback:
    """The money is asked for at the shop's bank under a network's code."""

    code: str


@dataclass(frozen=True)
class HearShop:
    """The shop's bank answered, or let its time pass."""

    answered: bool


@dataclass(frozen=True)
class Contest:
    """The shop does not accept: its reply is taken to pre-arbitration."""

    reply: str


@dataclass(frozen=True)
class EndArbitration:
    won: bool


@dataclass(frozen=True)
class DecideError:
    """It was an error: `related` is the interest and fees that came of it. No investigation is needed to pay."""

    related: int


@dataclass(frozen=True)
class DecideDifferentError:
    """Another error than was claimed, of `amount` with what is related to it."""

    amount: int
    why: tuple[str, ...]
    evidence: tuple[str, ...]
    looked_into: tuple[str, ...]


@dataclass(frozen=True)
class DecideNoError:
    """`looked_into`: the steps of the investigation. `proof`: what shows delivery, or that the shop reported right."""

    why: tuple[str, ...]
    evidence: tuple[str, ...]
    looked_into: tuple[str, ...]
    proof: tuple[str, ...] = ()


@dataclass(frozen=True)
class CreditAtDeadline:
    """The legal deadline is reached and the case is open: it is credited by itself."""

    related: int


@dataclass(frozen=True)
class Withdraw:
    """The customer's own free choice, by any medium."""

    own_choice: bool
    medium: str


@dataclass(frozen=True)
class HandToFraud:
    """It turned out that nobody with authority made the charge: a person takes it at once."""

    first_step: str


@dataclass(frozen=True)
class TakeShopRefund:
    """The shop's own credit was seen on the account; `related` is the interest and fees that the charge caused."""

    refund_line: str
    amount: int
    related: int | None


@dataclass(frozen=True)
class Notify:
    """The written notice of the result was sent. `pay_by`: the day until which an amount still owed may be paid."""

    letter: str
    sent_on: date
    pay_by: date | None = None


@dataclass(frozen=True)
class Close:
    pass


@dataclass(frozen=True)
class DisputeStill:
    """The customer disputes on, after the result."""

    written: bool
    on: date


@dataclass(frozen=True)
class CloseStillDisputed:
    """Any report of the debt says that it is disputed, and the customer was told who got one."""

    marked_disputed: bool
    told_who: bool


@dataclass(frozen=True)
class ReverseCredit:
    """Takes temporary money back. `double_of` is the shop's refund line when the customer got the money twice."""

    amount: int
    double_of: str | None = None


Command = (
    Submit
    | Abandon
    | Acknowledge
    | Investigate
    | Lend
    | AskCustomer
    | GoOn
    | FileChargeback
    | HearShop
    | Contest
    | EndArbitration
    | DecideError
    | DecideDifferentError
    | DecideNoError
    | CreditAtDeadline
    | Withdraw
    | HandToFraud
    | TakeShopRefund
    | Notify
    | Close
    | DisputeStill
    | CloseStillDisputed
    | ReverseCredit
)
