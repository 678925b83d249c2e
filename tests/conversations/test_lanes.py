"""Talks side by side: every one is held, a customer's never two at once, and each failure stays its own."""

from __future__ import annotations

import threading
import time
from collections import Counter

import pytest

from tests.conversations.format import Talk
from tests.conversations.lanes import begun

PATIENCE = 60
"""Seconds; the machine of the tests may be busy with all the others."""
TALKS = [Talk(f"{customer}-{n}.yml", "a", customer, ()) for customer in ("c01", "c02", None) for n in range(6)]


def test_every_talk_is_held_and_no_customer_s_twice_at_once():
    lock, inside, most, two_guests = threading.Lock(), Counter(), Counter(), threading.Event()

    def hold(talk: Talk) -> None:
        with lock:
            inside[talk.customer] += 1
            most[talk.customer] = max(most[talk.customer], inside[talk.customer])
        if most[None] > 1:
            two_guests.set()
        # A guest's talk goes on until another guest is there; a customer's gives their next one a chance to come.
        assert two_guests.wait(PATIENCE if talk.customer is None else 0.01) or talk.customer
        with lock:
            inside[talk.customer] -= 1

    with begun(TALKS, hold) as held:
        for talk in TALKS:
            held[talk.id].result(PATIENCE)
    assert (most["c01"], most["c02"]) == (1, 1)
    assert most[None] > 1


def test_one_talk_that_fails_fails_alone():
    def hold(talk: Talk) -> None:
        assert talk is not TALKS[3], "not as expected"

    with begun(TALKS, hold) as held:
        with pytest.raises(AssertionError, match="not as expected"):
            held[TALKS[3].id].result(PATIENCE)
        held[TALKS[4].id].result(PATIENCE)
        held[TALKS[9].id].result(PATIENCE)


def test_a_run_that_is_stopped_begins_no_more_talks():
    said, talks, known = [], {}, threading.Event()

    def hold(talk: Talk) -> None:
        said.append(talk)
        assert known.wait(PATIENCE)
        until = time.monotonic() + PATIENCE
        while not any(other.cancelled() for other in talks.values()):
            assert time.monotonic() < until, "nothing was dropped"
            time.sleep(0.01)

    with begun(TALKS, hold) as held:
        talks |= held
        known.set()
    assert len(said) < len(TALKS)
