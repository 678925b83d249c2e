"""Two meanings of one message are asked about once; two requests in one message are both noticed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from actions.two_things import ASKED_FOR
from candor.clock import FixedClock
from candor.conversation.questions import Question
from tests.actions.calling import Caller
from tests.actions.test_actions import names
from tests.services.serving import talk_of, tools_on

CLOSE = [("nlu_fallback", 0.3), ("explain_charge", 0.38), ("dispute_charge", 0.36), ("explain_fee", 0.05)]


@pytest.fixture
def caller(data_folder: Path, clock: FixedClock) -> Caller:
    return Caller(talk_of(tools_on(data_folder, clock), clock, "c01"))


def ranking(*likely: tuple[str, float]) -> dict[str, Any]:
    return {"intent_ranking": [{"name": name, "confidence": sure} for name, sure in likely]}


def labels(caller: Caller, reply: Any) -> list[str]:
    return [choice.label for choice in caller.talk.tools.wording.speak(reply).choices]


async def unclear(caller: Caller, text: str = "the blue heron charge") -> Any:
    return await caller.says(text, "nlu_fallback", "action_not_understood", merchant="Blue Heron")


@pytest.fixture
def no_name(caller: Caller) -> Caller:
    caller.understood = ranking(*CLOSE)
    return caller


async def test_two_close_intents_are_one_question_with_two_buttons(no_name):
    (reply,) = await unclear(no_name, "there is something about that charge from the blue heron place")
    worded = no_name.talk.tools.wording.speak(reply)
    assert "Do you want to know what a charge is, or tell us it is wrong?" in worded.text
    assert labels(no_name, reply) == ["What is it?", "It's wrong"]
    assert [(choice.intent, choice.payload) for choice in reply.choices] == [
        ("explain_charge", {"line": "t-coffee"}),
        ("dispute_charge", {"line": "t-coffee"}),
    ]
    assert no_name.slots["asked"] == Question.EITHER_OR


async def test_what_the_words_ask_of_the_whole_bill_is_not_asked_back(caller):
    caller.understood = ranking(("explain_fee", 0.4), ("make_payment", 0.38))
    told = await caller.says("if i pay only that, what happens", "explain_fee", "action_explain_fee")
    assert names(told) == ["utter_bill_summary_none"]


async def test_it_is_asked_once_and_then_a_person_is_offered(no_name):
    await unclear(no_name, "there is something with some charge or other here")
    assert names(await unclear(no_name, "well you know what i mean by it")) == ["utter_not_understood_again"]


@pytest.mark.parametrize(
    "likely",
    [
        [("nlu_fallback", 0.3), ("explain_charge", 0.7), ("dispute_charge", 0.1)],
        [("nlu_fallback", 0.3), ("explain_charge", 0.2), ("dispute_charge", 0.2)],
        [("nlu_fallback", 0.3), ("explain_charge", 0.4), ("out_of_scope", 0.4)],
        [("nlu_fallback", 0.3), ("explain_charge", 0.9)],
        [("nlu_fallback", 1.0)],
        [],
    ],
)
async def test_what_is_not_down_to_two_requests_is_asked_again_in_general(caller, likely):
    caller.understood = ranking(*likely)
    replies = await caller.says("well there is something with it", "nlu_fallback", "action_not_understood")
    assert names(replies) == ["utter_not_understood"]


async def test_a_shop_of_their_own_bill_is_shown_where_nothing_else_was_understood(caller):
    assert names(await unclear(caller, "well there is something with it"))[0].startswith("utter_explain_")


async def test_no_to_both_goes_on(no_name):
    await unclear(no_name, "there is something with some charge or other here")
    assert names(await no_name.says("no", "deny", "action_answer_no")) == ["utter_what_then"]


UNDERSTOOD = [("explain_charge", 0.48), ("dispute_charge", 0.41), ("explain_fee", 0.05)]


@pytest.fixture
def between(caller: Caller) -> Caller:
    caller.understood = ranking(*UNDERSTOOD)
    return caller


async def charge_problem(caller: Caller, choice: dict[str, object] | None = None) -> list[str]:
    text, shop = "blue heron charge problem", {"merchant": "Blue Heron"}
    return names(await caller.says(text, "explain_charge", "action_explain_charge", choice, **shop))


async def test_a_message_that_lies_between_two_is_asked_about_once_and_then_the_likelier_is_answered(between):
    assert await charge_problem(between) == ["utter_either_or"]
    assert between.slots["asked"] == Question.EITHER_OR
    assert (await charge_problem(between))[0].startswith("utter_explain_")


async def test_a_pressed_button_is_never_asked_about(between):
    assert (await charge_problem(between, {"line": "t-coffee"}))[0].startswith("utter_explain_")


async def test_no_second_question_is_put_where_one_is_open(between):
    between.slots["asked"] = Question.WHICH_CHARGE
    between.events += [{"event": "user"}, {"event": "slot", "name": "asked", "value": Question.WHICH_CHARGE}]
    assert "utter_either_or" not in await charge_problem(between)


async def test_a_guest_is_asked_to_sign_in_and_not_which_of_two(data_folder: Path, clock: FixedClock):
    guest = Caller(talk_of(tools_on(data_folder, clock), clock, None))
    guest.understood = ranking(*UNDERSTOOD)
    assert await charge_problem(guest) == ["utter_guest_sign_in"]


@pytest.mark.parametrize("other", ["subscription_charge", "exchange_rate"])
@pytest.mark.parametrize(
    ("intent", "action"), [("explain_charge", "action_explain_charge"), ("nlu_fallback", "action_not_understood")]
)
async def test_what_gets_the_same_answer_is_not_asked_apart(caller, intent, action, other):
    caller.understood = ranking(("explain_charge", 0.45), (other, 0.44))
    text = "well i am wondering about the thing with blue heron"
    assert names(await caller.says(text, intent, action, merchant="Blue Heron"))[0].startswith("utter_explain_")


@pytest.mark.parametrize("second", [0.30, 0.01])
async def test_a_likelier_intent_is_answered_without_a_question(caller, second):
    caller.understood = ranking(("explain_charge", 0.60), ("dispute_charge", second))
    assert (await charge_problem(caller))[0].startswith("utter_explain_")


TWO = "what do i owe, and what is the 12.40 from blue heron"
REQUESTS = [
    {"intent": "bill_summary", "confidence": 0.9, "start": 0, "end": 13},
    {"intent": "explain_charge", "confidence": 0.8, "start": 19, "end": len(TWO)},
]


async def test_the_second_request_of_a_message_is_named_with_its_button(caller):
    caller.understood = {"requests": REQUESTS}
    *_, also = await caller.says(TWO, "bill_summary", "action_bill_summary")
    assert also.response == "utter_also_asked"
    assert also.facts == {"topic": "a charge on your bill"}
    assert labels(caller, also) == ["What is it?"]
    assert dict(also.choices[0].payload) == {"line": "t-coffee"}
    caller.understood = {}
    press = {"line": "t-coffee"}
    replies = await caller.says("What is it?", "explain_charge", "action_explain_charge", press)
    assert replies[0].cites[0] == "t-coffee"


@pytest.mark.parametrize(
    "requests", [None, [], REQUESTS[:1], [{"intent": "bill_summary"}], "two", [3], [REQUESTS[0]] * 2]
)
async def test_one_request_or_none_that_can_be_read_adds_nothing(caller, requests):
    caller.understood = {"requests": requests}
    replies = await caller.says(TWO, "bill_summary", "action_bill_summary")
    assert "utter_also_asked" not in names(replies)


async def test_where_a_person_takes_over_they_read_the_rest(caller):
    caller.understood = {"requests": [{**REQUESTS[0], "intent": "talk_to_human"}, REQUESTS[1]]}
    replies = await caller.says(TWO, "talk_to_human", "action_talk_to_human")
    assert names(replies) == ["utter_handed_over_person"]


@pytest.mark.parametrize("intent", ASKED_FOR)
def test_every_request_has_its_words(caller, intent):
    for kind in ("word_wish", "word_topic", "label_ask"):
        assert caller.talk.tools.wording.render(f"utter_{kind}_{intent}", {}).text
