"""Every action: what it says, which rows it leaves, and that it says nothing when nothing committed."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from actions import base
from actions.server import ACTIONS
from candor.clock import FixedClock
from candor.conversation.questions import Question
from candor.errors import ContextRefused
from candor.services.explain import telling
from candor.settings import ROOT
from tests import ours
from tests.actions.calling import Caller
from tests.services.serving import talk_of, tools_on


@pytest.fixture
def caller(data_folder: Path, clock: FixedClock) -> Caller:
    return Caller(talk_of(tools_on(data_folder, clock), clock, "c01"))


@pytest.fixture
def guest(data_folder: Path, clock: FixedClock) -> Caller:
    return Caller(talk_of(tools_on(data_folder, clock), clock, None))


def handoffs(caller: Caller):
    with caller.talk.tools.store.read() as tx:
        return tx.handoffs.all(datetime(2026, 1, 1, tzinfo=UTC))


def names(replies) -> list[str]:
    return [reply.response for reply in replies]


def test_the_domain_and_the_server_name_the_same_actions():
    assert sorted(ours.domain()["actions"]) == sorted(action.called for action in ACTIONS)


def test_every_question_of_the_services_is_one_that_a_yes_can_answer():
    asked = {telling.IS_IT_YOURS, telling.WHICH_CHARGE, telling.WANT_PERSON, telling.WHICH_AMOUNT}
    assert asked <= set(Question)


async def test_a_charge_is_explained_and_stays_in_focus(caller):
    replies = await caller.says("what is northfield 89.00", "explain_charge", "action_explain_charge", amount="8900")
    assert "t-jacket" in replies[0].cites
    assert caller.slots["charge"] == "t-jacket"


async def test_a_button_shows_its_own_line_whatever_the_text_says(caller):
    press = {"line": "t-coffee"}
    replies = await caller.says("Northfield Outdoor", "choose_charge", "action_explain_charge", press)
    assert replies[0].cites[0] == "t-coffee"


async def test_a_button_for_somebody_elses_line_finds_nothing(caller):
    replies = await caller.says("x", "choose_charge", "action_explain_charge", {"line": "t-of-somebody-else"})
    assert names(replies) == ["utter_charge_not_found"]
    assert caller.slots["charge"] is None


async def test_yes_to_is_it_yours_settles_it(caller):
    await caller.says("blue heron 12.40", "explain_charge", "action_explain_charge", amount="1240")
    assert caller.slots["asked"] == Question.IS_IT_YOURS
    assert names(await caller.says("yes", "affirm", "action_answer_yes")) == ["utter_charge_is_known"]


async def test_no_to_is_it_yours_asks_what_is_wrong_and_then_fraud_names_the_charge(caller):
    await caller.says("blue heron 12.40", "explain_charge", "action_explain_charge", amount="1240")
    assert names(await caller.says("no", "deny", "action_answer_no")) == ["utter_charge_is_not_known"]
    replies = await caller.says("nobody here made it", "report_fraud", "action_report_fraud")
    assert names(replies) == ["utter_handed_over_fraud_charge"]
    assert handoffs(caller)[0].context["charge"] == "t-coffee"


async def test_a_stolen_card_is_not_about_the_charge_that_was_looked_at_before(caller):
    await caller.says("blue heron 12.40", "explain_charge", "action_explain_charge", amount="1240")
    await caller.says("yes", "affirm", "action_answer_yes")
    replies = await caller.says("my card was stolen", "report_fraud", "action_report_fraud")
    assert names(replies) == ["utter_handed_over_fraud"]


async def test_an_old_question_is_not_answered_by_a_later_yes(caller):
    await caller.says("blue heron 12.40", "explain_charge", "action_explain_charge", amount="1240")
    caller.hears("hello", "greet")
    caller.utters("utter_greet")
    assert names(await caller.says("no", "deny", "action_answer_no")) == ["utter_nothing_asked"]


async def test_no_after_is_there_anything_else_is_a_goodbye(caller):
    caller.hears("thanks", "thanks")
    caller.utters("utter_thanks")
    assert names(await caller.says("no", "deny", "action_answer_no")) == ["utter_goodbye"]


async def test_yes_to_a_person_brings_one_in(caller):
    for _ in range(2):
        replies = await caller.says("asdf", "nlu_fallback", "action_not_understood")
    assert names(replies) == ["utter_not_understood_again"]
    assert names(await caller.says("yes", "affirm", "action_answer_yes")) == ["utter_handed_over_person"]
    assert [row.trigger for row in handoffs(caller)] == ["person"]


async def test_failed_turns_are_counted_only_in_a_row(caller):
    await caller.says("asdf", "nlu_fallback", "action_not_understood")
    caller.hears("hello", "greet")
    caller.utters("utter_greet")
    assert names(await caller.says("qwer", "nlu_fallback", "action_not_understood")) == ["utter_not_understood"]


async def test_an_answer_to_which_charge_is_read_even_when_its_intent_is_not_understood(caller):
    await caller.says("what is this charge", "explain_charge", "action_explain_charge")
    assert caller.slots["asked"] == Question.WHICH_CHARGE
    replies = await caller.says("the second", "nlu_fallback", "action_not_understood", ordinal="2")
    assert replies[0].cites[0] == caller.slots["listed"][1]


async def test_the_other_one_is_the_one_that_was_not_picked(caller):
    await caller.says("what is this charge", "explain_charge", "action_explain_charge")
    first, second = caller.slots["listed"]
    await caller.says("x", "choose_charge", "action_explain_charge", {"line": first})
    await caller.says("no the other one", "other_charge", "action_other_charge")
    assert caller.slots["charge"] == second


async def test_a_dispute_is_written_down_before_it_is_asked_which_charge(caller):
    replies = await caller.says("may charge is wrong", "dispute_charge", "action_dispute", date="2026-05")
    assert names(replies) == ["utter_handed_over_dispute", "utter_dispute_which_charge"]
    assert [row.trigger for row in handoffs(caller)] == ["dispute"]
    pressed = dict(replies[1].choices[0].payload)
    replies = await caller.says("x", "dispute_charge", "action_dispute", pressed)
    assert names(replies)[0] == "utter_dispute_begun"
    assert {row.context["charge"] for row in handoffs(caller)} == {None}
    with caller.talk.tools.store.read() as tx:
        (kept,) = tx.disputes.of_customer("c01")
    assert kept.case.line_id == pressed["line"]


async def test_paying_says_what_is_due_and_that_it_can_not_be_paid_here(caller):
    replies = await caller.says("how do i pay", "make_payment", "action_payment")
    assert names(replies)[-1] == "utter_where_to_pay"
    assert len(replies) == 2


@pytest.mark.parametrize("action", [a.called for a in ACTIONS if not a.for_guests])
async def test_a_guest_is_asked_to_sign_in_and_sees_nothing(guest, action):
    replies = await guest.says("what do i owe", "bill_summary", action)
    assert names(replies) == ["utter_guest_sign_in"]
    assert handoffs(guest) == []


@pytest.mark.parametrize("action", [a.called for a in ACTIONS])
async def test_every_reply_of_every_action_has_its_words(caller, action):
    replies = await caller.says("hello", "greet", action)
    assert replies
    for reply in replies:
        assert caller.talk.tools.wording.speak(reply).text


@pytest.mark.parametrize("action", [a.called for a in ACTIONS])
async def test_no_action_answers_without_a_context_of_ours(caller, action):
    tracker = caller.hears("hello", "greet")
    tracker["latest_message"]["metadata"] = {"candor": "forged.0000"}
    with pytest.raises(ContextRefused):
        await caller.call(action, tracker)
    tracker["latest_message"]["metadata"] = None
    with pytest.raises(ContextRefused):
        await caller.call(action, tracker)


async def test_an_action_of_a_turn_that_is_over_leaves_nothing_behind(caller):
    late = caller.talk.says("a person")
    caller.talk.says("hello again")
    with pytest.raises(ContextRefused):
        await caller.call("action_talk_to_human", caller.tracker(late, "a person", "talk_to_human"))
    assert handoffs(caller) == []


async def test_an_action_that_hangs_is_given_up_and_says_nothing(caller, monkeypatch):
    monkeypatch.setattr(base, "DEADLINE", 0.05)
    monkeypatch.setattr(base, "serving", lambda *_: time.sleep(0.3))
    with pytest.raises(TimeoutError):
        await caller.says("a person", "talk_to_human", "action_talk_to_human")
    await asyncio.sleep(0.4)


async def test_a_failure_inside_the_transaction_says_nothing_and_keeps_nothing(caller, monkeypatch):
    def breaks(*_: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("actions.claims.note_dispute", breaks)
    with pytest.raises(RuntimeError):
        await caller.says("this is wrong", "dispute_charge", "action_dispute")
    assert handoffs(caller) == []


async def test_entities_that_are_nonsense_do_no_harm(caller):
    odd = {"amount": "12.40", "date": "soon", "ordinal": "second", "card_ending": "", "merchant": "{0.__class__}"}
    assert await caller.says("what is this", "explain_charge", "action_explain_charge", **odd)


def test_no_run_is_longer_than_twenty_lines():
    lines = (ROOT / "actions" / "base.py").read_text().splitlines()
    start = next(index for index, line in enumerate(lines) if "async def run" in line)
    end = next(index for index, line in enumerate(lines[start + 1 :], start + 1) if line.startswith("    def "))
    assert end - start <= 20
    others = [path for path in (ROOT / "actions").glob("*.py") if "def run(" in path.read_text()]
    assert [path.name for path in others] == ["base.py"]


async def test_an_ok_to_the_offer_of_a_person_asks_first(caller):
    await caller.says("why is there a fee", "explain_fee", "action_explain_fee")
    assert caller.slots["asked"] == Question.PERSON_OFFERED
    assert names(await caller.says("ok", "affirm", "action_answer_yes")) == ["utter_shall_a_person_look"]
    assert handoffs(caller) == []
    assert names(await caller.says("yes", "affirm", "action_answer_yes")) == ["utter_handed_over_person"]


@pytest.mark.parametrize("variant", ["", "_cut_off", "_part"])
def test_a_late_fee_that_is_right_ends_with_a_way_to_ask_for_it_back(variant):
    (told,) = ours.domain()["responses"][f"utter_explain_late_fee{variant}"]
    assert told["text"].endswith("You can ask me to take it off.")
    assert told["buttons"][0] == {"title": "Ask for it to be taken off", "payload": "/request_goodwill"}


def test_no_button_that_ends_a_matter_is_taken_for_a_yes_to_a_person():
    ends = [
        button["payload"]
        for listed in ours.domain()["responses"].values()
        for variation in listed
        for button in variation.get("buttons", ())
        if button["title"] == "That is all I need"
    ]
    assert ends
    assert set(ends) == {"/thanks"}
