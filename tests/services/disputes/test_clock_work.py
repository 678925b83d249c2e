"""The clocks of a case run by themselves: alerts before, the credit on the legal day, each once."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from candor.clock import FixedClock
from candor.disputes import commands as do
from candor.disputes.states import State
from candor.services.disputes.move_case import move_case
from candor.services.tools import Tools
from tests.services.disputes.cases import filed, owed, read, tick
from tests.services.serving import tools_on

ZONE = ZoneInfo("America/New_York")
DAY = timedelta(days=1)


@pytest.fixture
def tools(data_folder, clock: FixedClock) -> Tools:
    return tools_on(data_folder, clock)


def at(clock: FixedClock, day, hour: int) -> None:
    clock.at = datetime.combine(day, time(hour), tzinfo=ZONE)


def alerts(tools: Tools):
    with tools.store.read() as tx:
        return [alert.kind for alert in tx.disputes.alerts()]


def test_the_desk_is_told_before_and_the_customer_is_credited_on_the_legal_day(tools, clock):
    before = owed(tools)
    kept = filed(tools, amount=8900)
    end = kept.case.clocks.credit_itself_on
    at(clock, end - 15 * DAY, 23)
    tick(tools)
    assert alerts(tools) == []
    at(clock, end - 10 * DAY, 12)
    tick(tools)
    assert alerts(tools) == ["result_comes_due"]
    at(clock, end - DAY, 23)
    tick(tools)
    assert sorted(alerts(tools)) == ["result_comes_due", "result_is_due"]
    assert read(tools, kept.id).case.is_open
    at(clock, end, 12)
    tick(tools)
    tick(tools)
    case = read(tools, kept.id).case
    assert (case.state, case.decided, case.final, owed(tools)) == (
        State.CLOSED, State.DECIDED_ERROR, 8900, before - 8900,
    )  # fmt: skip
    assert alerts(tools) == []


def test_a_leap_over_everything_credits_once(tools, clock):
    before = owed(tools)
    kept = filed(tools)
    clock.advance(400 * DAY)
    for _ in range(5):
        tick(tools)
    clock.advance(-390 * DAY)
    tick(tools)
    case = read(tools, kept.id).case
    assert (case.final, case.temporary, owed(tools)) == (8900, 0, before - 8900)
    assert case.acknowledged_on is not None


def test_a_case_that_ended_is_left_alone(tools, clock):
    kept = filed(tools)
    with tools.store.write() as tx:
        move_case(tx, tools, "s01", kept.id, do.Withdraw(True, "chat"))
        assert {row.kind for row in tx.due_work.of(kept.id)} == set()
    clock.advance(400 * DAY)
    tick(tools)
    assert read(tools, kept.id).case.state is State.WITHDRAWN


def test_a_letter_that_did_not_go_out_is_an_alert(tools, clock):
    from candor.services.clocks.run_due import run_due
    from candor.services.disputes.clock_work import HANDLERS

    kept = filed(tools)
    at(clock, kept.case.clocks.acknowledge_by - DAY, 12)
    without = {name: handler for name, handler in HANDLERS.items() if name != "dispute_letter"}
    run_due(tools, without)
    assert alerts(tools) == ["no_acknowledgement"]
