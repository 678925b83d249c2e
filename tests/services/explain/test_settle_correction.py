"""A mistake of ours is put right by itself: once, in full, with the interest it caused, and the promise is kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from candor.billing.explanation import Detail
from candor.billing.lines import explain
from candor.billing.records import LineType
from candor.bootstrap import DUE
from candor.clock import FixedClock, day_in
from candor.services.clocks.run_due import run_due
from candor.services.explain.settle_correction import SETTLE_AFTER
from candor.services.tools import Tools
from tests.actions.calling import Caller
from tests.services import mistaken
from tests.services.serving import tools_on


@pytest.fixture
def tools(data_folder: Path, clock: FixedClock) -> Tools:
    return tools_on(data_folder, clock)


@pytest.fixture
def caller(tools: Tools, clock: FixedClock) -> Caller:
    return Caller(mistaken.talk_with(tools, clock))


async def asks(caller: Caller, line: str = mistaken.FEE) -> list[str]:
    told = await caller.says("this one", "choose_charge", "action_explain_charge", {"line": line})
    return [reply.response for reply in told]


def work(tools: Tools, clock: FixedClock, after: timedelta = SETTLE_AFTER) -> None:
    clock.at += after
    run_due(tools, DUE)


def credited(tools: Tools) -> list[int]:
    with tools.store.read() as tx:
        book = tx.ledger.book(mistaken.CUSTOMER)
    return [line.amount for line in book.lines if line.type is LineType.CREDIT]


async def test_the_credit_stands_on_the_account_and_the_promise_is_kept(caller, tools, clock):
    await asks(caller)
    work(tools, clock)
    assert credited(tools) == [-3000]
    with tools.store.read() as tx:
        (row,) = tx.corrections.of_customer(mistaken.CUSTOMER)
        promise = tx.promises.get(tx.corrections.promise_of(row.id))
        posted = tx.journal.of(f"correction:{mistaken.FEE}")
        acts = [entry["act"] for entry in tx.trail.of("talk")]
    assert promise is not None
    assert promise.kept_at == clock.now() < row.due
    assert posted is not None
    assert posted.legs == {"customer": -3000, "fees": 3000}
    assert acts == ["correction_opened", "correction_posted"]


async def test_whoever_asks_then_hears_that_it_is_done(caller, tools, clock):
    await asks(caller)
    work(tools, clock)
    assert await asks(caller) == ["utter_explain_late_fee_given_back"]


async def test_nothing_is_given_before_a_turn_that_is_tried_again_has_told_the_same(caller, tools, clock):
    first = await asks(caller)
    work(tools, clock, timedelta(seconds=12))
    assert credited(tools) == []
    assert (await asks(caller))[0] == first[0]


async def test_it_is_posted_once_however_often_it_is_asked_and_done(caller, tools, clock):
    for _ in range(3):
        await asks(caller)
        work(tools, clock)
    with tools.store.write() as tx:
        (row,) = tx.corrections.of_customer(mistaken.CUSTOMER)
        tx.due_work.add("correction", row.id, clock.now())
    work(tools, clock)
    assert credited(tools) == [-3000]


async def test_what_somebody_else_gave_back_is_not_given_again_and_the_promise_counts_as_kept(caller, tools, clock):
    await asks(caller)
    with tools.store.write() as tx:
        tx.journal.post(
            key="by hand",
            account_id="a11",
            why="correction",
            legs=[("customer", -3000), ("fees", 3000)],
            at=clock.now(),
            refs={"target": mistaken.FEE},
        )
    work(tools, clock)
    assert credited(tools) == [-3000]
    with tools.store.read() as tx:
        (row,) = tx.corrections.of_customer(mistaken.CUSTOMER)
        promise = tx.promises.get(tx.corrections.promise_of(row.id))
    assert promise is not None
    assert promise.kept_at is not None


async def test_a_wrong_rate_comes_off_the_purchase(caller, tools, clock):
    await asks(caller, mistaken.BOUGHT_ABROAD)
    work(tools, clock)
    assert credited(tools) == [-1150]
    with tools.store.read() as tx:
        book = tx.ledger.book(mistaken.CUSTOMER)
    today = day_in(book.customer.time_zone, clock.now())
    assert explain(book, mistaken.BOUGHT_ABROAD, today, Detail.FULL).mistake is None
