"""What each step of a case stands on, and what then happens (domain 2.5).

Each function takes the case, the command and today's day in the account's time zone, gives the events, and raises
StepNotReady with the reason when something it stands on is missing.
"""

from __future__ import annotations

from datetime import date, timedelta

from candor.disputes import commands as do
from candor.disputes import events as happened
from candor.disputes.case import Case
from candor.disputes.events import Event
from candor.disputes.reasons import BASES
from candor.disputes.states import State
from candor.errors import StepNotReady

Events = tuple[Event, ...]

# The written notice that tells each result (kinds of letters in data/policy/disputes.yml).
LETTER_OF = {
    State.DECIDED_ERROR: "correction",
    State.DECIDED_DIFFERENT_ERROR: "different_error",
    State.DECIDED_NO_ERROR: "explanation",
    State.MERCHANT_REFUNDED: "shop_refund",
}


def need(fine: object, why_not: str) -> None:
    if not fine:
        raise StepNotReady(why_not)


def submit(case: Case, command: do.Submit, today: date) -> Events:
    need(command.confirmed, "the customer has not confirmed reason, charge and amount")
    need(0 < command.amount <= case.charged, "the amount is not above zero and up to the charge")
    return (happened.Submitted(command.reason, command.amount),)


def abandon(case: Case, command: do.Abandon, today: date) -> Events:
    if command.follow_up_by is None or command.follow_up_by < today:
        raise StepNotReady("nobody has promised by when we come back to the customer")
    return (happened.Abandoned(command.follow_up_by),)


def acknowledge(case: Case, command: do.Acknowledge, today: date) -> Events:
    need(case.acknowledged_on is None, "the notice is acknowledged already")
    need(command.sent_on <= today, "the acknowledgement is not sent yet")
    return (happened.Acknowledged(command.sent_on),)


def investigate(case: Case, command: do.Investigate, today: date) -> Events:
    room = case.amount - case.temporary
    need(0 <= command.temporary_credit <= room, "the temporary credit is not from zero up to the amount")
    need(case.acknowledged_on or "acknowledgement" in command.letters, "no acknowledgement is scheduled")
    given = (happened.CreditGiven(command.temporary_credit, final=False),) if command.temporary_credit else ()
    return (happened.InvestigationBegun(command.letters), *given)


def lend(case: Case, command: do.Lend, today: date) -> Events:
    need(command.amount > 0, "nothing is to be lent")
    need(case.temporary + command.amount <= case.amount, "the temporary credit is above the amount")
    return (happened.CreditGiven(command.amount, final=False),)


def ask_customer(case: Case, command: do.AskCustomer, today: date) -> Events:
    need(command.fact, "no fact is asked for")
    if command.due_on is None or not today <= command.due_on <= case.clocks.resolve_by:
        raise StepNotReady("the question has no due day between today and the legal deadline")
    return (happened.CustomerAsked(command.fact, command.due_on),)


def go_on(case: Case, command: do.GoOn, today: date) -> Events:
    return (happened.WentOn(command.answered),)


def file_chargeback(case: Case, command: do.FileChargeback, today: date) -> Events:
    need(command.code, "the chargeback has no code of the network")
    return (happened.ChargebackFiled(command.code),)


def hear_shop(case: Case, command: do.HearShop, today: date) -> Events:
    return (happened.ShopHeard(command.answered),)


def contest(case: Case, command: do.Contest, today: date) -> Events:
    need(command.reply, "the shop's reply is not on file")
    return (happened.ShopContested(command.reply),)


def end_arbitration(case: Case, command: do.EndArbitration, today: date) -> Events:
    return (happened.ArbitrationEnded(command.won),)


def decide_error(case: Case, command: do.DecideError, today: date) -> Events:
    need(command.related >= 0, "the related charges are below zero")
    return (happened.ErrorDecided(at_deadline=False), *_credit(case, case.amount + command.related))


def credit_at_deadline(case: Case, command: do.CreditAtDeadline, today: date) -> Events:
    need(command.related >= 0, "the related charges are below zero")
    need(today >= case.clocks.credit_itself_on, "the legal deadline is not reached")
    return (happened.ErrorDecided(at_deadline=True), *_credit(case, case.amount + command.related))


