"""A mistake of ours is said first and put right by a day, once for a line, whatever the customer asked for."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from candor.clock import FixedClock
from candor.conversation.replies import Reply
from candor.services.explain import put_right as service
from candor.services.tools import Tools
from candor.store import Store
from tests.actions.calling import Caller
from tests.services import mistaken
from tests.services.serving import tools_on

# Tuesday, May 12, 11 a.m. in New York: 9 of the team's hours that day, 12 on Wednesday, 3 on Thursday.
DUE = datetime(2026, 5, 14, 15, 0, tzinfo=UTC)


@pytest.fixture
def tools(data_folder: Path, clock: FixedClock) -> Tools:
    return tools_on(data_folder, clock)


@pytest.fixture
def caller(tools: Tools, clock: FixedClock) -> Caller:
    return Caller(mistaken.talk_with(tools, clock))


def names(replies: list[Reply]) -> list[str]:
    return [reply.response for reply in replies]


def opened(store: Store):
    with store.read() as tx:
        return tx.corrections.of_customer(mistaken.CUSTOMER)


async def asks(caller: Caller, line: str = mistaken.FEE) -> list[Reply]:
    return await caller.says("this one", "choose_charge", "action_explain_charge", {"line": line})


async def test_a_fee_that_is_our_mistake_is_corrected_with_its_rule_and_a_day_two_business_days_on(caller, tools):
    told, promised = await asks(caller)
    assert told.response == "utter_explain_late_fee_mistake"
    assert promised.response == "utter_correction_opened"
    assert promised.facts == {"amount": "$30.00", "day": "May 14", "time": "11 a.m."}
    (row,) = opened(tools.store)
    assert promised.cites == (mistaken.FEE, row.id)
    assert (row.line_id, row.cents, row.mistake, row.due) == (mistaken.FEE, 3000, "on_time", DUE)
    assert row.rule == "12 CFR 1026.10(b)"


async def test_it_is_no_hand_over_and_no_goodwill_and_stands_in_the_trail(caller, tools):
    await asks(caller)
    with tools.store.read() as tx:
        assert tx.handoffs.of_customer(mistaken.CUSTOMER) == []
        (entry,) = tx.trail.of("talk")
    assert (entry["act"], entry["detail"]["cents"]) == ("correction_opened", 3000)


async def test_the_same_line_asked_again_shows_the_promise_there_is_and_only_reads(caller, tools, clock, monkeypatch):
    await asks(caller)
    clock.at += timedelta(hours=20)
    tracker = caller.hears("this one", "choose_charge", {"line": mistaken.FEE})
    monkeypatch.setattr(tools.store, "write", None)
    again = (await caller.call("action_explain_charge", tracker))[-1]
    assert again.response == "utter_correction_open"
    assert again.facts["day"] == "May 14"
    assert len(opened(tools.store)) == 1


async def test_another_talk_finds_the_promise_of_the_first(caller, tools, clock):
    await asks(caller)
    other = Caller(mistaken.talk_with(tools, clock, "other tab"))
    assert names(await asks(other))[-1] == "utter_correction_open"
    assert len(opened(tools.store)) == 1


async def test_two_tabs_at_once_open_one_correction(tools, clock):
    tabs = [Caller(mistaken.talk_with(tools, clock, f"tab {number}")) for number in range(4)]
    replies = await asyncio.gather(*(asks(tab) for tab in tabs))
    assert sorted(names(told)[-1] for told in replies) == ["utter_correction_open"] * 3 + ["utter_correction_opened"]
    assert len(opened(tools.store)) == 1


async def test_a_turn_that_is_tried_again_says_what_the_first_try_said(caller, tools):
    tracker = caller.hears("this one", "choose_charge", {"line": mistaken.FEE})
    first = await caller.call("action_explain_charge", tracker)
    assert await caller.call("action_explain_charge", tracker) == first
    assert len(opened(tools.store)) == 1


async def test_an_action_whose_turn_is_over_opens_nothing(caller, tools, clock):
    tracker = caller.hears("this one", "choose_charge", {"line": mistaken.FEE})
    clock.at += timedelta(seconds=7)
    with pytest.raises(Exception, match="the turn is over"):
        await caller.call("action_explain_charge", tracker)
    assert opened(tools.store) == []


async def test_when_writing_fails_nothing_is_said_and_nothing_is_left(caller, tools, monkeypatch):
    def broken(*_ids: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(service, "promise_facts", broken)
    with pytest.raises(RuntimeError):
        await asks(caller)
    assert opened(tools.store) == []


async def test_a_line_without_a_mistake_only_reads(caller, tools, monkeypatch):
    tracker = caller.hears("this one", "choose_charge", {"line": mistaken.RIGHT_FEE})
    monkeypatch.setattr(tools.store, "write", None)
    assert names(await caller.call("action_explain_charge", tracker)) == ["utter_explain_fee_annual"]


@pytest.mark.parametrize(
    ("intent", "action"), [("dispute_charge", "action_dispute"), ("request_goodwill", "action_goodwill")]
)
async def test_whoever_calls_it_wrong_or_wants_it_back_proves_nothing(caller, tools, intent, action):
    await asks(caller)
    caller.slots["charge"] = mistaken.FEE
    replies = await caller.says("the late fee is wrong", intent, action, {"line": mistaken.FEE})
    assert names(replies) == ["utter_explain_late_fee_mistake", "utter_correction_open"]
    with tools.store.read() as tx:
        assert tx.handoffs.of_customer(mistaken.CUSTOMER) == []


async def test_a_shop_s_charge_that_is_called_wrong_is_a_claim_even_if_our_rate_was_wrong_too(caller, tools):
    await caller.says("that is not mine", "dispute_charge", "action_dispute", {"line": mistaken.BOUGHT_ABROAD})
    with tools.store.read() as tx:
        (kept,) = tx.disputes.of_customer(mistaken.CUSTOMER)
    assert kept.case.line_id == mistaken.BOUGHT_ABROAD


async def test_a_wrong_rate_comes_off_too(caller, tools):
    assert names(await asks(caller, mistaken.BOUGHT_ABROAD)) == [
        "utter_explain_conversion_mistake",
        "utter_correction_opened",
    ]
    (row,) = opened(tools.store)
    assert (row.cents, row.mistake, row.rule) == (1150, "wrong_rate", "12 CFR 1026.13(a)(5)")


async def test_a_promise_that_was_not_kept_is_owned_and_a_person_offered(caller, clock):
    await asks(caller)
    clock.at += timedelta(days=3)
    late = (await asks(caller))[-1]
    assert (late.response, late.facts["day"]) == ("utter_correction_late", "May 14")
    assert caller.slots["asked"] == "want_person"
