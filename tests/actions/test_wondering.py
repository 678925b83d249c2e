"""What customers wonder about in the middle of a dispute: answered truly, and then back to what was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from candor.billing.records import Statement
from candor.disputes.clocks import Regime
from candor.disputes.states import State
from candor.disputes.wondering import Topic
from candor.services.clocks.run_due import run_due
from candor.services.disputes.clock_work import HANDLERS
from candor.services.disputes.dispute_policy import policy_under
from candor.services.disputes.tell_rights import tell_rights
from tests.actions.calling import Caller
from tests.actions.test_disputing import UNSURE, WRONG, cases, names, press, text, up_to_the_sum
from tests.services.serving import BOOK, talk_of, tools_on

NEVER_CAME = "the northfield jacket never came"
ASKED_SO_FAR = "utter_dispute_ask_expected_on"
OUT = ("out_of_scope", "action_out_of_scope")
BILL = Statement(
    id="s-may", account_id="a01", open=date(2026, 4, 11), close=date(2026, 5, 10), transmitted_on=date(2026, 5, 11),
    due=date(2026, 6, 5), previous=0, purchases=8900, cash=0, transfers=0, fees=0, interest=0, payments=0, credits=0,
    new_balance=8900, minimum_due=3500,
)  # fmt: skip


@pytest.fixture
def tools(data_folder, clock):
    return tools_on(data_folder, clock)


@pytest.fixture
def caller(tools, clock) -> Caller:
    return Caller(talk_of(tools, clock, "c01"))


@pytest.mark.parametrize(
    ("asked", "response", "facts"),
    [
        ("will this hurt my credit?", "credit", ["can not count against you"]),
        ("do I have to pay it meanwhile?", "pay", ["$89.00", "rest of your bill is due"]),
        ("how long does it take?", "time", ["June 11", "August 10", "May 12"]),
        ("can I still use my card?", "card", ["works as before"]),
        ("what if I lose?", "lose", ["at least 10 days", "write to you why"]),
        ("will I pay interest on it?", "interest", ["no interest"]),
        ("does it cost anything?", "cost", ["costs you nothing"]),
        ("do I need a receipt?", "proof", ["no receipt"]),
        ("do I have to call the shop first?", "shop", ["do not have to ask the shop"]),
        ("when do I get my money back?", "money_at_filing", ["$89.00", "August 10"]),
        ("can I take it back later?", "mind", ["take a dispute back"]),
        ("is it too late?", "in_time", ["May 12"]),
        ("what happens next?", "next_unfiled", ["file it when you say yes"]),
    ],
)
async def test_it_is_answered_and_the_open_question_is_asked_again(caller, asked, response, facts):
    await caller.says(NEVER_CAME, *WRONG)
    said = await caller.says(asked, *OUT)
    assert names(said) == [f"utter_dispute_tell_{response}", ASKED_SO_FAR]
    for fact in facts:
        assert fact in text(caller, said[0])
    assert "expected_on" not in cases(caller)[0].facts
    assert names(await caller.says("May 8", *UNSURE)) == ["utter_dispute_ask_address"]


async def test_before_the_last_yes_the_sum_is_shown_again(caller):
    await up_to_the_sum(caller)
    said = await caller.says("what if I lose?", *OUT)
    assert names(said) == ["utter_dispute_tell_lose", "utter_dispute_sum_up"]
    assert names(await caller.says("yes", "affirm", "action_answer_yes"))[0] == "utter_dispute_filed"


async def test_after_filing_it_is_answered_with_what_holds_now(caller):
    await press(caller, await up_to_the_sum(caller), "Yes, file it")
    for asked, response, fact in (
        ("when do I get my money back?", "money", "$89.00"),
        ("what happens next?", "next", "August 10"),
        ("so do i have to pay it", "pay", "$89.00"),
    ):
        said = await caller.says(asked, *OUT)
        assert names(said) == [f"utter_dispute_tell_{response}"]
        assert fact in text(caller, said[0])


async def test_words_that_name_the_dispute_need_no_talk_about_it_before(caller):
    await press(caller, await up_to_the_sum(caller), "Yes, file it")
    caller.utters("utter_greet")
    said = await caller.says("will my dispute hurt my credit?", "dispute_status", "action_dispute_status")
    assert names(said) == ["utter_dispute_tell_credit"]
    later = await caller.says("any news on my dispute, when do you decide?", "dispute_status", "action_dispute_status")
    assert names(later) == ["utter_dispute_stands_open"]


async def test_with_no_case_it_is_told_what_holds_for_any(caller):
    said = await caller.says("how long does a dispute take?", "out_of_scope", "action_out_of_scope")
    assert names(said) == ["utter_dispute_tell_time_before"]
    assert "August 10" in text(caller, said[0])
    said = await caller.says("do I have to pay a charge while I dispute it?", *OUT)
    assert names(said) == ["utter_dispute_tell_pay_before"]


async def test_the_buttons_of_which_charge_it_is_are_shown_again(caller):
    asked = await caller.says("there is a charge that is wrong", *WRONG)
    assert names(asked)[-1] == "utter_dispute_which_newest"
    said = await caller.says("does it cost anything?", *OUT)
    assert names(said) == ["utter_dispute_tell_cost", "utter_dispute_which_charge"]
    assert [one.payload for one in said[1].choices] == [one.payload for one in asked[-1].choices]


async def test_a_frozen_card_is_said_to_be_frozen(caller):
    with caller.talk.tools.store.write() as tx:
        tx.ledger.set_card_status("a01", "k01", "frozen")
    await caller.says(NEVER_CAME, *WRONG)
    said = await caller.says("can I still use my card?", *OUT)
    assert names(said) == ["utter_dispute_tell_card_frozen", ASKED_SO_FAR]
    assert "4471" in text(caller, said[0])


@pytest.mark.parametrize(("block_by", "response"), [(date(2026, 6, 2), "autopay"), (date(2026, 5, 11), "autopay_late")])
async def test_autopay_leaves_the_amount_out_when_the_word_came_in_time(caller, block_by, response):
    await press(caller, await up_to_the_sum(caller), "Yes, file it")
    (kept,) = cases(caller)
    kept = replace(kept, case=replace(kept.case, clocks=replace(kept.case.clocks, autopay_block_by=block_by)))
    book = replace(BOOK, account=replace(BOOK.account, autopay=True), statements=(BILL,))
    said = tell_rights(caller.talk.tools, book, kept, Topic.PAY, date(2026, 5, 12))
    assert names(said) == ["utter_dispute_tell_pay", f"utter_dispute_tell_{response}"]
    assert "June 5" in text(caller, said[1])


@pytest.mark.parametrize(
    ("regime", "time", "days"),
    [
        (Regime.REG_E, "time_reg_e", ("May 27", "June 26")),
        (Regime.UK, "time_uk", ("June 3", "July 7")),
        (Regime.EU, "time_eu", ("May 26",)),
    ],
)
async def test_under_another_law_nothing_is_told_to_be_held_back(tools, clock, regime, time, days):
    caller = Caller(talk_of(replace(tools, dispute_policy=policy_under(regime)), clock, "c01"))
    await caller.says(NEVER_CAME, *WRONG)
    for asked, response in (
        *(("how long?", time), ("do i have to pay it meanwhile", "pay_paid")),
        *(("what if I lose?", "lose_paid"), ("do i pay interest on it?", "interest_paid")),
    ):
        said = await caller.says(asked, *OUT)
        assert names(said) == [f"utter_dispute_tell_{response}", ASKED_SO_FAR]
        assert "do not have to pay" not in text(caller, said[0])
        if response == time:
            assert [day for day in days if day not in text(caller, said[0])] == []


@pytest.mark.parametrize(
    ("regime", "day"),
    [(Regime.REG_E, "August 10"), (Regime.UK, "July 7"), (Regime.EU, "May 26"), (Regime.REG_Z, "August 10")],
)
async def test_the_latest_day_of_any_dispute_is_that_of_the_law(tools, clock, regime, day):
    caller = Caller(talk_of(replace(tools, dispute_policy=policy_under(regime)), clock, "c01"))
    said = await caller.says("how long does a dispute take?", *OUT)
    assert day in text(caller, said[0])


async def test_a_draft_of_another_talk_goes_on_in_the_new_one(caller, tools, clock):
    await caller.says(NEVER_CAME, *WRONG)
    clock.advance(timedelta(hours=20))
    tomorrow = Caller(talk_of(tools, clock, "c01", "tomorrow"))
    said = await tomorrow.says("the northfield jacket still did not come", *WRONG)
    assert names(said) == ["utter_dispute_resumed", ASKED_SO_FAR]
    assert names(await tomorrow.says("May 8", *UNSURE)) == ["utter_dispute_ask_address"]
    waiting = await tomorrow.says("what about my dispute?", "dispute_status", "action_dispute_status")
    third = Caller(talk_of(tools, clock, "c01", "third"))
    assert names(waiting) == ["utter_dispute_waiting"]
    waiting = await third.says("what about my dispute?", "dispute_status", "action_dispute_status")
    assert names(await press(third, waiting, "Go on")) == ["utter_dispute_ask_address"]
    assert names(await third.says("12 Pine Street, Portland", *UNSURE)) == ["utter_dispute_ask_wanted"]
    assert cases(caller)[0].conversation_id == "third"


async def test_what_is_added_in_another_talk_is_kept(caller, tools, clock):
    await press(caller, await up_to_the_sum(caller), "Yes, file it")
    tomorrow = Caller(talk_of(tools, clock, "c01", "tomorrow"))
    told = await tomorrow.says("what about my dispute", "dispute_status", "action_dispute_status")
    assert names(await press(tomorrow, told, "Add something")) == ["utter_dispute_ask_more"]
    assert names(await tomorrow.says("they wrote that it is lost", *UNSURE)) == ["utter_dispute_added_words"]
    assert cases(caller)[0].facts["more"] == ["they wrote that it is lost"]


async def test_what_was_stopped_and_filed_after_all_is_not_said_to_be_unfiled(caller, clock):
    await caller.says(NEVER_CAME, *WRONG)
    assert names(await caller.says("never mind", "deny", "action_answer_no")) == ["utter_dispute_stopped"]
    await press(caller, await up_to_the_sum(caller), "Yes, file it")
    states = {kept.case.state: kept.id for kept in cases(caller)}
    assert set(states) == {State.ABANDONED, State.INVESTIGATING}
    clock.advance(timedelta(days=1))
    run_due(caller.talk.tools, HANDLERS)
    with caller.talk.tools.store.read() as tx:
        assert tx.handoffs.of_customer("c01", "dispute") == []
        assert tx.promises.get(f"{states[State.ABANDONED]}:back").kept_at
