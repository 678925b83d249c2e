from dataclasses import FrozenInstanceError, fields, replace
from datetime import timedelta
from typing import get_args

import pytest

from candor.disputes import commands as do
from candor.disputes import events as happened
from candor.disputes.case import MOVES, after, begin_again
from candor.disputes.commands import Command
from candor.disputes.events import Event
from candor.disputes.reasons import Reason
from candor.disputes.states import OPEN, State
from candor.disputes.steps import STEPS, decide, take
from candor.errors import IllegalStep, StepNotReady
from tests.disputes.cases import CHARGED, LETTERS, NOTICE, TODAY, case_in, clocks, draft, ready

OPEN_STATES = "submitted investigating awaiting_customer merchant_review pre_arbitration"

# The table of domain.md 2.5, typed out: from, to.
TABLE = """
draft -> submitted abandoned
submitted -> investigating decided_error withdrawn fraud_handoff merchant_refunded
investigating -> awaiting_customer merchant_review decided_error decided_different_error decided_no_error
investigating -> withdrawn fraud_handoff merchant_refunded
awaiting_customer -> investigating withdrawn fraud_handoff merchant_refunded decided_error
merchant_review -> investigating pre_arbitration withdrawn fraud_handoff merchant_refunded decided_error
pre_arbitration -> investigating withdrawn fraud_handoff merchant_refunded decided_error
decided_error -> notified
decided_different_error -> notified
decided_no_error -> notified
merchant_refunded -> notified
notified -> closed
closed -> still_disputed
still_disputed -> closed
"""
EDGES = {
    (State(row.split(" -> ")[0]), State(to))
    for row in TABLE.strip().splitlines()
    for to in row.split(" -> ")[1].split()
}
COMMANDS = get_args(Command)
# Commands that leave a case where it stands.
MARKS = {kind: set(OPEN_STATES.split()) for kind in (do.Acknowledge, do.Lend)}
MARKS[do.ReverseCredit] = {
    *("decided_error", "decided_different_error", "decided_no_error", "merchant_refunded"),
    *("notified", "closed", "still_disputed", "withdrawn"),
}
LAST_DAY = clocks().resolve_by


def day_for(kind):
    return LAST_DAY if kind is do.CreditAtDeadline else TODAY


def outcome(state, kind):
    """The state after a command that has all it stands on; None when the step is illegal."""
    case = case_in(state)
    try:
        return take(case, ready(kind, case), day_for(kind)).state
    except IllegalStep:
        return None


@pytest.mark.parametrize("state", State)
def test_a_case_goes_from_each_state_exactly_where_the_table_says(state):
    reached = {outcome(state, kind) for kind in COMMANDS if kind not in MARKS} - {None}
    assert reached == {to for origin, to in EDGES if origin is state}


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("state", State)
def test_every_pair_of_state_and_command_is_a_step_of_the_table_or_refused_by_its_code(state, kind):
    case = case_in(state, lent=0 if kind is do.Lend else 18_000)
    if kind in MARKS:
        legal = state.value in MARKS[kind]
    else:
        legal = state in STEPS[kind].froms and (state, STEPS[kind].to) in EDGES
        assert (state in STEPS[kind].froms) == legal
    if legal:
        assert take(case, ready(kind, case), day_for(kind)).state is (STEPS[kind].to or state)
        return
    with pytest.raises(IllegalStep) as refused:
        decide(case, ready(kind, case), day_for(kind))
    assert refused.value.code == "illegal_step"
    assert state.value in str(refused.value)


def test_no_edge_of_the_table_is_without_a_command():
    walked = {(origin, edge.to) for edge in STEPS.values() if edge.to for origin in edge.froms}
    assert walked == EDGES


def test_every_command_has_a_step_and_every_event_that_moves_a_case_moves_it_along_the_table():
    assert set(STEPS) == set(COMMANDS)
    assert set(MOVES) < set(get_args(Event))
    assert {to for _, to in EDGES} == set(MOVES.values())


