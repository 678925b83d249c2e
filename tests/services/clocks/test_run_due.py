"""Exactly once: over threads, processes, kills, failures and clocks that move."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from candor.clock import FixedClock
from candor.services.clocks.run_due import LONGEST_PAUSE, pause_after, run_due
from candor.services.tools import Tools
from candor.store import Store
from tests.conftest import NOW
from tests.services.house import HANDOFF_POLICY, WORDING

DAY = timedelta(days=1)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    made = Store(database_url)
    yield made
    made.close()


def note(tx, tools, work, now):
    """An effect that can be counted: a row of the trail."""
    tx.trail.add(now, actor="clock", act=work.kind, subject=work.subject)


def die_before_commit(tx, tools, work, now):
    note(tx, tools, work, now)
    os.kill(os.getpid(), signal.SIGKILL)


def acts_of(tools, subject):
    with tools.store.read() as tx:
        return [row["act"] for row in tx.trail.of(subject)]


def add(tools, *rows):
    with tools.store.write() as tx:
        for row in rows:
            tx.due_work.add(*row)


def test_what_is_due_is_done_in_order_of_time_and_once(tools, clock):
    add(tools, ("credit", "case", NOW), ("remind", "case", NOW - DAY), ("close", "case", NOW + DAY))
    handlers = {"credit": note, "remind": note, "close": note}
    assert [run_due(tools, handlers), run_due(tools, handlers)] == [2, 0]
    assert acts_of(tools, "case") == ["remind", "credit"]
    clock.advance(DAY)
    run_due(tools, handlers)
    assert acts_of(tools, "case") == ["remind", "credit", "close"]


def test_a_clock_that_leaps_or_goes_back_repeats_and_drops_nothing(tools, clock):
    add(tools, *(("remind", f"case {n}", NOW + n * DAY) for n in range(10)))
    for days in (5, -20, 3, 40, -60, 31):
        clock.advance(days * DAY)
        run_due(tools, {"remind": note})
    assert [acts_of(tools, f"case {n}") for n in range(10)] == [["remind"]] * 10


def test_the_machine_s_clock_is_not_asked(tools, monkeypatch):
    add(tools, ("remind", "now", NOW), ("remind", "later", NOW + DAY))
    monkeypatch.setattr("time.time", (NOW + 400 * DAY).timestamp)
    run_due(tools, {"remind": note})
    assert (acts_of(tools, "now"), acts_of(tools, "later")) == (["remind"], [])


def test_a_failure_leaves_nothing_keeps_nobody_up_and_is_tried_again(tools, clock, caplog):
    add(tools, ("bad", "case", NOW - DAY), ("good", "case", NOW))

    def fail(tx, tools, work, now):
        note(tx, tools, work, now)
        raise ValueError("broken")

    run_due(tools, {"bad": fail, "good": note})
    assert acts_of(tools, "case") == ["good"]
    assert "due work failed" in caplog.text
    run_due(tools, {"bad": note})
    assert acts_of(tools, "case") == ["good"]
    clock.advance(pause_after(0))
    run_due(tools, {"bad": note})
    assert acts_of(tools, "case") == ["good", "bad"]


def test_pauses_grow_and_stay_below_an_hour():
    pauses = [pause_after(n) for n in range(200)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE


def test_many_threads_do_each_row_once(tools):
    add(tools, *(("remind", f"case {n}", NOW) for n in range(40)))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: run_due(tools, {"remind": note}), range(16)))
    assert Counter(len(acts_of(tools, f"case {n}")) for n in range(40)) == {1: 40}


def work_in_process(url, handlers, ready=None):
    if ready:
        ready.wait()
    store = Store(url)
    run_due(Tools(store, FixedClock(NOW), WORDING, HANDOFF_POLICY), handlers)
    store.close()


def test_several_processes_do_each_row_once_and_a_killed_one_loses_none(tools, database_url):
    add(tools, *(("remind", f"case {n}", NOW) for n in range(30)))
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(4)
    workers = [
        context.Process(target=work_in_process, args=(database_url, {"remind": handler}, ready))
        for handler in (note, note, die_before_commit, die_before_commit)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert all(worker.exitcode in (0, -signal.SIGKILL) for worker in workers)
    run_due(tools, {"remind": note})
    assert Counter(len(acts_of(tools, f"case {n}")) for n in range(30)) == {1: 30}


def test_a_process_killed_before_its_commit_leaves_the_row_to_the_next(tools, database_url):
    add(tools, ("remind", "case", NOW))
    killed = multiprocessing.get_context("spawn").Process(
        target=work_in_process, args=(database_url, {"remind": die_before_commit})
    )
    killed.start()
    killed.join(60)
    assert killed.exitcode == -signal.SIGKILL
    assert acts_of(tools, "case") == []
    assert run_due(tools, {"remind": note}) == 1
    assert acts_of(tools, "case") == ["remind"]


def test_a_row_that_somebody_else_holds_is_left_to_them(tools, database_url):
    """On SQLite the second waits for the first to end; on PostgreSQL it goes past the row."""
    add(tools, ("remind", "case", NOW))
    with ThreadPoolExecutor(1) as pool:
        with tools.store.write() as tx:
            held = tx.due_work.take(["remind"], NOW)
            other = pool.submit(run_due, tools, {"remind": note})
            note(tx, tools, held, NOW)
            tx.due_work.done(held, NOW)
        assert other.result(60) in (0, 1)
    assert acts_of(tools, "case") == ["remind"]
