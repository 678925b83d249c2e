"""Rates and streams."""

from __future__ import annotations

from datetime import timedelta

import pytest

from candor.clock import FixedClock
from candor.web.api.limits import Rate, Streams, TryLater, caller_of


def test_a_caller_may_send_as_many_as_the_rate_at_once_and_no_more(clock: FixedClock) -> None:
    rate = Rate(clock, 20)
    for _ in range(20):
        rate.take("a")
    with pytest.raises(TryLater) as refused:
        rate.take("a")
    assert refused.value.seconds == 3
    assert refused.value.status == 429


def test_one_more_is_free_when_the_named_seconds_have_passed(clock: FixedClock) -> None:
    rate = Rate(clock, 20)
    for _ in range(20):
        rate.take("a")
    clock.advance(timedelta(seconds=3))
    rate.take("a")
    with pytest.raises(TryLater):
        rate.take("a")


def test_callers_do_not_share(clock: FixedClock) -> None:
    rate = Rate(clock, 1)
    rate.take("a")
    rate.take("b")
    with pytest.raises(TryLater):
        rate.take("a")


def test_silence_never_saves_up_more_than_a_minute_is_worth(clock: FixedClock) -> None:
    rate = Rate(clock, 2)
    rate.take("a")
    clock.advance(timedelta(days=1))
    rate.take("a")
    rate.take("a")
    with pytest.raises(TryLater):
        rate.take("a")


def test_a_clock_set_back_gives_nothing_away_and_locks_nobody_out(clock: FixedClock) -> None:
    rate = Rate(clock, 2)
    rate.take("a")
    clock.advance(timedelta(hours=-1))
    rate.take("a")
    with pytest.raises(TryLater):
        rate.take("a")
    clock.advance(timedelta(seconds=30))
    rate.take("a")


def test_memory_stays_bounded_and_the_longest_silent_is_forgotten_first(clock: FixedClock) -> None:
    rate = Rate(clock, 1, remembered=3)
    for caller in "abcd":
        rate.take(caller)
    assert len(rate._buckets) == 3
    with pytest.raises(TryLater):
        rate.take("d")
    rate.take("a")


def test_an_address_of_ipv6_counts_by_the_network_its_owner_was_given() -> None:
    assert caller_of("2001:db8:1:2::5") == caller_of("2001:db8:1:2:ffff::9")
    assert caller_of("2001:db8:1:2::5") != caller_of("2001:db8:1:3::5")
    assert caller_of("192.0.2.7") == "192.0.2.7"
    assert caller_of("not an address") == "unknown"


def test_a_session_holds_a_few_streams_and_gets_a_place_back_when_one_ends() -> None:
    streams = Streams(most=2)
    streams.enter("s")
    streams.enter("s")
    with pytest.raises(TryLater):
        streams.enter("s")
    streams.leave("s")
    streams.enter("s")
    streams.leave("s")
    streams.leave("s")
    assert streams.count == 0
