"""The calendar of the sample bank, on every day of leap and other years."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from candor.importing.sample.cycles import cycle_of, cycles, months_later

EVERY_DAY = [date(2027, 1, 1) + timedelta(days=n) for n in range(2 * 366)]


@pytest.mark.parametrize("since_close", [8, 12, 17])
def test_cycles_join_without_gaps_and_end_with_the_one_that_today_lies_in(since_close: int) -> None:
    for today in EVERY_DAY:
        all_cycles = cycles(today, since_close)
        assert len(all_cycles) == 25
        assert cycle_of(today, all_cycles) is all_cycles[-1]
        assert all(after.open - before.close == timedelta(days=1) for before, after in pairwise(all_cycles))


def test_a_bill_is_due_on_the_same_day_each_month_at_least_21_days_after_it_was_sent() -> None:
    for today in EVERY_DAY:
        all_cycles = cycles(today, 12)
        assert len({cycle.due.day for cycle in all_cycles}) == 1
        assert min((cycle.due - cycle.transmitted).days for cycle in all_cycles) >= 21


def test_a_due_day_leaves_five_days_before_the_next_close() -> None:
    for today in EVERY_DAY:
        pairs = pairwise(cycles(today, 12))
        assert all(after.open <= before.due <= after.close - timedelta(days=5) for before, after in pairs)


def test_a_day_outside_of_all_cycles_is_an_error() -> None:
    with pytest.raises(ValueError, match="no cycle"):
        cycle_of(date(2001, 1, 1), cycles(date(2026, 5, 12), 12))


@pytest.mark.parametrize(("months", "then"), [
    (1, date(2028, 2, 28)),
    (-11, date(2027, 2, 28)),
    (12, date(2029, 1, 28)),
])  # fmt: skip
def test_months_later_is_the_28th_at_the_latest(months: int, then: date) -> None:
    assert months_later(date(2028, 1, 31), months) == then
