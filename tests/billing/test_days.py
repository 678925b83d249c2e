from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.billing.days import (
    business_days_after,
    federal_holidays,
    is_business_day,
    next_business_day,
    spoken,
    spoken_hour,
)

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def test_a_day_of_this_year_is_said_without_the_year() -> None:
    assert spoken(date(2026, 5, 9), today=date(2026, 12, 31)) == "May 9"


def test_a_day_of_another_year_is_said_with_the_year() -> None:
    assert spoken(date(2025, 12, 24), today=date(2026, 1, 2)) == "December 24, 2025"


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (datetime(2026, 4, 28, 21, 0, tzinfo=UTC), "5 p.m."),
        (datetime(2026, 4, 28, 23, 12, tzinfo=UTC), "7:12 p.m."),
        (datetime(2026, 4, 28, 4, 5, tzinfo=UTC), "12:05 a.m."),
        (datetime(2026, 4, 28, 16, 0, tzinfo=UTC), "12 p.m."),
    ],
)
def test_an_hour_is_said_in_the_account_s_own_time_zone(instant: datetime, said: str) -> None:
    assert spoken_hour(instant, "America/New_York") == said


def test_the_federal_holidays_of_2025_are_the_published_ones() -> None:
    assert sorted(federal_holidays(2025)) == [
        date(2025, 1, 1),
        date(2025, 1, 20),
        date(2025, 2, 17),
        date(2025, 5, 26),
        date(2025, 6, 19),
        date(2025, 7, 4),
        date(2025, 9, 1),
        date(2025, 10, 13),
        date(2025, 11, 11),
        date(2025, 11, 27),
        date(2025, 12, 25),
    ]


def test_a_holiday_on_a_saturday_is_kept_on_friday_and_one_on_a_sunday_on_monday() -> None:
    assert date(2026, 7, 3) in federal_holidays(2026)
    assert date(2027, 7, 5) in federal_holidays(2027)
    assert date(2021, 12, 31) in federal_holidays(2021)


def test_ten_business_days_over_independence_day_end_on_july_15() -> None:
    assert business_days_after(date(2025, 6, 30), 10) == date(2025, 7, 15)


@given(DAYS, st.integers(0, 30))
def test_exactly_as_many_business_days_lie_between_as_were_asked_for(day: date, count: int) -> None:
    end = business_days_after(day, count)
    between = [date.fromordinal(n) for n in range(day.toordinal() + 1, end.toordinal() + 1)]
    assert sum(is_business_day(each) for each in between) == count


@given(DAYS)
def test_the_next_business_day_is_one_and_never_before_the_day(day: date) -> None:
    assert next_business_day(day) >= day
    assert is_business_day(next_business_day(day))
