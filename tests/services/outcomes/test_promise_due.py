"""A promise that comes due is shown to those who can keep it, and a broken one is noted once."""

from __future__ import annotations

from datetime import timedelta

from candor.bootstrap import DUE
from candor.clock import FixedClock
from candor.ids import new_id
from candor.services.clocks.run_due import run_due
from candor.services.outcomes.promise_due import promises_at_stake
from candor.services.tools import Tools
from candor.trust.rows import Path
from tests.services.house import guest, talk_of

HOUR = timedelta(hours=1)


def promised(tools: Tools, clock: FixedClock, due: timedelta = 2 * HOUR) -> tuple[str, str]:
    """A talk and a promise of an agent's in it."""
    talk, promise = talk_of(tools, guest(tools)), new_id()
    with tools.store.write() as tx:
        tx.handoffs.promise_again(promise, talk, clock.now(), clock.now() + due)
    return talk, promise


def broken(tools: Tools, talk: str) -> int:
    with tools.store.read() as tx:
        return sum(entry["act"] == "promise_broken" for entry in tx.trail.of(talk))


def test_an_agent_s_promise_is_the_agent_s(tools: Tools, clock: FixedClock) -> None:
    _, promise = promised(tools, clock)
    with tools.store.read() as tx:
        row = tx.promises.get(promise)
    assert row
    assert row.path is Path.PERSON


def test_a_promise_is_shown_half_an_hour_before_its_time_and_rings_the_desk(tools: Tools, clock: FixedClock) -> None:
    talk, promise = promised(tools, clock)
    run_due(tools, DUE)
    assert promises_at_stake(tools) == []
    clock.advance(1.5 * HOUR)
    with tools.store.read() as tx:
        before = tx.desk.number()
    run_due(tools, DUE)
    assert [one.id for one in promises_at_stake(tools)] == [promise]
    with tools.store.read() as tx:
        assert tx.desk.number() > before
    assert broken(tools, talk) == 0


def test_one_that_was_not_kept_is_noted_once_and_stays_to_be_looked_at(tools: Tools, clock: FixedClock) -> None:
    talk, promise = promised(tools, clock)
    clock.advance(3 * HOUR)
    run_due(tools, DUE)
    run_due(tools, DUE)
    assert broken(tools, talk) == 1
    (shown,) = promises_at_stake(tools)
    assert (shown.id, shown.is_broken(clock.now())) == (promise, True)


def test_one_that_was_kept_or_taken_back_disturbs_nobody(tools: Tools, clock: FixedClock) -> None:
    kept, taken_back = promised(tools, clock), promised(tools, clock)
    with tools.store.write() as tx:
        tx.promises.keep(kept[1], clock.now())
        tx.promises.withdraw(taken_back[1], clock.now())
    clock.advance(3 * HOUR)
    run_due(tools, DUE)
    assert promises_at_stake(tools) == []
    assert broken(tools, kept[0]) == broken(tools, taken_back[0]) == 0


def test_how_many_are_open_soon_due_and_broken(tools: Tools, clock: FixedClock) -> None:
    for due in (HOUR, 2 * HOUR, 30 * HOUR):
        promised(tools, clock, due)
    clock.advance(1.5 * HOUR)
    with tools.store.read() as tx:
        assert tx.promises.how_many(clock.now(), clock.now() + 24 * HOUR) == (3, 1, 1)
