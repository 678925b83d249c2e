"""The sum of interest, and what changed on a bill, come with their pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from candor.clock import FixedClock
from tests import ours
from tests.actions.calling import Caller
from tests.services.serving import Talk, talk_of, tools_on


@pytest.fixture
def talk(data_folder: Path, clock: FixedClock) -> Talk:
    tools = tools_on(data_folder, clock)
    its = next(book for book in ours.bank(1, clock.now().date()) if book.customer.id == "c09")
    with tools.store.write() as tx:
        tx.ledger.add_book(its)
    return talk_of(tools, clock, "c09")


async def test_the_sum_that_a_button_shows_comes_with_its_picture(talk):
    caller = Caller(talk)
    (first, *_) = await caller.says("why is there interest", "explain_interest", "action_explain_interest")
    (button,) = [choice for choice in first.choices if choice.label == "utter_label_show_sum"]
    assert first.card is None
    replies = await caller.says("Show me the sum", button.intent, "action_explain_charge", dict(button.payload))
    (drawn,) = [reply for reply in replies if reply.card]
    assert drawn.response.startswith("utter_explain_interest")
    assert drawn.response.endswith("_full")
    assert (drawn.card["type"], drawn.card["svg"][:5]) == ("picture", "<svg ")


async def test_why_a_bill_is_higher_comes_with_its_picture(talk):
    (first, *_) = await Caller(talk).says("why is it higher than last month", "bill_summary", "action_bill_summary")
    assert first.card["type"] == "picture"
    assert first.card["text"].endswith(talk.tools.wording.speak(first).text)
