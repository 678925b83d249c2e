"""What the studio has under way, and who reads along, as every app process sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from candor.store.jobs import KEPT, SILENT, Job
from tests.store.talks import NOON

LATER = NOON + timedelta(seconds=10)
SOON = NOON + timedelta(seconds=5)


def test_a_job_is_seen_as_it_goes_and_as_it_ended(store):
    job = Job("j1", "training", "staff:t", NOON, NOON)
    with store.write() as tx:
        tx.jobs.add(job)
        tx.jobs.keep(replace(job, beat_at=LATER, said={"doing": "Training"}, told=("half",), seconds=10.0))
    with store.read() as tx:
        found = tx.jobs.newest()
    assert (found.said, tuple(found.told), found.is_running(LATER)) == ({"doing": "Training"}, ("half",), True)
    with store.write() as tx:
        tx.jobs.keep(replace(found, code=0))
    with store.read() as tx:
        assert not tx.jobs.newest().is_running(LATER)


def test_a_job_whose_process_died_broke_off_and_holds_nobody_up():
    job = Job("j1", "training", "staff:t", NOON, NOON)
    assert job.is_running(NOON + SILENT)
    late = NOON + SILENT + timedelta(seconds=1)
    assert job.broke_off(late)
    assert not job.is_running(late)


def test_old_jobs_are_forgotten(store):
    with store.write() as tx:
        for number in range(KEPT + 3):
            tx.jobs.add(Job(f"j{number}", "training", "t", NOON + timedelta(seconds=number), NOON, code=0))
    with store.read() as tx:
        assert tx.jobs.get("j0") is None
        assert tx.jobs.get("j3") is not None


def test_one_reader_reads_along_and_another_takes_over_when_it_is_dead(store):
    with store.write() as tx:
        tx.jobs.want_shadow("m")
        assert tx.jobs.unread(NOON) == "m"
        assert tx.jobs.read_along("m", "first", NOON, SOON)
        assert tx.jobs.unread(NOON) is None
        assert not tx.jobs.read_along("m", "second", NOON, SOON)
        assert tx.jobs.read_along("m", "first", NOON, SOON), "the first keeps it"
        assert tx.jobs.read_along("m", "second", LATER, LATER + SILENT)


def test_a_reader_stops_when_its_candidate_is_no_longer_wanted(store):
    with store.write() as tx:
        tx.jobs.want_shadow("m")
        tx.jobs.read_along("m", "first", NOON, LATER)
        tx.jobs.want_shadow("other")
        assert not tx.jobs.read_along("m", "first", NOON, LATER)
        tx.jobs.want_shadow(None)
        assert tx.jobs.unread(LATER) is None
        assert tx.jobs.shadow() is None


def test_a_reader_that_ends_gives_way_at_once(store):
    with store.write() as tx:
        tx.jobs.want_shadow("m")
        tx.jobs.read_along("m", "first", NOON, LATER)
        tx.jobs.stop_reading("first")
        assert tx.jobs.unread(NOON) == "m"
