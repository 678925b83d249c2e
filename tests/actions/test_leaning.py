"""Words that lean on what was just said of the bill: a mark before a name, another time for a sum, the other of two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.actions.calling import Caller
from tests.actions.test_disputing import OTHER, names, text
from tests.services.serving import JACKET, talk_of, tools_on


@pytest.fixture
def caller(data_folder, clock) -> Caller:
    return Caller(talk_of(tools_on(data_folder, clock), clock, "c01"))


@pytest.mark.parametrize(
    ("said", "company"),
    [("TST* what does that mean", "Toast"), ("what does SQ * stand for?", "Square"), ("what does PP mean", "PayPal")],
)
async def test_a_mark_alone_is_told_by_who_put_it_there(caller, said, company):
    told = await caller.says(said, *OTHER)
    assert names(told) == ["utter_prefix_means"]
    assert company in text(caller, told[0])


async def test_a_mark_with_a_name_is_a_charge(caller):
    assert "utter_prefix_means" not in names(await caller.says("what is SQ *BLUE HERON", *OTHER))


async def test_a_sum_is_told_again_for_another_time_at_the_same_shop(caller):
    with caller.talk.tools.store.write() as tx:
        old = replace(JACKET, id="t-then", amount=5500, txn_date=date(2025, 7, 1), post_date=date(2025, 7, 2))
        tx.ledger.add_lines("a01", lines=[old])
    spent = await caller.says("how much did I spend at northfield this year?", "bill_summary", "action_bill_summary")
    assert names(spent)[0].startswith("utter_spent_at")
    assert "$89.00" in text(caller, spent[0])
    then = await caller.says("and last year?", *OTHER)
    assert names(then)[0].startswith("utter_spent")
    assert "$55.00" in text(caller, then[0])


async def test_an_offer_that_was_promised_is_looked_for(caller):
    said = await caller.says("you said it was 0 percent", "bill_summary", "action_bill_summary")
    assert names(said) == ["utter_account_no_offer"]