@pytest.mark.parametrize("kind", [*COMMANDS, *get_args(Event)], ids=lambda kind: kind.__name__)
def test_commands_and_events_can_not_be_changed_afterwards(kind):
    values = dict.fromkeys((field.name for field in fields(kind)), 1)
    made = kind(**values)
    with pytest.raises(FrozenInstanceError):
        made.amount = 2


GROUNDS = {"why": ("w",), "evidence": ("e",), "looked_into": ("l",)}


@pytest.mark.parametrize(
    ("state", "command", "why"),
    [
        ("draft", do.Submit(Reason.DUPLICATE, 18_000, confirmed=False), "not confirmed"),
        ("draft", do.Submit(Reason.DUPLICATE, 0, confirmed=True), "above zero"),
        ("draft", do.Submit(Reason.DUPLICATE, CHARGED + 1, confirmed=True), "up to the charge"),
        ("draft", do.Abandon(None), "promised"),
        ("draft", do.Abandon(TODAY - timedelta(days=1)), "promised"),
        ("submitted", do.Investigate(0, ()), "no acknowledgement"),
        ("submitted", do.Investigate(18_001, LETTERS), "temporary credit"),
        ("submitted", do.Investigate(-1, LETTERS), "temporary credit"),
        ("submitted", do.Lend(0), "nothing is to be lent"),
        ("submitted", do.Lend(18_001), "above the amount"),
        ("investigating", do.Lend(1), "above the amount"),
        ("submitted", do.Acknowledge(TODAY + timedelta(days=1)), "not sent"),
        ("investigating", do.AskCustomer("", TODAY), "no fact"),
        ("investigating", do.AskCustomer("receipt", None), "due day"),
        ("investigating", do.AskCustomer("receipt", TODAY - timedelta(days=1)), "due day"),
        ("investigating", do.AskCustomer("receipt", LAST_DAY + timedelta(days=1)), "due day"),
        ("investigating", do.FileChargeback(""), "no code"),
        ("merchant_review", do.Contest(""), "not on file"),
        ("investigating", do.DecideError(-1), "below zero"),
        ("investigating", do.DecideDifferentError(0, **GROUNDS), "of nothing"),
        ("investigating", do.DecideDifferentError(1, (), ("e",), ("l",)), "reasons"),
        ("investigating", do.DecideNoError((), ("e",), ("l",)), "reasons"),
        ("investigating", do.DecideNoError(("w",), (), ("l",)), "evidence"),
        ("investigating", do.DecideNoError(("w",), ("e",), ()), "nothing was investigated"),
        ("investigating", do.CreditAtDeadline(0), "not reached"),
        ("investigating", do.Withdraw(own_choice=False, medium="chat"), "free choice"),
        ("investigating", do.Withdraw(own_choice=True, medium=""), "free choice"),
        ("investigating", do.HandToFraud(""), "freeze"),
        ("investigating", do.TakeShopRefund("", 18_000, 0), "not on the account"),
        ("investigating", do.TakeShopRefund("r1", 17_999, 0), "does not cover"),
        ("investigating", do.TakeShopRefund("r1", 18_000, None), "related"),
        ("decided_no_error", do.Notify("correction", TODAY, TODAY + timedelta(days=10)), "explanation"),
        ("decided_no_error", do.Notify("explanation", TODAY + timedelta(days=1)), "not sent"),
        ("decided_no_error", do.Notify("explanation", TODAY, None), "pay by"),
        ("decided_no_error", do.Notify("explanation", TODAY, TODAY + timedelta(days=9)), "whole time"),
        ("closed", do.DisputeStill(written=False, on=TODAY), "not in writing"),
        ("closed", do.DisputeStill(written=True, on=TODAY + timedelta(days=1)), "future"),
        ("still_disputed", do.CloseStillDisputed(marked_disputed=False, told_who=True), "disputed"),
        ("still_disputed", do.CloseStillDisputed(marked_disputed=True, told_who=False), "not told"),
        ("decided_no_error", do.ReverseCredit(100), "not told the result"),
        ("notified", do.ReverseCredit(0), "nothing"),
        ("notified", do.ReverseCredit(18_001), "only temporary"),
        ("notified", do.ReverseCredit(18_001, double_of="r1"), "more is to be taken back"),
    ],
)
def test_a_step_waits_for_what_it_stands_on(state, command, why):
    case = case_in(State(state))
    with pytest.raises(StepNotReady, match=why) as refused:
        decide(case, command, TODAY)
    assert refused.value.code == "step_not_ready"


