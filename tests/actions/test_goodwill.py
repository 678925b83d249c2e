"""The talk about money back: decided at once, offered once, told straight, and left in peace."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.conversation.questions import Question
from candor.services.goodwill.draw_gifts import draw_gifts
from tests.actions.calling import Caller
from tests.actions.test_actions import names
from tests.billing.books import credit_for
from tests.services.goodwill.giving import credits_of, days, decisions, four_kinds, late_book, open_bank
from tests.services.serving import talk_of

EXPLAIN, WISH = ("explain_fee", "action_explain_fee"), ("request_goodwill", "action_goodwill")
YES, NO = ("affirm", "action_answer_yes"), ("deny", "action_answer_no")
GRANTED = ["utter_goodwill_fee", "utter_goodwill_terms", "utter_goodwill_next_time", "utter_goodwill_also_autopay"]


@pytest.fixture
def bank(sqlite_url, clock):
    return lambda books: Caller(open_bank(sqlite_url, clock, books))


def often_late():
    """Two late fees that were given back, and a third."""
    books = late_book(2, 3, 4)
    given = [credit_for(books.lines[place], 3000, f"0{place + 3}-15") for place in (0, 1)]
    return replace(books, lines=(*books.lines, *(row for row, _ in given)), corrections=tuple(why for _, why in given))


@pytest.mark.parametrize("text", ["take the late fee off", "that's unfair", "I've been with you ten years", "please"])
async def test_a_wish_is_granted_at_once_whatever_its_words(bank, text):
    caller = bank(late_book(4))
    assert names(await caller.says(text, *WISH)) == GRANTED
    assert credits_of(caller.talk) == [3000]


ELSEWHERE = ("out_of_scope", "action_out_of_scope")


@pytest.mark.parametrize("text", ["that's unfair", "so not fair", "I've been with you ten years", "just this once"])
@pytest.mark.parametrize("taken_for", [ELSEWHERE, ("nlu_fallback", "action_not_understood")], ids=lambda one: one[0])
async def test_who_pleads_about_a_fee_has_asked_whatever_the_words_were_taken_for(bank, text, taken_for):
    caller = bank(late_book(4))
    await caller.says("what is this fee", *EXPLAIN)
    assert names(await caller.says(text, *taken_for)) == GRANTED
    assert credits_of(caller.talk) == [3000]


async def test_who_pleads_about_nothing_we_know_of_is_shown_their_fees_and_nothing_is_decided(bank):
    caller = bank(late_book(4))
    assert names(await caller.says("that's unfair", *ELSEWHERE)) == ["utter_anger_fees"]
    assert decisions(caller.talk) == []


async def test_who_pleads_after_a_no_hears_both_views_and_the_ways_on_and_no_second_no(bank):
    caller = bank(often_late())
    await caller.says("take the late fee off", *WISH)
    (told,) = await caller.says("I've been with you ten years", *ELSEWHERE)
    assert (told.response, told.cites[1]) == ("utter_goodwill_two_views", "line-f4")
    assert [choice.label for choice in told.choices] == ["utter_label_goodwill_person", "utter_label_goodwill_leave"]
    assert len(decisions(caller.talk)) == 1
    assert names(await caller.says("yes", *YES)) == ["utter_goodwill_person_asked"]


@pytest.mark.parametrize(
    "text", ["ok when will it come off?", "how long until i get the money", "when will that be credited"]
)
async def test_who_asks_when_it_comes_off_is_told_the_day_that_was_decided(bank, text):
    caller = bank(late_book(4))
    await caller.says("take the late fee off", *WISH)
    told = await caller.says(text, "explain_pending", "action_pending")
    assert names(told) == ["utter_goodwill_again", *GRANTED]
    assert told[2].facts["post_by"] == "May 14"


async def test_who_asks_when_before_anything_was_decided_is_told_of_the_charge(bank):
    caller = bank(late_book(4))
    await caller.says("what is this fee", *EXPLAIN)
    told = names(await caller.says("when will it come off?", "explain_pending", "action_pending"))
    assert "utter_goodwill_again" not in told


async def test_a_fee_that_is_not_there_is_said_to_be_none_and_nobody_is_asked_for_it(bank):
    caller = bank(four_kinds())
    (told,) = await caller.says("take the annual fee off", *WISH)
    assert told.response == "utter_no_such_fee"
    with caller.talk.tools.store.read() as tx:
        assert tx.handoffs.of_customer("c99") == []


async def test_who_pleads_in_a_later_talk_is_told_what_was_decided(bank, clock):
    caller = bank(often_late())
    await caller.says("take the late fee off", *WISH)
    later = Caller(talk_of(caller.talk.tools, clock, "c99", "later"))
    await later.says("what is this fee", *EXPLAIN)
    told = names(await later.says("that's unfair", *ELSEWHERE))
    assert told[:2] == ["utter_goodwill_again", "utter_goodwill_too_often"]


@pytest.mark.parametrize("text", ["can you take the late fee off", "would you waive my late fee please"])
async def test_a_wish_for_a_fee_that_is_disputed_is_no_question_about_the_dispute(bank, text):
    caller = bank(late_book(4))
    await caller.says("I dispute this late fee", "dispute_charge", "action_dispute")
    told = names(await caller.says(text, *WISH))
    assert told == ["utter_goodwill_disputed", "utter_goodwill_also_case_status"]


async def test_who_only_asks_what_a_fee_is_is_offered_what_the_rules_give_once(bank):
    caller = bank(late_book(4))
    told = await caller.says("what is this fee", *EXPLAIN)
    offer = next(reply for reply in told if reply.response == "utter_goodwill_offer")
    assert offer.facts == {"given": "$30.00"}
    assert caller.slots["asked"] == Question.TAKE_IT_OFF
    assert decisions(caller.talk) == []
    assert "utter_goodwill_offer" not in names(await caller.says("what is this fee", *EXPLAIN))


async def test_a_yes_to_the_offer_takes_it_off_and_a_no_leaves_it(bank):
    caller = bank(late_book(4))
    await caller.says("what is this fee", *EXPLAIN)
    assert names(await caller.says("no", *NO)) == ["utter_goodwill_left"]
    assert decisions(caller.talk) == []
    assert names(await caller.says("well, take it off then", *WISH)) == GRANTED


async def test_a_typed_yes_and_a_pressed_one_mean_the_same(bank):
    caller = bank(late_book(4))
    await caller.says("what is this fee", *EXPLAIN)
    assert names(await caller.says("yes", *YES)) == GRANTED
    again = await caller.says("Yes, please", *YES, {"line": "line-f4", "goodwill": "yes"})
    assert names(again) == ["utter_goodwill_again", *GRANTED]
    assert credits_of(caller.talk) == [3000]


async def test_what_no_rule_would_grant_is_not_offered(bank):
    caller = bank(often_late())
    assert not [name for name in names(await caller.says("what is this fee", *EXPLAIN)) if "offer" in name]


async def test_after_a_no_a_person_may_decide_or_it_is_left_in_peace(bank):
    caller = bank(often_late())
    told = names(await caller.says("take the late fee off", *WISH))
    assert told[0] == "utter_goodwill_too_often"
    assert told[-1] == "utter_goodwill_person_may"
    assert names(await caller.says("no, leave it", *NO)) == ["utter_goodwill_disagree"]
    again = await caller.says("take it off", *WISH)
    assert again[0].response == "utter_goodwill_again"
    assert names(await caller.says("yes", *YES)) == ["utter_goodwill_person_asked"]
    with caller.talk.tools.store.read() as tx:
        (handoff,) = tx.handoffs.of_customer("c99")
    assert (handoff.trigger, handoff.context["reason"], handoff.context["charge"]) == ("goodwill", "G-FRQ", "line-f4")
    assert (handoff.context["authority"], handoff.context["amount"]) == ("agent", 3000)


async def test_of_several_fees_each_has_a_button_and_none_is_decided_before(bank):
    caller = bank(four_kinds())
    (which,) = await caller.says("take the fees off", *WISH)
    assert which.response == "utter_goodwill_which"
    assert len(which.choices) == 4
    assert decisions(caller.talk) == []
    pressed = which.choices[0].payload
    assert names(await caller.says("x", *WISH, dict(pressed)))[1] == "utter_goodwill_terms"
    assert len(decisions(caller.talk)) == 1


async def test_the_kind_that_is_named_is_meant(bank):
    caller = bank(four_kinds())
    told = await caller.says("refund the cash advance fee", *WISH)
    assert told[0].facts == {"given": "$15.00"}


async def test_a_gift_is_told_when_the_customer_comes_next_and_once(bank):
    caller = bank(late_book(4))
    with caller.talk.tools.store.write() as tx:
        tools = caller.talk.tools
        found = tools.goodwill.keep(tx, tools.wording, tools.clock.now())
        everyone = replace(found.policy, gift=replace(found.policy.gift, one_in=1))
        own = replace(tools, goodwill=type(tools.goodwill)())
        own.goodwill.current(tx, tools.wording, tools.clock.now().date())
        own.goodwill._now = replace(found, policy=everyone)
        draw_gifts(tx, own, "2026-05")
    assert names(await caller.says("what do i owe", "bill_summary", "action_bill_summary"))[-1] == "utter_goodwill_gift"
    told = names(await caller.says("what do i owe", "bill_summary", "action_bill_summary"))
    assert "utter_goodwill_gift" not in told


TROUBLE = "you broke your promise, I want something for my trouble"


def broke_a_promise(caller):
    """A person was to answer yesterday."""
    now = caller.talk.clock.now()
    with caller.talk.tools.store.write() as tx:
        tx.promises.add("p1", caller.talk.conversation.id, "a person answers", now - days(2), now - days(1))


@pytest.mark.parametrize("taken_for", [WISH, EXPLAIN, ("out_of_scope", "action_out_of_scope")], ids=lambda one: one[0])
async def test_a_promise_that_we_broke_is_made_up_for_whatever_the_sentence_was_taken_for(bank, taken_for):
    caller = bank(late_book(4))
    broke_a_promise(caller)
    told = names(await caller.says(TROUBLE, *taken_for))
    assert told == ["utter_goodwill_service", "utter_goodwill_terms_service", "utter_goodwill_also_complaint"]
    assert credits_of(caller.talk) == [1000]


async def test_a_fee_that_is_named_is_what_a_wish_is_about(bank):
    caller = bank(late_book(4))
    broke_a_promise(caller)
    assert names(await caller.says("take the late fee off for all my trouble, you owe me that", *WISH)) == GRANTED
    assert decisions(caller.talk) == [("GRANT", 3000, "G-FEE")]


async def test_trouble_that_we_can_not_see_is_for_a_person(bank):
    caller = bank(late_book(4))
    assert names(await caller.says("I want compensation", *WISH)) == ["utter_handed_over_goodwill"]
    assert decisions(caller.talk) == []


async def test_the_usual_credit_is_taken_with_a_yes_while_a_person_looks_at_the_rest(bank):
    caller = bank(late_book(4))
    broke_a_promise(caller)
    told = await caller.says("pay me $60 for my time", *WISH, amount="6000")
    assert names(told) == ["utter_goodwill_above_authority", "utter_goodwill_also_standard_credit"]
    assert caller.slots["asked"] == Question.USUAL_CREDIT
    assert names(await caller.says("yes", *YES))[0] == "utter_goodwill_service"
    assert credits_of(caller.talk) == [1000]


async def test_the_usual_credit_is_left_with_a_no(bank):
    caller = bank(late_book(4))
    broke_a_promise(caller)
    await caller.says("pay me $60 for my time", *WISH, amount="6000")
    assert names(await caller.says("no", *NO)) == ["utter_goodwill_left"]
    assert credits_of(caller.talk) == []


async def test_whoever_disputes_a_fee_is_never_given_a_credit_instead(bank):
    caller = bank(late_book(4))
    assert names(await caller.says("I dispute this late fee", *WISH)) == ["utter_handed_over_dispute_fee"]
    assert names(await caller.says("take the late fee off", *WISH)) == [
        "utter_goodwill_disputed",
        "utter_goodwill_also_case_status",
    ]
    assert credits_of(caller.talk) == []
