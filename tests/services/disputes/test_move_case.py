"""What happens to a case: kept, checked against its events, with its money and its letters."""

from __future__ import annotations

from datetime import timedelta

import pytest

from candor.clock import FixedClock
from candor.disputes import commands as do
from candor.disputes.reasons import Reason
from candor.disputes.states import State
from candor.errors import CaseBroken, IllegalStep, NotYours, StepNotReady, StepTaken
from candor.services.disputes.move_case import move_case, pay_window, take_step
from candor.services.tools import Tools
from tests.services.disputes.cases import begun, filed, owed, read, tick
from tests.services.serving import COFFEE, NOW, tools_on

DENIED = do.DecideNoError(("The parcel was signed for.",), ("the shop's slip",), ("asked the shop",), ("signature",))


@pytest.fixture
def tools(data_folder, clock: FixedClock) -> Tools:
    return tools_on(data_folder, clock)


def move(tools: Tools, case_id: str, command, key=None):
    with tools.store.write() as tx:
        return move_case(tx, tools, "s01", case_id, command, key=key)


def letters(tools: Tools, case_id: str):
    with tools.store.read() as tx:
        return [(letter.kind, letter.sent_on) for letter in tx.disputes.letters(case_id)]


def test_filing_lends_the_money_and_sends_both_letters(tools):
    before = owed(tools)
    kept = filed(tools)
    assert (kept.case.state, kept.case.temporary, owed(tools)) == (State.INVESTIGATING, 8900, before - 8900)
    tick(tools)
    assert read(tools, kept.id).case.acknowledged_on == NOW.date()
    assert letters(tools, kept.id) == [("acknowledgement", NOW.date()), ("temporary_credit", NOW.date())]


def test_a_customer_is_not_lent_money_for_what_a_person_looks_at_first(tools):
    before = owed(tools)
    assert filed(tools, reason=Reason.UNRECOGNISED).case.temporary == 0
    assert owed(tools) == before


def test_filing_again_by_the_same_message_changes_nothing(tools):
    first, before = filed(tools), owed(tools)
    with tools.store.write() as tx:
        again = tx.disputes.get(first.id)
        assert tx.disputes.was_taken(first.id, "said")
    assert (again.case, owed(tools)) == (first.case, before)


def test_a_line_has_one_draft_and_one_open_case_of_a_reason(tools):
    draft = begun(tools)
    assert begun(tools, notice_at=NOW + timedelta(days=3)) == draft
    kept = filed(tools)
    assert kept.id == draft.id
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        filed(tools, key="again")


def test_the_notice_is_the_first_word_and_not_the_filing(tools, clock):
    draft = begun(tools)
    clock.advance(timedelta(days=20))
    kept = filed(tools)
    assert (kept.id, kept.case.notice_at) == (draft.id, NOW)
    assert kept.case.clocks.acknowledge_by == NOW.date() + timedelta(days=30)


def test_an_error_makes_the_credit_final_and_is_told_and_closed(tools):
    kept, before = filed(tools), owed(tools)
    move(tools, kept.id, do.DecideError(related=41))
    tick(tools)
    case = read(tools, kept.id).case
    assert (case.state, case.temporary, case.final) == (State.CLOSED, 0, 8941)
    assert owed(tools) == before - 41
    assert [name for name, sent in letters(tools, kept.id) if sent] == [
        "acknowledgement",
        "temporary_credit",
        "correction",
    ]


def test_a_refusal_is_told_with_its_last_day_and_the_loan_goes_back(tools):
    before = owed(tools)
    kept = filed(tools)
    move(tools, kept.id, DENIED)
    tick(tools)
    case = read(tools, kept.id).case
    assert (case.state, case.temporary, case.owed, owed(tools)) == (State.CLOSED, 0, 8900, before)
    with tools.store.read() as tx:
        assert case.pay_by == pay_window(tx, tools, kept)
    assert case.pay_by >= NOW.date() + timedelta(days=21)


def test_what_an_agent_asks_twice_under_one_key_is_done_once(tools):
    kept = filed(tools)
    once = move(tools, kept.id, do.DecideError(0), key="press 1")
    assert move(tools, kept.id, do.DecideError(0), key="press 1").case == once.case
    with pytest.raises(IllegalStep):
        move(tools, kept.id, do.DecideError(0), key="press 2")


def test_nothing_is_written_of_a_step_that_is_refused(tools):
    kept = filed(tools)
    with pytest.raises(StepNotReady):
        move(tools, kept.id, do.DecideNoError(("no",), (), ()))
    assert read(tools, kept.id) == kept


def test_two_who_read_the_same_case_do_not_both_move_it(tools):
    kept = filed(tools)
    move(tools, kept.id, do.AskCustomer("tracking", NOW.date()))
    with pytest.raises(StepTaken), tools.store.write() as tx:
        take_step(tx, tools, kept, do.DecideError(0), actor="staff:s02")


def test_a_row_that_its_events_did_not_make_is_refused(tools):
    kept = filed(tools)
    with tools.store.write() as tx:
        tx._connection.exec_driver_sql("update disputes set temporary = 1")
    with pytest.raises(CaseBroken):
        read(tools, kept.id)


@pytest.mark.parametrize(
    "sql", ["delete from dispute_events", "update dispute_events set actor = 'x'", "delete from disputes"]
)
def test_nothing_that_happened_can_be_taken_away(tools, sql):
    filed(tools)
    with pytest.raises(Exception, match="is kept"), tools.store.write() as tx:
        tx._connection.exec_driver_sql(sql)


@pytest.mark.parametrize(
    "change", ["amount = charged + 1", "resolve_by = '2027-01-01'", "acknowledge_by = '2026-07-01'", "temporary = -1"]
)
def test_the_database_itself_refuses_what_invariant_6_forbids(tools, change):
    filed(tools)
    with pytest.raises(Exception, match=r"CHECK|check"), tools.store.write() as tx:
        tx._connection.exec_driver_sql(f"update disputes set {change}")


def test_what_is_disputed_is_named_for_autopay_and_collection_as_long_as_the_case_is_open(tools):
    kept = filed(tools)
    filed(tools, COFFEE, 1000, Reason.DUPLICATE)
    with tools.store.read() as tx:
        assert tx.disputes.open_amounts("a01") == {"t-jacket": 8900, "t-coffee": 1000}
    move(tools, kept.id, do.Withdraw(True, "chat"))
    with tools.store.read() as tx:
        assert tx.disputes.open_amounts("a01") == {"t-coffee": 1000}


def test_another_customer_s_case_is_as_one_that_does_not_exist(tools):
    kept = filed(tools)
    with tools.store.read() as tx, pytest.raises(NotYours):
        tx.disputes.get(kept.id, "c02")
    with tools.store.read() as tx, pytest.raises(NotYours):
        tx.disputes.get("D-00000000")