def decide_different_error(case: Case, command: do.DecideDifferentError, today: date) -> Events:
    _need_grounds(case, command, today)
    need(command.amount > 0, "an error of nothing is no error")
    decided = happened.DifferentErrorDecided(command.amount, command.why, command.evidence)
    return (decided, *_credit(case, command.amount))


def decide_no_error(case: Case, command: do.DecideNoError, today: date) -> Events:
    _need_grounds(case, command, today)
    wants_proof = case.reason is not None and BASES[case.reason].proof
    need(command.proof or not wants_proof, "this reason is refused on positive proof only")
    return (happened.NoErrorDecided(command.why, (*command.evidence, *command.proof)),)


def withdraw(case: Case, command: do.Withdraw, today: date) -> Events:
    need(command.own_choice and command.medium, "it is not the customer's own free choice, by a medium on file")
    return (happened.Withdrawn(command.medium),)


def hand_to_fraud(case: Case, command: do.HandToFraud, today: date) -> Events:
    need(command.first_step, "the first step, a freeze of the card offered, is not done")
    return (happened.HandedToFraud(command.first_step),)


def take_shop_refund(case: Case, command: do.TakeShopRefund, today: date) -> Events:
    need(command.refund_line, "the shop's credit is not on the account")
    need(command.amount >= case.amount, "the shop's credit does not cover the disputed amount")
    if command.related is None or command.related < 0:
        raise StepNotReady("the related charges are not worked out")
    related = (happened.CreditGiven(command.related, final=True),) if command.related else ()
    return (happened.ShopRefundSeen(command.refund_line, command.amount), *related)


def notify(case: Case, command: do.Notify, today: date) -> Events:
    need(command.letter == LETTER_OF[case.state], f"this result is told by the letter {LETTER_OF[case.state]}")
    need(command.sent_on <= today, "the letter is not sent yet")
    earliest = command.sent_on + timedelta(days=case.clocks.pay_window_days)
    in_time = command.pay_by is not None and command.pay_by >= earliest
    need(in_time or not case.owed, "what is owed needs a day to pay by, after the whole time that the law gives")
    return (happened.Notified(command.letter, command.sent_on, command.pay_by if case.owed else None),)


def close(case: Case, command: do.Close, today: date) -> Events:
    return (happened.Closed(),)


def dispute_still(case: Case, command: do.DisputeStill, today: date) -> Events:
    need(command.written, "the further dispute is not in writing")
    need(command.on <= today, "the further dispute lies in the future")
    in_window = case.pay_by is not None and command.on <= case.pay_by
    need(in_window, "the time to pay has passed, or nothing is owed: new facts make a new case")
    return (happened.DisputedStill(command.on),)


def close_still_disputed(case: Case, command: do.CloseStillDisputed, today: date) -> Events:
    need(command.marked_disputed, "a report of the debt does not say that it is disputed")
    need(command.told_who, "the customer is not told who got a report")
    return (happened.ClosedStillDisputed(),)


def reverse_credit(case: Case, command: do.ReverseCredit, today: date) -> Events:
    need(command.amount > 0, "nothing is to be taken back")
    if command.double_of:
        need(command.double_of not in case.doubles, "this refund was answered by a reversal already")
        need(command.amount <= case.held, "more is to be taken back than the customer holds")
    else:
        need(today <= case.clocks.resolve_by, "after the legal deadline only a double credit is taken back")
        need(case.state in REVERSIBLE, "the customer was not told the result in writing")
        need(command.amount <= case.temporary, "only temporary credit is taken back")
    return (happened.CreditReversed(command.amount, command.double_of),)


REVERSIBLE = frozenset({State.NOTIFIED, State.CLOSED, State.WITHDRAWN})


def _credit(case: Case, amount: int) -> Events:
    """Gives so much for good: the temporary credit first, the rest on top."""
    kept = min(case.temporary, amount)
    made_final = (happened.CreditMadeFinal(kept),) if kept else ()
    rest = (happened.CreditGiven(amount - kept, final=True),) if amount > kept else ()
    return (*made_final, *rest)


def _need_grounds(case: Case, command: do.DecideDifferentError | do.DecideNoError, today: date) -> None:
    """A refusal, whole or in part, stands on reasons, evidence and a reasonable investigation, before the deadline."""
    need(command.why, "the reasons are missing")
    need(command.evidence, "the evidence is missing")
    need(command.looked_into, "nothing was investigated")
    need(today <= case.clocks.resolve_by, "the legal deadline has passed: the amount is credited")