def test_the_notice_counts_from_the_first_assertion_and_not_from_the_confirmation():
    case = take(draft(), ready(do.Submit, draft()), TODAY + timedelta(days=20))
    assert case.notice_at == NOTICE
    assert case.clocks.resolve_by.isoformat() == "2025-07-10"


def test_no_command_moves_a_clock():
    for state in State:
        for kind in COMMANDS:
            case = case_in(state, lent=0 if kind is do.Lend else 18_000)
            if state in STEPS[kind].froms:
                assert take(case, ready(kind, case), day_for(kind)).clocks is case.clocks


def test_an_error_is_paid_without_any_investigation_and_with_what_came_of_it():
    case = take(case_in(State.SUBMITTED), do.DecideError(related=321), TODAY)
    assert (case.state, case.final, case.temporary, case.owed) == (State.DECIDED_ERROR, 18_321, 0, 0)


def test_what_was_lent_becomes_the_customer_s_and_only_the_rest_is_added():
    events = decide(case_in(State.INVESTIGATING), do.DecideError(related=321), TODAY)
    assert events[1:] == (happened.CreditMadeFinal(18_000), happened.CreditGiven(321, final=True))


@pytest.mark.parametrize("state", sorted(OPEN))
def test_at_the_legal_deadline_an_open_case_is_credited_wherever_it_stands(state):
    case = case_in(state)
    with pytest.raises(StepNotReady):
        decide(case, do.CreditAtDeadline(0), LAST_DAY - timedelta(days=1))
    credited = take(case, do.CreditAtDeadline(0), LAST_DAY)
    assert (credited.state, credited.final, credited.temporary) == (State.DECIDED_ERROR, 18_000, 0)


def test_a_deadline_on_a_sunday_credits_on_the_friday_before():
    case = replace(case_in(State.INVESTIGATING), clocks=sunday_clocks())
    friday = case.clocks.resolve_by - timedelta(days=2)
    assert case.clocks.resolve_by.strftime("%A") == "Sunday"
    assert take(case, do.CreditAtDeadline(0), friday).state is State.DECIDED_ERROR
    with pytest.raises(StepNotReady):
        decide(case, do.CreditAtDeadline(0), friday - timedelta(days=1))


def sunday_clocks():
    from tests.disputes.laws import policy

    found = policy().reg_z.clocks(TODAY, 10, TODAY - timedelta(days=5))
    return replace(found, resolve_by=TODAY.replace(day=11), credit_itself_on=TODAY.replace(day=9))


@pytest.mark.parametrize("kind", [do.DecideNoError, do.DecideDifferentError], ids=lambda kind: kind.__name__)
def test_after_the_deadline_nothing_is_refused_any_more(kind):
    case = case_in(State.INVESTIGATING)
    decide(case, ready(kind, case), LAST_DAY)
    with pytest.raises(StepNotReady, match="deadline has passed"):
        decide(case, ready(kind, case), LAST_DAY + timedelta(days=1))


@pytest.mark.parametrize("reason", [Reason.NOT_RECEIVED, Reason.WRONG_AMOUNT, Reason.WRONG_DATE_OR_SUM])
def test_what_did_not_come_or_was_misreported_is_refused_on_positive_proof_only(reason):
    case = replace(case_in(State.INVESTIGATING), reason=reason)
    with pytest.raises(StepNotReady, match="positive proof"):
        decide(case, do.DecideNoError(**GROUNDS), TODAY)
    assert take(case, do.DecideNoError(**GROUNDS, proof=("p",)), TODAY).state is State.DECIDED_NO_ERROR


def test_temporary_credit_is_taken_back_after_the_notice_and_up_to_the_deadline():
    case = case_in(State.NOTIFIED)
    assert take(case, do.ReverseCredit(18_000), LAST_DAY).held == 0
    with pytest.raises(StepNotReady, match="only a double credit"):
        decide(case, do.ReverseCredit(18_000), LAST_DAY + timedelta(days=1))


