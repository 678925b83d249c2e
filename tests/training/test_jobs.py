"""Long things run beside the app, and every process sees how far they are."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from candor.clock import FixedClock
from candor.store import Store
from candor.store.migrate import migrate
from candor.training.jobs import Jobs, WorkshopBusy

WITHIN = 60.0


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    migrate(sqlite_url)
    made = Store(sqlite_url)
    yield made
    made.close()


@pytest.fixture
def processes(store: Store, clock: FixedClock) -> tuple[Jobs, Jobs]:
    """Those of two app processes."""
    first, second = (Jobs(os.environ, store, clock) for _ in range(2))
    return first, second


def ended(jobs: Jobs):
    until = time.monotonic() + WITHIN
    while (job := jobs.newest()).code is None:
        assert time.monotonic() < until
        time.sleep(0.05)
    return job


def test_another_process_sees_a_job_and_begins_none_beside_it(processes, clock):
    first, second = processes
    first.start("looking", ["interest", "--help"], "staff:t")
    assert second.newest().kind == "looking"
    with pytest.raises(WorkshopBusy):
        second.start("training", ["train"], "staff:u")
    job = ended(second)
    assert (job.code, job.by) == (0, "staff:t")
    assert any("interest" in line.lower() for line in job.told)
    clock.advance(timedelta(seconds=1))
    second.start("looking again", ["interest", "--help"], "staff:u")
    assert ended(first).kind == "looking again"


def test_a_command_that_fails_says_so_and_what_it_read_was_given(processes):
    first, _ = processes
    first.start("holding", ["models", "hold", "-"], "staff:t", text="stories: [")
    job = ended(first)
    assert job.code != 0
    assert job.told
