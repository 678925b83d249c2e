"""Which charge is it that is wrong? The words are kept first, and whatever answers the question begins its talk."""

from __future__ import annotations

import pytest

from candor.disputes.reasons import Reason
from tests.actions.calling import Caller
from tests.actions.test_disputing import OTHER, UNSURE, WRONG, cases, names, notices
from tests.services.serving import talk_of, tools_on


@pytest.fixture
def caller(data_folder, clock) -> Caller:
    return Caller(talk_of(tools_on(data_folder, clock), clock, "c01"))


def waiting(caller: Caller) -> list[str]:
    with caller.talk.tools.store.read() as tx:
        return [row.trigger for row in tx.handoffs.unfinished(caller.talk.conversation.id)]


async def vague(caller: Caller):
    said = await caller.says("there is a wrong charge, i never got what i ordered", *WRONG)
    assert names(said) == ["utter_handed_over_dispute", "utter_dispute_which_newest"]
    assert waiting(caller) == ["dispute"]
    return said


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("the northfield one", OTHER),
        ("89", UNSURE),
        ("89.00", ("out_of_scope", "action_out_of_scope")),
        ("northfield outdoor please", ("request_goodwill", "action_goodwill")),
        ("is it the northfield one?", OTHER),
    ],
)
async def test_any_words_that_name_it_begin_its_talk_with_what_was_said_before(caller, words, heard):
    await vague(caller)
    said = await caller.says(words, *heard)
    assert names(said) == ["utter_dispute_begun", "utter_dispute_ask_expected_on"]
    (kept,) = cases(caller)
    assert (kept.case.line_id, kept.facts["reason"]) == ("t-jacket", Reason.NOT_RECEIVED)
    assert kept.facts["what_happened"] == "there is a wrong charge, i never got what i ordered"
    assert kept.case.notice_at == notices(caller)[0][0]


async def test_a_button_begins_it_too_and_nobody_need_wait_for_a_person(caller):
    said = await vague(caller)
    first = said[-1].choices[0].payload["line"]
    begun = await caller.says("x", *WRONG, {"line": first})
    assert names(begun)[0] == "utter_dispute_begun"
    assert cases(caller)[0].case.line_id == first
    assert waiting(caller) == []


async def test_what_names_none_is_asked_once_more_and_then_a_person_finds_it(caller):
    await vague(caller)
    again = await caller.says("i want it gone", *WRONG)
    assert names(again) == ["utter_dispute_which_again"]
    assert again[0].choices[-1].intent == "talk_to_human"
    assert names(await caller.says("just the money back", *UNSURE)) == ["utter_dispute_added"]
    assert waiting(caller) == ["dispute"]
    assert cases(caller) == []


async def test_another_question_is_answered_and_names_no_charge_to_dispute(caller):
    await vague(caller)
    said = await caller.says("what is the northfield charge?", *OTHER)
    assert names(said)[0].startswith("utter_explain")
    assert cases(caller) == []


async def test_who_drops_it_is_told_that_the_person_still_looks(caller):
    await vague(caller)
    assert names(await caller.says("never mind", "deny", "action_answer_no")) == ["utter_taken_back"]
    assert waiting(caller) == ["dispute"]


async def test_a_person_comes_first_whatever_was_asked(caller):
    await vague(caller)
    said = await caller.says("a person please", "talk_to_human", "action_talk_to_human")
    assert names(said) == ["utter_handed_over_person"]


@pytest.mark.parametrize("intent", ["explain_charge", "subscription_charge", "exchange_rate", "other_charge"])
@pytest.mark.parametrize(
    "words",
    [
        "the northfield charge is wrong, i had unsubscribed",
        "I dispute the Northfield charge",
        "i'd like to dispute it, the northfield jacket",
    ],
)
async def test_a_claim_in_so_many_words_is_one_whatever_it_was_taken_for(caller, words, intent):
    said = await caller.says(words, intent, "action_explain_charge")
    assert names(said)[0] == "utter_dispute_begun"
    assert cases(caller)[0].case.line_id == "t-jacket"


