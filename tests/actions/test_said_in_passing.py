"""Words that were taken for nothing of ours, though the line in hand or the bill makes plain what they mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from candor.clock import FixedClock
from tests.actions.calling import Caller
from tests.actions.test_actions import handoffs, names
from tests.services.serving import talk_of, tools_on


@pytest.fixture
def caller(data_folder: Path, clock: FixedClock) -> Caller:
    return Caller(talk_of(tools_on(data_folder, clock), clock, "c01"))


async def strange(caller: Caller, text: str, **entities: str) -> list[str]:
    return names(await caller.says(text, "out_of_scope", "action_out_of_scope", **entities))


async def test_half_a_name_alone_is_the_charge(caller):
    assert (await strange(caller, "heron"))[0].startswith("utter_explain_")
    assert await strange(caller, "there was a heron in the park by the river today") == ["utter_out_of_scope"]


@pytest.mark.parametrize("text", ["can you remove it", "take it off please", "could you waive that"])
async def test_take_it_off_is_about_the_fee_in_hand(caller, text):
    await caller.says("x", "choose_charge", "action_explain_charge", {"line": "t-late"})
    assert (await strange(caller, text))[0].startswith("utter_goodwill_")


async def test_take_it_off_with_no_fee_in_hand_moves_no_money(caller):
    assert await strange(caller, "can you remove it") == ["utter_out_of_scope"]


async def test_cancel_it_tells_how_to_stop_the_line_in_hand(caller):
    await caller.says("blue heron 12.40", "explain_charge", "action_explain_charge", amount="1240")
    assert await strange(caller, "cancel it please") == ["utter_stop_purchase"]


async def test_when_is_about_the_line_in_hand(caller):
    await caller.says("blue heron 12.40", "explain_charge", "action_explain_charge", amount="1240")
    assert (await strange(caller, "when does it go away"))[0].startswith("utter_explain_")
    told = names(await caller.says("when exactly?", "bill_summary", "action_bill_summary"))
    assert told[0].startswith("utter_explain_")


async def test_a_complaint_comes_to_a_person(caller):
    assert (await strange(caller, "I want to complain"))[0].startswith("utter_handed_over_")
    assert len(handoffs(caller)) == 1


async def test_who_asks_for_a_joke_is_not_taken_for_angry(caller):
    assert await strange(caller, "tell me a joke") == ["utter_out_of_scope"]


async def test_a_question_about_a_fee_gives_no_money_back(caller):
    told = names(await caller.says("what happens if i pay late?", "request_goodwill", "action_goodwill"))
    assert told[0].startswith("utter_explain_")
    told = names(await caller.says("will it hurt my credit score", "request_goodwill", "action_goodwill"))
    assert told == ["utter_account_credit_report"]
    told = names(await caller.says("could you take the fee off?", "request_goodwill", "action_goodwill"))
    assert told[0].startswith("utter_goodwill_")


async def test_show_me_is_no_claim_and_this_is_wrong_is_one(caller):
    told = names(await caller.says("show me the charges from Blue Heron", "dispute_charge", "action_dispute"))
    assert told[0].startswith("utter_explain_")
    told = names(await caller.says("show me why the Blue Heron one is wrong", "dispute_charge", "action_dispute"))
    assert told[0].startswith("utter_dispute_")


async def test_a_bare_explain_is_no_second_request(caller):
    text = "late fee?? explain"
    caller.understood = {
        "requests": [
            {"intent": "explain_fee", "start": 0, "end": 10},
            {"intent": "explain_charge", "start": 11, "end": len(text)},
        ]
    }
    assert "utter_also_asked" not in names(await caller.says(text, "explain_fee", "action_explain_fee"))
