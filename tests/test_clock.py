from datetime import UTC, datetime, timedelta

from candor.clock import anchored, clock_from, day_in

START = datetime(2026, 5, 12, 15, tzinfo=UTC)
MOMENT = timedelta(seconds=5)


def test_a_set_clock_starts_there_and_runs_on():
    clock = clock_from("2026-05-12T11:00:00-04:00")
    first = clock.now()
    assert START <= first < START + MOMENT
    assert clock.now() >= first


def test_a_process_started_again_goes_on_from_where_the_clock_is():
    import time

    set_an_hour_ago = anchored("2026-05-12T15:00:00+00:00", time.time() - 3600)
    assert START + timedelta(hours=1) <= clock_from(set_an_hour_ago).now() < START + timedelta(hours=1) + MOMENT


def test_a_clock_is_anchored_once():
    assert anchored("2026-05-12T15:00:00Z@1.0", 2.0) == "2026-05-12T15:00:00Z@1.0"
    assert anchored(None, 2.0) is None


def test_a_day_is_the_account_s_own():
    assert day_in("America/New_York", datetime(2026, 5, 12, 3, tzinfo=UTC)).day == 11
