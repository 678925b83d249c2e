"""The steps that a case may take: exactly these (domain 2.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from candor.disputes import commands as do
from candor.disputes import guards
from candor.disputes.case import Case, after
from candor.disputes.commands import Command
from candor.disputes.events import Event
from candor.disputes.states import DECIDED, OPEN, State
from candor.errors import IllegalStep


@dataclass(frozen=True)
class Edge:
    """Where a command may be given and where it leads; `to` None leaves the case where it stands."""

    froms: frozenset[State]
    to: State | None
    guard: Callable[[Case, Any, date], tuple[Event, ...]]


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


TELLABLE = DECIDED | {State.MERCHANT_REFUNDED}
SETTLED = TELLABLE | {State.NOTIFIED, State.CLOSED, State.STILL_DISPUTED, State.WITHDRAWN}

STEPS: dict[type[Command], Edge] = {
    do.Submit: Edge(_from(State.DRAFT), State.SUBMITTED, guards.submit),
    do.Abandon: Edge(_from(State.DRAFT), State.ABANDONED, guards.abandon),
    do.Acknowledge: Edge(OPEN, None, guards.acknowledge),
    do.Investigate: Edge(_from(State.SUBMITTED), State.INVESTIGATING, guards.investigate),
    do.Lend: Edge(OPEN, None, guards.lend),
    do.AskCustomer: Edge(_from(State.INVESTIGATING), State.AWAITING_CUSTOMER, guards.ask_customer),
    do.GoOn: Edge(_from(State.AWAITING_CUSTOMER), State.INVESTIGATING, guards.go_on),
    do.FileChargeback: Edge(_from(State.INVESTIGATING), State.MERCHANT_REVIEW, guards.file_chargeback),
    do.HearShop: Edge(_from(State.MERCHANT_REVIEW), State.INVESTIGATING, guards.hear_shop),
    do.Contest: Edge(_from(State.MERCHANT_REVIEW), State.PRE_ARBITRATION, guards.contest),
    do.EndArbitration: Edge(_from(State.PRE_ARBITRATION), State.INVESTIGATING, guards.end_arbitration),
    do.DecideError: Edge(_from(State.SUBMITTED, State.INVESTIGATING), State.DECIDED_ERROR, guards.decide_error),
    do.DecideDifferentError: Edge(
        _from(State.INVESTIGATING), State.DECIDED_DIFFERENT_ERROR, guards.decide_different_error
    ),
    do.DecideNoError: Edge(_from(State.INVESTIGATING), State.DECIDED_NO_ERROR, guards.decide_no_error),
    do.CreditAtDeadline: Edge(OPEN, State.DECIDED_ERROR, guards.credit_at_deadline),
    do.Withdraw: Edge(OPEN, State.WITHDRAWN, guards.withdraw),
    do.HandToFraud: Edge(OPEN, State.FRAUD_HANDOFF, guards.hand_to_fraud),
    do.TakeShopRefund: Edge(OPEN, State.MERCHANT_REFUNDED, guards.take_shop_refund),
    do.Notify: Edge(TELLABLE, State.NOTIFIED, guards.notify),
    do.Close: Edge(_from(State.NOTIFIED), State.CLOSED, guards.close),
    do.DisputeStill: Edge(_from(State.CLOSED), State.STILL_DISPUTED, guards.dispute_still),
    do.CloseStillDisputed: Edge(_from(State.STILL_DISPUTED), State.CLOSED, guards.close_still_disputed),
    do.ReverseCredit: Edge(SETTLED, None, guards.reverse_credit),
}


def decide(case: Case, command: Command, today: date) -> tuple[Event, ...]:
    """What happens when a case is asked to do something on a day of the account's time zone.

    Raises IllegalStep when the case may not do it from where it stands, StepNotReady when it may, but not yet.
    """
    edge = STEPS[type(command)]
    if case.state not in edge.froms:
        raise IllegalStep(f"{type(command).__name__} is no step of a case that is {case.state}")
    return edge.guard(case, command, today)


def take(case: Case, command: Command, today: date) -> Case:
    """The case after the command. Raises as decide does."""
    return after(case, decide(case, command, today))
