"""Talks side by side: every one is held, a customer's never two at once, and each failure stays its own."""

from __future__ import annotations

import threading
import time
from collections import Counter

import pytest

from tests.conversations.format import Talk
from tests.conversations.lanes import begun

TALKS = [Talk(f"{customer}-{n}.yml", "a", customer, ()) for customer in ("c01", "c02", None) for n in range(6)]


def test_every_talk_is_held_and_no_customer_s_twice_at_once():
    lock, inside, most = threading.Lock(), Counter(), Counter()

    def hold(talk: Talk) -> None:
        with lock:
            inside[talk.customer] += 1
            most[talk.customer] = max(most[talk.customer], inside[talk.customer])
        time.sleep(0.01)
        with lock:
            inside[talk.customer] -= 1

    with begun(TALKS, hold) as held:
        for talk in TALKS:
            held[talk.id].result(5)
    assert (most["c01"], most["c02"]) == (1, 1)
    assert most[None] > 1


def test_one_talk_that_fails_fails_alone():
    def hold(talk: Talk) -> None:
        assert talk is not TALKS[3], "not as expected"

    with begun(TALKS, hold) as held:
        with pytest.raises(AssertionError, match="not as expected"):
            held[TALKS[3].id].result(5)
        held[TALKS[4].id].result(5)
        held[TALKS[9].id].result(5)


def test_a_run_that_is_stopped_begins_no_more_talks():
    said = []

    def hold(talk: Talk) -> None:
        said.append(talk)
        time.sleep(0.05)

    with begun(TALKS, hold):
        pass
    assert len(said) < len(TALKS)
