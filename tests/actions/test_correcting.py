"""In the middle of a dispute: what was told is put right, another charge is meant, and one is disputed beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from candor.disputes.states import State
from candor.services.clocks.run_due import run_due
from candor.services.disputes.clock_work import HANDLERS
from tests.actions.calling import Caller
from tests.actions.test_disputing import OTHER, UNSURE, WRONG, cases, names, press, text, up_to_the_sum
from tests.services.serving import JACKET, talk_of, tools_on

OUT = ("out_of_scope", "action_out_of_scope")
ANOTHER = ("other_charge", "action_other_charge")


@pytest.fixture
def caller(data_folder, clock) -> Caller:
    return Caller(talk_of(tools_on(data_folder, clock), clock, "c01"))


async def wrong_amount(caller: Caller):
    """The amount is wrong: up to the sum of it."""
    await caller.says("northfield took too much", *WRONG, merchant="Northfield")
    await caller.says("80 dollars", *UNSURE)
    return await caller.says("only the difference", *UNSURE)


@pytest.mark.parametrize("said", ["actually it was 70 not 80", "no, $70", "i meant 70 dollars", "sorry, it was 70"])
@pytest.mark.parametrize("heard", [OUT, ("deny", "action_answer_no")])
async def test_under_the_sum_the_amount_is_put_right_by_a_word(caller, said, heard):
    assert names(await wrong_amount(caller)) == ["utter_dispute_sum_up"]
    summed = await caller.says(said, *heard)
    assert names(summed) == ["utter_dispute_sum_up"]
    assert "$19.00 of the $89.00" in text(caller, summed[0])


@pytest.mark.parametrize("said", ["no, I meant May 9", "it was the 9th of may", "actually May 9"])
async def test_so_is_a_day(caller, said):
    await up_to_the_sum(caller)
    assert names(await caller.says(said, *OUT)) == ["utter_dispute_sum_up"]
    assert cases(caller)[0].facts["expected_on"] == "2026-05-09"


async def test_so_is_the_reason_and_what_it_needs_is_asked(caller):
    await up_to_the_sum(caller)
    said = await caller.says("no actually it came but broken", *OUT)
    assert names(said) == ["utter_dispute_ask_promised"]


async def test_in_the_middle_it_has_to_say_that_it_puts_something_right(caller):
    await caller.says("the northfield jacket never came", *WRONG)
    await caller.says("May 8", *UNSURE)
    assert names(await caller.says("I meant May 9", *UNSURE)) == ["utter_dispute_ask_address"]
    assert cases(caller)[0].facts["expected_on"] == "2026-05-09"


@pytest.mark.parametrize("said", ["no", "no thanks", "wait", "change something"])
async def test_a_bare_no_asks_what_to_change(caller, said):
    await up_to_the_sum(caller)
    assert names(await caller.says(said, "deny", "action_answer_no")) == ["utter_dispute_change"]


@pytest.mark.parametrize("said", ["it was 70 not 80", "70 instead of 89", "70, not 89.00", "$70 rather than $89"])
async def test_the_sum_that_is_turned_down_is_not_the_answer(caller, said):
    await caller.says("northfield took too much", *WRONG, merchant="Northfield")
    assert names(await caller.says(said, *UNSURE)) == ["utter_dispute_ask_wanted"]
    assert cases(caller)[0].facts["agreed_amount"] == 7000


async def test_to_file_it_is_no_wish(caller):
    await caller.says("northfield took too much", *WRONG, merchant="Northfield")
    await caller.says("80 dollars", *UNSURE)
    said = await caller.says("yes file it", *UNSURE)
    assert names(said) == ["utter_dispute_unread_words", "utter_dispute_ask_wanted"]


@pytest.fixture
def shops(caller):
    """Two more charges of the same shop."""
    with caller.talk.tools.store.write() as tx:
        older = replace(JACKET, id="t-boots", amount=6100, txn_date=date(2026, 4, 20), post_date=date(2026, 4, 21))
        tx.ledger.add_lines("a01", lines=[older])
    return caller


@pytest.mark.parametrize("said", ["no, I meant the other one", "not that one, the other", "sorry, the other charge"])
async def test_the_other_one_takes_over_what_was_told_with_its_day(shops, clock, said):
    await shops.says("the northfield 89.00 never came", *WRONG, merchant="Northfield", amount="8900")
    await shops.says("May 8", *UNSURE)
    clock.advance(timedelta(minutes=5))
    moved = await shops.says(said, *ANOTHER)
    assert names(moved) == ["utter_dispute_instead", "utter_dispute_ask_address"]
    assert "$61.00" in text(shops, moved[0])
    of = {kept.case.line_id: kept for kept in cases(shops)}
    assert (of["t-jacket"].case.state, of["t-boots"].case.state) == (State.ABANDONED, State.DRAFT)
    assert of["t-boots"].case.notice_at == of["t-jacket"].case.notice_at
    assert of["t-boots"].facts["expected_on"] == "2026-05-08"
    assert of["t-boots"].facts["amount"] == 6100
    assert names(await shops.says("12 Pine Street", *UNSURE)) == ["utter_dispute_ask_wanted"]


async def test_nobody_comes_back_to_the_charge_that_was_not_meant(shops, clock):
    await shops.says("the northfield 89.00 never came", *WRONG, merchant="Northfield", amount="8900")
    await shops.says("no, I meant the other one", *ANOTHER)
    await shops.says("May 8", *UNSURE)
    await shops.says("12 Pine Street", *UNSURE)
    await press(shops, await shops.says("my money back", *UNSURE), "Yes, file it")
    clock.advance(timedelta(days=1))
    run_due(shops.talk.tools, HANDLERS)
    with shops.talk.tools.store.read() as tx:
        assert tx.handoffs.of_customer("c01", "dispute") == []
        assert [row.id.rpartition(":")[2] for row in tx.promises.open_of("c01")] == ["result"]


async def test_with_several_others_it_is_asked_which_and_a_press_moves_it(shops):
    with shops.talk.tools.store.write() as tx:
        tx.ledger.add_lines("a01", lines=[replace(JACKET, id="t-hat", amount=3300, post_date=date(2026, 4, 12))])
    await shops.says("the northfield 89.00 never came", *WRONG, merchant="Northfield", amount="8900")
    asked = await shops.says("no, the other one", *ANOTHER)
    assert names(asked) == ["utter_dispute_which_instead"]
    moved = await press(shops, asked, "NORTHFIELD OUTDOOR, $33.00")
    assert names(moved) == ["utter_dispute_instead", "utter_dispute_ask_expected_on"]


async def test_which_one_may_be_typed_too_and_nobody_loses_the_day_of_it(shops, clock):
    with shops.talk.tools.store.write() as tx:
        tx.ledger.add_lines("a01", lines=[replace(JACKET, id="t-hat", amount=3300, post_date=date(2026, 4, 12))])
    await shops.says("the northfield 89.00 never came", *WRONG, merchant="Northfield", amount="8900")
    await shops.says("no, the other one", *ANOTHER)
    moved = await shops.says("the 33 dollars", *OTHER, amount="3300")
    assert names(moved) == ["utter_dispute_instead", "utter_dispute_ask_expected_on"]
    clock.advance(timedelta(days=1))
    run_due(shops.talk.tools, HANDLERS)
    with shops.talk.tools.store.read() as tx:
        (handed,) = tx.handoffs.of_customer("c01", "dispute")
        assert handed.context["charge"] == "t-hat"


@pytest.mark.parametrize(
    "said", ["and the blue heron one too", "also the one from Blue Heron", "oh and blue heron as well"]
)
async def test_another_charge_is_disputed_beside_it(caller, said):
    await caller.says("the northfield jacket never came", *WRONG)
    begun = await caller.says(said, *UNSURE, merchant="Blue Heron")
    assert names(begun) == ["utter_dispute_begun", "utter_dispute_ask_reason"]
    assert {(kept.case.line_id, kept.case.state) for kept in cases(caller)} == {
        ("t-jacket", State.DRAFT), ("t-coffee", State.DRAFT),
    }  # fmt: skip


@pytest.mark.parametrize("said", ["and they never answered me", "they did not answer me either, also"])
async def test_a_story_that_names_no_other_charge_stays_a_story(caller, said):
    await caller.says("I want to dispute the northfield charge", *WRONG, merchant="Northfield")
    assert names(await caller.says(said, *UNSURE))[-1].startswith("utter_dispute_")
    assert len(cases(caller)) == 1


@pytest.mark.parametrize("said", ["yes", "go on", "ok let's go on"])
async def test_a_yes_goes_on_with_what_waits(caller, said):
    await caller.says("the northfield jacket never came", *WRONG)
    waits = await caller.says("what is the blue heron charge?", *OTHER, merchant="Blue Heron")
    assert names(waits)[-1] == "utter_dispute_waiting"
    assert names(await caller.says(said, "affirm", "action_answer_yes")) == ["utter_dispute_ask_expected_on"]


async def test_what_waits_is_put_right_by_a_word(caller):
    await wrong_amount(caller)
    await caller.says("what is the blue heron charge?", *OTHER, merchant="Blue Heron")
    summed = await caller.says("actually it was 70 not 80", *OUT)
    assert names(summed) == ["utter_dispute_sum_up"]
    assert cases(caller)[0].facts["agreed_amount"] == 7000


async def test_what_waits_can_be_dropped(caller):
    await caller.says("the northfield jacket never came", *WRONG)
    await caller.says("what is the blue heron charge?", *OTHER, merchant="Blue Heron")
    dropped = await caller.says("forget it, I changed my mind", "take_back", "action_take_back")
    assert names(dropped) == ["utter_dispute_stopped"]


async def test_the_sum_that_is_told_in_the_story_is_not_asked_for(caller):
    asked = await caller.says("I want to dispute the northfield charge", *WRONG, merchant="Northfield")
    await press(caller, asked, "The amount is wrong")
    said = await caller.says("it should have been 80 dollars", *UNSURE)
    assert names(said)[-1] in ("utter_dispute_ask_wanted", "utter_dispute_ask_what_happened")
    assert cases(caller)[0].facts["agreed_amount"] == 8000
