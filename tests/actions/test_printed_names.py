"""A name as it stands on the bill is told from its line, whatever the message was taken for."""

from pathlib import Path

import pytest

from candor.clock import FixedClock
from tests.actions.calling import Caller
from tests.actions.test_actions import names
from tests.services.serving import talk_of, tools_on

TAKEN_FOR = {
    "bill_summary": "action_bill_summary",
    "explain_charge": "action_explain_charge",
    "explain_fee": "action_explain_fee",
    "ask_refund_status": "action_refund_status",
    "dispute_charge": "action_dispute",
    "dispute_status": "action_dispute_status",
    "request_goodwill": "action_goodwill",
    "out_of_scope": "action_out_of_scope",
    "nlu_fallback": "action_not_understood",
}


@pytest.fixture
def caller(data_folder: Path, clock: FixedClock) -> Caller:
    return Caller(talk_of(tools_on(data_folder, clock), clock, "c01"))


@pytest.mark.parametrize("intent", TAKEN_FOR)
async def test_what_a_line_of_the_bank_is_gets_told_and_nothing_is_written_down(caller, intent):
    told = await caller.says("what is PAYMENT - THANK YOU on my bill?", intent, TAKEN_FOR[intent])
    assert names(told) == ["utter_explain_payment_plain"]
    assert caller.slots["charge"] == "t-paid"
    with caller.talk.tools.store.read() as tx:
        assert not tx.handoffs.of_customer("c01")


async def test_a_claim_that_names_such_a_line_is_still_written_down(caller):
    await caller.says("what is PAYMENT - THANK YOU, it is wrong", "dispute_charge", "action_dispute")
    with caller.talk.tools.store.read() as tx:
        assert len(tx.handoffs.of_customer("c01")) == 1


async def test_a_name_on_the_bill_that_is_asked_about_at_length_is_told(caller):
    told = await caller.says("what did I pay for at Northfield Outdoor please", "nlu_fallback", "action_not_understood")
    assert caller.slots["charge"] == "t-jacket"
    assert told
