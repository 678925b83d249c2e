"""A case: one charge, one reason, one notice. What happened to it makes it what it is.

Nothing here deletes, and nothing moves the clocks: they follow from the first notice and run on whatever happens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce

from candor.disputes import events as happened
from candor.disputes.clocks import Clocks
from candor.disputes.events import Event
from candor.disputes.reasons import Reason
from candor.disputes.states import OPEN, State
from candor.errors import StepNotReady


@dataclass(frozen=True)
class Case:
    """`notice_at` is the first assertion, in UTC, not the confirmation; `clocks` follow from its day.

    Amounts in cents: `charged` is the whole charge, `amount` what is disputed of it, `temporary` and `final` what the
    customer holds of our credits. `decided` is the state that the result was reached by. `doubles` are the shop's
    refund lines that a credit was taken back for.
    """

    id: str
    line_id: str
    charged: int
    notice_at: datetime
    clocks: Clocks
    state: State = State.DRAFT
    reason: Reason | None = None
    amount: int = 0
    temporary: int = 0
    final: int = 0
    decided: State | None = None
    acknowledged_on: date | None = None
    pay_by: date | None = None
    doubles: frozenset[str] = frozenset()
    before: str | None = None
    new_facts: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def held(self) -> int:
        """Cents of ours that the customer holds, temporary and final."""
        return self.temporary + self.final

    @property
    def owed(self) -> int:
        """Cents of the disputed amount that the customer owes by the result; 0 as long as there is none."""
        denied = self.decided in {State.DECIDED_NO_ERROR, State.DECIDED_DIFFERENT_ERROR}
        return max(self.amount - self.final, 0) if denied else 0


def begin_again(case: Case, new_id: str, *, notice_at: datetime, clocks: Clocks, new_facts: tuple[str, ...]) -> Case:
    """A new draft after an earlier case. Raises StepNotReady.

    An abandoned draft is taken up with the notice it had: the customer's first word counts. A closed case is followed
    by a new one only on new facts, with a notice of its own.
    """
    if case.state is State.ABANDONED:
        return Case(new_id, case.line_id, case.charged, case.notice_at, case.clocks, before=case.id)
    if case.state is not State.CLOSED or not new_facts:
        raise StepNotReady("a new case follows a closed one on new facts only")
    return Case(new_id, case.line_id, case.charged, notice_at, clocks, before=case.id, new_facts=new_facts)


def after(case: Case, events: Iterable[Event]) -> Case:
    """The case as these events made it."""
    return reduce(_after, events, case)


def _after(case: Case, event: Event) -> Case:
    moved = MOVES.get(type(event))
    if moved:
        case = replace(case, state=moved)
    match event:
        case happened.Submitted():
            return replace(case, reason=event.reason, amount=event.amount)
        case happened.Acknowledged():
            return replace(case, acknowledged_on=event.on)
        case happened.Notified():
            return replace(case, pay_by=event.pay_by)
        case happened.CreditGiven() | happened.CreditMadeFinal() | happened.CreditReversed():
            return _with_money(case, event)
    return replace(case, decided=moved) if moved in RESULTS else case


def _with_money(case: Case, event: happened.CreditGiven | happened.CreditMadeFinal | happened.CreditReversed) -> Case:
    match event:
        case happened.CreditGiven(amount, final=True):
            return replace(case, final=case.final + amount)
        case happened.CreditGiven(amount):
            return replace(case, temporary=case.temporary + amount)
        case happened.CreditMadeFinal(amount):
            return replace(case, temporary=case.temporary - amount, final=case.final + amount)
        case happened.CreditReversed(amount, double_of):
            of_temporary = min(amount, case.temporary)
            doubles = case.doubles | {double_of} if double_of else case.doubles
            left = case.final - (amount - of_temporary)
            return replace(case, temporary=case.temporary - of_temporary, final=left, doubles=doubles)


# Where an event takes a case; those that are not here leave it where it stands.
MOVES: dict[type[Event], State] = {
    happened.Submitted: State.SUBMITTED,
    happened.Abandoned: State.ABANDONED,
    happened.InvestigationBegun: State.INVESTIGATING,
    happened.CustomerAsked: State.AWAITING_CUSTOMER,
    happened.WentOn: State.INVESTIGATING,
    happened.ChargebackFiled: State.MERCHANT_REVIEW,
    happened.ShopHeard: State.INVESTIGATING,
    happened.ShopContested: State.PRE_ARBITRATION,
    happened.ArbitrationEnded: State.INVESTIGATING,
    happened.ErrorDecided: State.DECIDED_ERROR,
    happened.DifferentErrorDecided: State.DECIDED_DIFFERENT_ERROR,
    happened.NoErrorDecided: State.DECIDED_NO_ERROR,
    happened.Withdrawn: State.WITHDRAWN,
    happened.HandedToFraud: State.FRAUD_HANDOFF,
    happened.ShopRefundSeen: State.MERCHANT_REFUNDED,
    happened.Notified: State.NOTIFIED,
    happened.Closed: State.CLOSED,
    happened.DisputedStill: State.STILL_DISPUTED,
    happened.ClosedStillDisputed: State.CLOSED,
}
RESULTS = frozenset(
    {State.DECIDED_ERROR, State.DECIDED_DIFFERENT_ERROR, State.DECIDED_NO_ERROR, State.MERCHANT_REFUNDED}
)
