""" "Did that make sense?" and how much is told: asked once, answered in other words, kept, and written down."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from candor.clock import FixedClock
from candor.conversation.outcomes import Result
from candor.conversation.replies import Reply
from candor.services.explain.keep_detail import detail_wanted
from candor.services.tools import Tools
from tests.actions.calling import Caller
from tests.services import mistaken
from tests.services.serving import talk_of, tools_on

FEE, BOUGHT = mistaken.RIGHT_FEE, "t-jacket"


@pytest.fixture
def tools(data_folder: Path, clock: FixedClock) -> Tools:
    return tools_on(data_folder, clock)


@pytest.fixture
def caller(tools: Tools, clock: FixedClock) -> Caller:
    return Caller(mistaken.talk_with(tools, clock))


def names(replies: list[Reply]) -> list[str]:
    return [reply.response for reply in replies]


def asked(replies: list[Reply]) -> list[dict[str, object]]:
    """The payloads of the buttons that answer whether it made sense."""
    return [dict(choice.payload) for reply in replies for choice in reply.choices if "clear" in choice.payload]


def outcomes(tools: Tools) -> list[tuple[str | None, str]]:
    with tools.store.read() as tx:
        return [(row.line_id, row.result.value) for row in tx.outcomes.of("talk")]


def level(tools: Tools) -> str:
    with tools.store.read() as tx:
        return tx.ledger.customer(mistaken.CUSTOMER).detail_level


async def sees(caller: Caller, line: str = FEE, **more: str) -> list[Reply]:
    return await caller.says("this one", "choose_charge", "action_explain_charge", {"line": line, **more})


async def test_under_a_fee_stand_two_buttons_that_ask_whether_it_made_sense(caller):
    assert asked(await sees(caller)) == [{"line": FEE, "clear": "yes"}, {"line": FEE, "clear": "no"}]


async def test_where_a_question_stands_already_no_second_one_is_put(tools, clock):
    caller = Caller(talk_of(tools, clock, "c01"))
    replies = await sees(caller, BOUGHT)
    assert asked(replies) == []
    assert caller.slots["asked"] == "is_it_yours"


async def test_what_we_do_not_know_ourselves_is_not_asked_about(tools, clock):
    caller = Caller(talk_of(tools, clock, "c01"))
    assert asked(await sees(caller, "t-late")) == []


async def test_one_line_asks_nothing(caller):
    assert asked(await sees(caller, detail="one-line")) == []


async def test_a_pressed_yes_is_an_outcome_and_settles_it(caller, tools):
    await sees(caller)
    replies = await caller.says("Yes", "affirm", "action_answer_yes", {"line": FEE, "clear": "yes"})
    assert names(replies) == ["utter_clear"]
    assert outcomes(tools) == [(FEE, Result.UNDERSTOOD)]


async def test_a_typed_yes_may_mean_the_person_that_the_words_offer_and_is_asked_about(caller, tools):
    await sees(caller)
    assert names(await caller.says("yes", "affirm", "action_answer_yes")) == ["utter_shall_a_person_look"]
    assert outcomes(tools) == []


async def test_a_no_is_told_in_each_other_way_once_and_then_by_a_person(caller, tools):
    await sees(caller)
    full = await caller.says("no", "deny", "action_answer_no")
    assert names(full) == ["utter_explain_fee_annual_full"]
    assert len(asked(full)) == 2
    line = await caller.says("No", "deny", "action_answer_no", {"line": FEE, "clear": "no"})
    assert names(line) == ["utter_explain_fee_annual_line"]
    assert names(await caller.says("no", "deny", "action_answer_no")) == ["utter_not_clear"]
    assert caller.slots["asked"] == "want_person"
    assert outcomes(tools) == [(FEE, Result.NOT_UNDERSTOOD)] * 3


async def test_another_way_that_helps_is_an_outcome_too(caller, tools, clock):
    await sees(caller)
    await caller.says("no", "deny", "action_answer_no")
    clock.at += timedelta(seconds=30)
    assert names(await caller.says("now i see", "affirm", "action_answer_yes")) == ["utter_clear"]
    assert outcomes(tools) == [(FEE, Result.NOT_UNDERSTOOD), (FEE, Result.UNDERSTOOD)]


@pytest.mark.parametrize("text", ["ok that makes sense", "i see, it makes sense now", "now i get it"])
async def test_that_makes_sense_is_the_answer_even_when_it_is_taken_for_why(caller, tools, text):
    await sees(caller)
    assert names(await caller.says(text, "ask_why", "action_say_more")) == ["utter_clear"]
    assert outcomes(tools) == [(FEE, Result.UNDERSTOOD)]


@pytest.mark.parametrize("text", ["i still don't get it", "that makes no sense to me", "you lost me there"])
async def test_being_lost_is_the_answer_even_when_it_is_taken_for_why(caller, tools, text):
    await sees(caller)
    assert names(await caller.says(text, "ask_why", "action_say_more")) == ["utter_explain_fee_annual_full"]
    assert outcomes(tools) == [(FEE, Result.NOT_UNDERSTOOD)]


@pytest.mark.parametrize("text", ["why?", "but why did you not say so before", "what does that mean"])
async def test_why_is_a_question_and_no_answer_to_ours(caller, tools, text):
    await sees(caller)
    assert names(await caller.says(text, "ask_why", "action_say_more")) == ["utter_explain_fee_annual_full"]
    assert outcomes(tools) == []


async def test_whoever_was_shown_the_sum_gets_the_one_line_next(caller):
    await sees(caller, detail="full")
    assert names(await caller.says("no", "deny", "action_answer_no")) == ["utter_explain_fee_annual_line"]


async def test_a_mistake_is_never_cut_to_one_line(caller):
    await sees(caller, mistaken.FEE)
    assert names(await caller.says("no", "deny", "action_answer_no")) == ["utter_explain_fee_mistake_full"]
    assert names(await caller.says("no", "deny", "action_answer_no")) == ["utter_not_clear"]


async def test_shorter_tells_the_line_anew_and_is_kept_for_the_next(caller, tools):
    await sees(caller)
    replies = await caller.says("shorter please", "change_detail", "action_change_detail")
    assert names(replies) == ["utter_explain_fee_annual_line", "utter_detail_one_line"]
    assert level(tools) == "one-line"
    assert names(await sees(caller)) == ["utter_explain_fee_annual_line"]


async def test_the_change_stands_in_the_trail_once(caller, tools):
    await sees(caller)
    for _ in range(2):
        await caller.says("tell me everything", "change_detail", "action_change_detail")
    with tools.store.read() as tx:
        (entry,) = tx.trail.of(mistaken.CUSTOMER)
    assert (entry["actor"], entry["act"]) == ("customer", "detail_changed")
    assert entry["detail"] == {"before": "short", "after": "full", "conversation": "talk"}


async def test_show_me_the_sum_is_kept_when_it_is_pressed(caller, tools):
    told = await sees(caller)
    (button,) = [choice for choice in told[0].choices if choice.label == "utter_label_show_sum"]
    replies = await caller.says("Show me the sum", button.intent, "action_explain_charge", dict(button.payload))
    assert names(replies)[1:] == ["utter_explain_fee_annual_full", "utter_detail_full"]
    assert level(tools) == "full"


async def test_show_me_the_sum_is_kept_when_it_is_typed_and_taken_for_why(caller, tools):
    await sees(caller)
    replies = await caller.says("show me the sum", "ask_why", "action_say_more")
    assert names(replies) == ["utter_explain_fee_annual_full", "utter_detail_full"]
    assert level(tools) == "full"


async def test_a_plain_why_keeps_no_level(caller, tools):
    await sees(caller)
    await caller.says("why?", "ask_why", "action_say_more")
    assert level(tools) == "short"


async def test_before_any_line_was_told_the_level_is_kept_all_the_same(caller, tools):
    assert names(await caller.says("short answers please", "change_detail", "action_change_detail")) == [
        "utter_detail_one_line"
    ]
    again = await caller.says("short answers please", "change_detail", "action_change_detail")
    assert names(again) == ["utter_detail_one_line"]
    assert level(tools) == "one-line"


async def test_words_that_say_no_level_are_asked_about_with_a_button_each(caller, tools):
    (reply,) = await caller.says("change how you tell me", "change_detail", "action_change_detail")
    assert reply.response == "utter_which_detail"
    await caller.says("One line", "change_detail", "action_change_detail", dict(reply.choices[0].payload))
    assert level(tools) == "one-line"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("shorter please", "one-line"),
        ("just the number", "one-line"),
        ("not so much detail, keep it short", "one-line"),
        ("that is too long", "one-line"),
        ("don't show me the whole sum every time", "one-line"),
        ("tell me everything", "full"),
        ("show me the sum", "full"),
        ("more details please", "full"),
        ("the long version please", "full"),
        ("back to normal please", "short"),
        ("the usual amount of detail", "short"),
    ],
)
def test_the_words_tell_how_much_is_wanted(text, wanted):
    assert detail_wanted(text) == wanted


@pytest.mark.parametrize(
    "text", ["why?", "why only that amount", "why so much", "what does that mean", "is that normal?"]
)
def test_a_question_for_the_reason_says_nothing_of_how_much(text):
    assert detail_wanted(text) is None