@pytest.mark.parametrize("words", ["is the northfield charge wrong?", "i do not dispute the northfield charge"])
async def test_a_question_or_a_no_is_no_claim(caller, words):
    await caller.says(words, *OTHER)
    assert (cases(caller), notices(caller)) == ([], [])


@pytest.mark.parametrize("intent", ["explain_charge", "exchange_rate", "dispute_charge"])
async def test_a_claim_without_the_word_dispute_begins_its_talk_whatever_it_was_taken_for(caller, intent):
    action = "action_dispute" if intent == "dispute_charge" else "action_explain_charge"
    said = await caller.says("northfield charged me more than the label said", intent, action)
    assert names(said) == ["utter_dispute_begun", "utter_dispute_ask_agreed_amount"]


async def test_a_sum_that_it_should_have_been_finds_no_other_charge_and_is_not_asked_for(caller):
    said = await caller.says("the northfield jacket is wrong, it should be 12.40", *WRONG, amount="1240")
    assert names(said) == ["utter_dispute_begun", "utter_dispute_ask_wanted"]
    (kept,) = cases(caller)
    assert (kept.case.line_id, kept.facts["agreed_amount"], kept.facts["amount"]) == ("t-jacket", 1240, 7660)


async def test_a_charge_that_is_not_theirs_is_said_not_to_be_found(caller):
    said = await caller.says("i dispute the $999.99 charge", *WRONG, amount="99999")
    assert names(said) == ["utter_handed_over_dispute", "utter_dispute_which_unknown"]
    assert said[-1].choices[-1].intent == "talk_to_human"
    assert cases(caller) == []
    assert names(await caller.says("the moonlight casino", *UNSURE)) == ["utter_dispute_which_again"]


@pytest.mark.parametrize("words", ["i dispute a charge from ten years ago", "the northfield charge of 2016 is wrong"])
async def test_a_charge_older_than_our_rows_is_kept_as_said_and_goes_to_a_person(caller, words):
    said = await caller.says(words, *WRONG)
    assert names(said) == ["utter_dispute_before"]
    assert said[0].facts["since"] == "May 4"
    assert waiting(caller) == ["dispute"]
    assert [line for _, line, _ in notices(caller)] == [None]


async def test_the_charges_that_were_asked_about_are_shown_again_and_no_others(caller):
    from dataclasses import replace
    from datetime import date

    from tests.services.serving import COFFEE

    with caller.talk.tools.store.write() as tx:
        tx.ledger.add_lines(
            "a01",
            lines=[
                replace(
                    COFFEE, id=f"t-mart-{day}", descriptor="HILL MART", amount=2000 + day, post_date=date(2026, 5, day)
                )
                for day in (8, 9)
            ],
        )
    asked = await caller.says("i was overcharged at hill mart", *WRONG)
    assert names(asked)[-1] == "utter_dispute_which_charge"
    again = await caller.says("it should be 12.40", *UNSURE)
    assert names(again) == ["utter_dispute_which_again"]
    shown = [choice.payload["line"] for choice in again[0].choices[:-1]]
    assert shown == [choice.payload["line"] for choice in asked[-1].choices]


@pytest.mark.parametrize("heard", [UNSURE, ("out_of_scope", "action_out_of_scope")])
async def test_words_that_were_not_understood_are_a_claim_where_they_name_a_charge(caller, heard):
    assert "dispute" not in " ".join(names(await caller.says("the weather report is wrong", *heard)))
    said = await caller.says("northfield outdoor is wrong", *heard)
    assert names(said) == ["utter_dispute_begun", "utter_dispute_ask_reason"]


async def test_two_answers_without_a_reason_end_at_a_person_with_all_that_was_told(caller):
    await caller.says("northfield outdoor is wrong", *WRONG)
    assert names(await caller.says("a blue linen thing", *UNSURE)) == ["utter_dispute_which_reason"]
    said = await caller.says("i wrote to them", *UNSURE)
    assert names(said) == ["utter_handed_over_dispute_charge"]
    assert waiting(caller) == ["dispute"]
    assert cases(caller)[0].facts["what_happened"] == "a blue linen thing / i wrote to them"
