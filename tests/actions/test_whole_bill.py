"""Questions over the whole bill through the actions, and the twin that is said by itself, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from candor.clock import FixedClock
from candor.conversation.replies import Reply
from candor.disputes.reasons import Reason
from candor.services.talk.speak import speak_all
from tests.actions.calling import Caller
from tests.services.serving import COFFEE, Talk, talk_of, tools_on

TWIN = replace(COFFEE, id="t-coffee-2", txn_date=date(2026, 5, 4), post_date=date(2026, 5, 5), arn="A2")


@pytest.fixture
def talk(data_folder: Path, clock: FixedClock) -> Talk:
    tools = tools_on(data_folder, clock)
    with tools.store.write() as tx:
        tx.ledger.add_lines(TWIN.account_id, lines=[TWIN])
    return talk_of(tools, clock, "c01")


@pytest.fixture
def caller(talk: Talk) -> Caller:
    return Caller(talk)


def names(replies: list[Reply]) -> list[str]:
    return [reply.response for reply in replies]


def log(talk: Talk, replies: list[Reply]) -> None:
    """What the turn worker does with the replies once the bot has given them."""
    with talk.tools.store.write() as tx:
        answered = f"{talk.conversation.id}-{talk.told}"
        speak_all(tx, talk.clock, talk.tools.wording, talk.conversation.id, replies, answered)


def handoffs(talk: Talk) -> list[object]:
    with talk.tools.store.read() as tx:
        return [row.trigger for row in tx.handoffs.all(datetime(2026, 1, 1, tzinfo=UTC))]


async def see_the_bill(caller: Caller) -> list[Reply]:
    return await caller.says("show me my bill", "bill_summary", "action_bill_summary")


async def test_a_twin_is_said_by_itself_with_both_rows_when_its_bill_is_looked_at(caller):
    replies = await see_the_bill(caller)
    assert names(replies)[-1] == "utter_twins_noticed"
    assert replies[-1].cites == ("t-coffee", "t-coffee-2")
    assert (caller.slots["charge"], caller.slots["asked"]) == ("t-coffee-2", "is_it_yours")


async def test_it_is_said_once_even_in_another_talk(caller, talk):
    log(talk, await see_the_bill(caller))
    assert "utter_twins_noticed" not in names(await see_the_bill(caller))
    later = Caller(talk_of(talk.tools, talk.clock, "c01", "another"))
    assert "utter_twins_noticed" not in names(await see_the_bill(later))


async def test_what_was_not_kept_was_not_said_and_is_said_by_the_next_try(caller):
    await see_the_bill(caller)
    assert names(await see_the_bill(caller))[-1] == "utter_twins_noticed"


async def test_who_asks_what_is_due_is_told_of_it_too(caller):
    assert names(await caller.says("where can I pay", "make_payment", "action_payment"))[-1] == "utter_twins_noticed"


async def test_a_twin_that_is_told_as_something_else_is_still_said_to_be_there_twice_and_once(caller, talk):
    press = {"line": "t-coffee"}
    replies = await caller.says("what is it", "choose_charge", "action_explain_charge", press)
    assert names(replies)[0].startswith("utter_explain_unclear_name")
    assert names(replies)[-1] == "utter_twins_noticed"
    assert caller.slots["charge"] == "t-coffee"
    log(talk, replies)
    again = await caller.says("what is it", "choose_charge", "action_explain_charge", press)
    assert "utter_twins_noticed" not in names(again)
    assert "utter_twins_noticed" not in names(await see_the_bill(caller))


async def test_a_line_without_a_twin_says_nothing_of_one(caller):
    replies = await caller.says("what is it", "choose_charge", "action_explain_charge", {"line": "t-jacket"})
    assert "utter_twins_noticed" not in names(replies)


async def test_who_asked_for_it_is_not_told_again(caller, talk):
    replies = await caller.says("did anybody charge me twice?", "dispute_charge", "action_dispute")
    assert names(replies) == ["utter_twins"]
    log(talk, replies)
    assert "utter_twins_noticed" not in names(await see_the_bill(caller))


def cases(talk):
    with talk.tools.store.read() as tx:
        return tx.disputes.of_customer("c01")


def drafts(talk) -> list[str]:
    return [kept.case.line_id for kept in cases(talk)]


async def test_who_told_us_of_it_is_not_told_of_it(caller, talk):
    await caller.says("x", "dispute_charge", "action_dispute", {"line": "t-coffee-2"})
    assert drafts(talk) == ["t-coffee-2"]
    assert "utter_twins_noticed" not in names(await see_the_bill(caller))


async def test_to_ask_whether_it_is_there_twice_claims_nothing(caller, talk):
    await caller.says("was I charged twice by Blue Heron?", "dispute_charge", "action_dispute")
    assert handoffs(talk) == []


async def test_to_say_that_it_is_there_twice_is_a_claim_about_the_second(caller, talk):
    replies = await caller.says("I was charged twice by Blue Heron", "dispute_charge", "action_dispute")
    assert names(replies) == ["utter_dispute_begun", "utter_dispute_ask_wanted"]
    assert [(kept.case.line_id, kept.facts["reason"]) for kept in cases(talk)] == [("t-coffee-2", Reason.DUPLICATE)]


async def test_the_button_for_only_once_writes_the_claim_down(caller, talk):
    replies = await see_the_bill(caller)
    button = replies[-1].choices[1]
    said = await caller.says("No, only once", button.intent, "action_dispute", dict(button.payload))
    assert names(said)[0] == "utter_dispute_begun"
    assert drafts(talk) == ["t-coffee-2"]
    assert cases(talk)[0].facts["reason"] == Reason.DUPLICATE


async def test_yes_i_did_settles_it(caller):
    await see_the_bill(caller)
    assert names(await caller.says("Yes, I did", "affirm", "action_answer_yes")) == ["utter_charge_is_known"]


async def test_a_question_over_the_whole_bill_goes_before_the_intents_usual_answer(caller):
    replies = await caller.says("what did I pay in fees this year?", "explain_fee", "action_explain_fee")
    assert names(replies) == ["utter_fees_paid", "utter_fees_seen_from"]
    replies = await caller.says("why is my bill so high", "bill_summary", "action_bill_summary")
    assert names(replies)[0] == "utter_compare_too_few"


async def test_a_button_says_its_own_line_whatever_its_label_looks_like(caller):
    press = {"line": "t-coffee"}
    replies = await caller.says("total fees this year", "choose_charge", "action_explain_charge", press)
    assert replies[0].cites[0] == "t-coffee"
