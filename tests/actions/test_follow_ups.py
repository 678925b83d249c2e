"""Words that mean something only after what was said: why, how to stop it, the one before, taken back, a day later."""

from __future__ import annotations

from pathlib import Path

import pytest

from candor.clock import FixedClock
from candor.conversation.questions import Question
from tests.actions.calling import Caller
from tests.actions.test_actions import handoffs, names
from tests.services.serving import talk_of, tools_on


@pytest.fixture
def caller(data_folder: Path, clock: FixedClock) -> Caller:
    return Caller(talk_of(tools_on(data_folder, clock), clock, "c01"))


@pytest.fixture
def guest(data_folder: Path, clock: FixedClock) -> Caller:
    return Caller(talk_of(tools_on(data_folder, clock), clock, None))


async def coffee(caller: Caller) -> None:
    await caller.says("blue heron 12.40", "explain_charge", "action_explain_charge", amount="1240")


async def test_why_about_nothing_asks_what_to_explain(caller):
    assert names(await caller.says("why?", "ask_why", "action_say_more")) == ["utter_why_what"]


async def test_why_after_all_was_said_is_honest_and_offers_a_person(caller):
    await coffee(caller)
    (more,) = names(await caller.says("why?", "ask_why", "action_say_more"))
    assert more.endswith("_full")
    assert names(await caller.says("why?", "ask_why", "action_say_more")) == ["utter_said_all"]
    assert caller.slots["asked"] == Question.WANT_PERSON
    assert caller.slots["charge"] == "t-coffee"


async def test_why_after_a_wish_was_decided_is_about_the_rule(caller):
    await caller.says("take it off", "request_goodwill", "action_goodwill")
    assert names(await caller.says("why?", "ask_why", "action_say_more")) == ["utter_goodwill_why_rule"]
    assert caller.slots["asked"] == Question.WANT_PERSON


async def test_a_charge_that_comes_once_is_not_said_to_come_again(caller):
    await coffee(caller)
    replies = await caller.says("how do i stop it", "how_to_stop", "action_how_to_stop")
    assert names(replies) == ["utter_stop_purchase"]
    assert replies[0].cites == ("t-coffee",)


async def test_a_fee_can_not_be_stopped_by_us_and_nothing_in_focus_is_asked_for(caller):
    replies = await caller.says("how do i stop it", "how_to_stop", "action_how_to_stop")
    assert names(replies) == ["utter_stop_which"]
    await caller.says("x", "choose_charge", "action_explain_charge", {"line": "t-late"})
    replies = await caller.says("how do i stop it", "how_to_stop", "action_how_to_stop")
    assert names(replies) in (["utter_stop_late_fee"], ["utter_stop_fee"])


async def test_who_names_what_to_stop_is_not_asked_which_one(caller):
    await caller.says("x", "choose_charge", "action_explain_charge", {"line": "t-late"})
    replies = await caller.says("i want to stop northfield", "how_to_stop", "action_how_to_stop", merchant="northfield")
    assert names(replies) == ["utter_stop_purchase"]
    assert (replies[0].cites, caller.slots["charge"]) == (("t-jacket",), "t-jacket")


async def test_there_is_none_before_the_only_one(caller):
    await coffee(caller)
    replies = await caller.says("and the one before?", "other_charge", "action_other_charge")
    assert names(replies) == ["utter_none_before"]
    assert caller.slots["charge"] == "t-coffee"


async def test_the_bill_in_the_middle_keeps_the_charge_that_the_talk_is_about(caller):
    await coffee(caller)
    await caller.says("what do i owe", "bill_summary", "action_bill_summary")
    assert caller.slots["charge"] == "t-coffee"
    assert names(await caller.says("yes", "affirm", "action_answer_yes")) == ["utter_nothing_asked"]


async def test_what_is_taken_back_keeps_its_promise_and_makes_no_other(caller):
    await coffee(caller)
    await caller.says("that is wrong", "dispute_charge", "action_dispute")
    replies = await caller.says("it was me after all", "take_back", "action_take_back")
    assert names(replies) == ["utter_dispute_stopped"]
    assert handoffs(caller) == []


async def test_never_mind_after_a_dispute_takes_it_back_and_else_only_ends_the_matter(caller):
    await caller.says("that is wrong", "dispute_charge", "action_dispute")
    assert names(await caller.says("never mind", "deny", "action_answer_no")) == ["utter_taken_back"]
    await caller.says("what is this charge", "explain_charge", "action_explain_charge")
    assert names(await caller.says("never mind", "deny", "action_answer_no")) == ["utter_what_then"]