def test_a_double_credit_is_taken_back_even_after_the_deadline_but_once():
    paid = take(case_in(State.INVESTIGATING), do.CreditAtDeadline(321), LAST_DAY)
    late = LAST_DAY + timedelta(days=40)
    left = take(paid, do.ReverseCredit(18_000, double_of="r1"), late)
    assert left.held == 321
    with pytest.raises(StepNotReady, match="already"):
        decide(left, do.ReverseCredit(300, double_of="r1"), late)


def test_a_shop_s_refund_leaves_the_related_charges_with_the_customer():
    case = case_in(State.MERCHANT_REFUNDED)
    assert (case.temporary, case.final) == (18_000, 321)
    assert take(case, do.ReverseCredit(18_000, double_of="r1"), TODAY).final == 321


def test_another_error_than_claimed_leaves_the_rest_owed():
    case = case_in(State.DECIDED_DIFFERENT_ERROR)
    assert (case.final, case.temporary, case.owed) == (5_000, 13_000, 13_000)
    larger = take(case_in(State.INVESTIGATING), do.DecideDifferentError(20_000, **GROUNDS), TODAY)
    assert (larger.final, larger.temporary, larger.owed) == (20_000, 0, 0)
    assert take(larger, do.Notify("different_error", TODAY), TODAY).pay_by is None


def test_a_case_is_acknowledged_once():
    case = take(case_in(State.SUBMITTED), do.Acknowledge(TODAY), TODAY)
    assert (case.acknowledged_on, case.state) == (TODAY, State.SUBMITTED)
    with pytest.raises(StepNotReady, match="already"):
        decide(case, do.Acknowledge(TODAY), TODAY)
    assert take(case, do.Investigate(0, ()), TODAY).state is State.INVESTIGATING


def test_disputing_on_is_possible_up_to_the_last_day_to_pay():
    case = case_in(State.CLOSED)
    assert take(case, do.DisputeStill(written=True, on=case.pay_by), case.pay_by).state is State.STILL_DISPUTED
    late = case.pay_by + timedelta(days=1)
    with pytest.raises(StepNotReady, match="new facts"):
        decide(case, do.DisputeStill(written=True, on=late), late)


def test_an_abandoned_draft_is_taken_up_with_the_notice_it_had():
    later = NOTICE + timedelta(days=50)
    again = begin_again(case_in(State.ABANDONED), "d2", notice_at=later, clocks=sunday_clocks(), new_facts=())
    assert (again.state, again.notice_at, again.clocks, again.before) == (State.DRAFT, NOTICE, clocks(), "d1")


def test_a_closed_case_is_followed_by_a_new_one_on_new_facts_only():
    later, fresh = NOTICE + timedelta(days=50), sunday_clocks()
    closed = case_in(State.CLOSED)
    new = begin_again(closed, "d2", notice_at=later, clocks=fresh, new_facts=("a receipt turned up",))
    assert (new.state, new.notice_at, new.clocks, new.before) == (State.DRAFT, later, fresh, "d1")
    with pytest.raises(StepNotReady, match="new facts only"):
        begin_again(closed, "d2", notice_at=later, clocks=fresh, new_facts=())


@pytest.mark.parametrize("state", sorted(set(State) - {State.CLOSED, State.ABANDONED}))
def test_nothing_else_is_followed_by_a_new_case(state):
    with pytest.raises(StepNotReady):
        begin_again(case_in(state), "d2", notice_at=NOTICE, clocks=clocks(), new_facts=("new",))


def test_a_case_is_what_its_events_made_it():
    case, events = draft(), []
    for kind in (do.Submit, do.Acknowledge, do.Investigate, do.FileChargeback, do.HearShop, do.DecideNoError):
        new = decide(case, ready(kind, case), TODAY)
        case, events = after(case, new), [*events, *new]
    assert after(draft(), events) == case
    assert (case.state, case.temporary, case.owed) == (State.DECIDED_NO_ERROR, 18_000, 18_000)
