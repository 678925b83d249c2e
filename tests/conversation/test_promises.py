from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.conversation.promises import HandOffPolicy, due, is_open

WEEKDAY = (time(8), time(20))
POLICY = HandOffPolicy(
    version=1,
    time_zone="America/New_York",
    hours={0: WEEKDAY, 1: WEEKDAY, 2: WEEKDAY, 3: WEEKDAY, 4: WEEKDAY, 5: (time(9), time(17))},
    holidays=frozenset({date(2026, 5, 25)}),
    promise={"fraud": 60, "dispute": 720, "other": 240},
    fraud_line="1-800-555-0142",
)


@pytest.mark.parametrize(
    ("trigger", "now", "promised"),
    [
        ("fraud", "2026-05-12T15:00Z", "2026-05-12T16:00Z"),
        ("fraud", "2026-05-12T15:01Z", "2026-05-12T16:15Z"),
        ("unheard", "2026-05-12T15:00Z", "2026-05-12T19:00Z"),
        ("unheard", "2026-05-12T22:00Z", "2026-05-13T14:00Z"),  # two hours left today, two tomorrow from 8 a.m.
        ("dispute", "2026-05-12T15:00Z", "2026-05-13T15:00Z"),
        ("fraud", "2026-05-13T04:00Z", "2026-05-13T13:00Z"),  # midnight in New York: opens at 8
        ("fraud", "2026-05-24T15:00Z", "2026-05-26T13:00Z"),  # Sunday, then Memorial Day
        ("fraud", "2026-05-23T20:30Z", "2026-05-26T12:30Z"),  # Saturday 4:30 p.m.: half an hour left
        ("fraud", "2026-10-31T20:00Z", "2026-10-31T21:00Z"),
        ("fraud", "2026-11-01T15:00Z", "2026-11-02T14:00Z"),  # after the clocks went back, 8 a.m. is 13:00 UTC
    ],
)
def test_a_promise_is_counted_in_the_hours_of_the_team(trigger, now, promised):
    assert due(trigger, datetime.fromisoformat(now), POLICY) == datetime.fromisoformat(promised)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)), st.integers(1, 5000))
def test_every_promise_falls_into_the_hours_of_the_team_and_leaves_it_the_time_it_needs(now, minutes):
    policy = HandOffPolicy(1, POLICY.time_zone, POLICY.hours, POLICY.holidays, {"other": minutes}, "")
    promised = due("other", now, policy)
    assert promised - now >= timedelta(minutes=minutes)
    assert is_open(promised - timedelta(seconds=1), policy)


def test_the_team_is_there_in_its_hours_only():
    assert is_open(datetime(2026, 5, 12, 15, tzinfo=UTC), POLICY)
    assert not is_open(datetime(2026, 5, 13, 4, tzinfo=UTC), POLICY)
    assert not is_open(datetime(2026, 5, 25, 15, tzinfo=UTC), POLICY)