async def test_taking_back_what_was_never_told_is_only_good_to_know(caller):
    await coffee(caller)
    assert names(await caller.says("it was me", "take_back", "action_take_back")) == ["utter_charge_is_known"]


async def test_a_guest_takes_back_nothing(guest):
    assert names(await guest.says("it was me", "take_back", "action_take_back")) == ["utter_what_then"]


async def test_after_a_new_session_a_yes_answers_nothing_and_failures_count_anew(caller):
    await coffee(caller)
    caller.events.append({"event": "session_started"})
    caller.slots.clear()
    assert names(await caller.says("yes", "affirm", "action_answer_yes")) == ["utter_nothing_asked"]
    await caller.says("asdf", "nlu_fallback", "action_not_understood")
    caller.events.append({"event": "session_started"})
    assert names(await caller.says("qwer", "nlu_fallback", "action_not_understood")) == ["utter_not_understood"]


@pytest.mark.parametrize(("text", "line"), [("12.40", "t-coffee"), ("89", "t-jacket"), ("$12.40?", "t-coffee")])
@pytest.mark.parametrize("intent", ["nlu_fallback", "out_of_scope", "affirm", "deny"])
async def test_a_bare_number_is_an_amount_whatever_it_was_taken_for(caller, text, line, intent):
    action = {"nlu_fallback": "not_understood", "affirm": "answer_yes", "deny": "answer_no"}.get(intent, intent)
    replies = await caller.says(text, intent, f"action_{action}")
    assert replies[0].cites[0] == line


async def test_a_bare_number_after_a_list_is_a_place_in_it(caller):
    await caller.says("what is this charge", "explain_charge", "action_explain_charge")
    replies = await caller.says("2", "nlu_fallback", "action_not_understood", amount="200")
    assert replies[0].cites[0] == caller.slots["listed"][1]


async def test_the_third_turn_in_a_row_that_is_not_understood_brings_a_person(caller):
    said = [names(await caller.says("asdf", "nlu_fallback", "action_not_understood")) for _ in range(3)]
    assert said == [["utter_not_understood"], ["utter_not_understood_again"], ["utter_handed_over_person"]]
    assert [row.trigger for row in handoffs(caller)] == ["misunderstood"]


@pytest.mark.parametrize("text", ["you people are thieves", "f*** off you useless bot"])
async def test_anger_is_met_with_what_may_be_behind_it_each_time_alike(caller, text):
    first = await caller.says(text, "out_of_scope", "action_out_of_scope")
    again = await caller.says(text, "nlu_fallback", "action_not_understood")
    assert names(first) == names(again) == ["utter_anger_fees"]
    assert first[0].facts["total"] == "$41.00"
    assert first[0].cites == ("t-late",)
    assert handoffs(caller) == []


async def test_an_angry_question_about_a_shop_is_a_question(caller):
    replies = await caller.says("wtf is blue heron", "out_of_scope", "action_out_of_scope", merchant="Blue Heron")
    assert replies[0].cites[0] == "t-coffee"


@pytest.mark.parametrize(("intent", "action"), [("affirm", "answer_yes"), ("deny", "answer_no")])
async def test_a_sorry_is_no_answer_to_what_was_asked(caller, intent, action):
    await caller.says("what is this charge", "explain_charge", "action_explain_charge")
    replies = await caller.says("i'm sorry about that", intent, f"action_{action}")
    assert names(replies) == ["utter_apology_accepted"]


async def test_a_guest_s_anger_shows_no_account(guest):
    assert names(await guest.says("you thieves", "out_of_scope", "action_out_of_scope")) == ["utter_anger"]


async def test_an_apology_is_accepted_and_changes_nothing_of_the_talk(caller):
    await coffee(caller)
    replies = await caller.says("sorry about that", "out_of_scope", "action_out_of_scope")
    assert names(replies) == ["utter_apology_accepted"]
    assert caller.slots["charge"] == "t-coffee"


async def test_another_language_gets_a_sentence_in_it_and_a_person_at_a_yes(caller):
    replies = await caller.says("no reconozco este cargo en mi tarjeta", "out_of_scope", "action_out_of_scope")
    assert names(replies) == ["utter_word_only_english_es", "utter_only_english"]
    assert names(await caller.says("sí", "nlu_fallback", "action_not_understood")) == ["utter_handed_over_person"]


async def test_pictures_are_said_to_be_no_words(caller):
    assert names(await caller.says("👍", "nlu_fallback", "action_not_understood")) == ["utter_only_pictures"]
