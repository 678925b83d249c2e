from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.disputes.calendar import UNITED_STATES, FromEaster, Holidays, Kept, OnDate, OnWeekday, easter
from tests.disputes.laws import policy

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def us():
    return UNITED_STATES


def uk():
    return policy().uk.calendar


def eu():
    return policy().eu.calendar


@pytest.mark.parametrize(
    "day",
    ["1961-04-02", "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2024-03-31", "2025-04-20", "2038-04-25"],
)
def test_easter_is_on_its_published_day(day):
    assert easter(int(day[:4])) == date.fromisoformat(day)


@given(st.integers(1970, 2199))
def test_easter_is_a_sunday_from_march_22_to_april_25(year):
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
        (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        (2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
    ],
)
def test_the_bank_holidays_of_england_and_wales_are_the_published_ones(year, days):
    assert sorted(uk().holidays(year)) == [date.fromisoformat(f"{year}-{day}") for day in days.split()]


def test_target_closes_on_six_days_and_keeps_none_of_them_on_another():
    published = ["2025-01-01", "2025-04-18", "2025-04-21", "2025-05-01", "2025-12-25", "2025-12-26"]
    assert [day.isoformat() for day in sorted(eu().holidays(2025))] == published
    assert eu().is_business_day(date(2022, 1, 3))
    assert not uk().is_business_day(date(2022, 1, 3))


def test_a_holiday_on_a_sunday_is_kept_on_monday_and_one_on_a_saturday_on_no_other_day():
    """As the Federal Reserve keeps them; federal offices close on the Friday before a Saturday."""
    assert us().is_business_day(date(2026, 7, 3))
    assert us().is_business_day(date(2021, 12, 31))
    assert not us().is_business_day(date(2027, 7, 5))


def test_two_holidays_of_one_weekend_do_not_fall_on_one_day():
    holidays = Holidays((OnDate(12, 25), OnDate(12, 26)), Kept.NEXT)
    assert sorted(holidays.of(2027)) == [date(2027, 12, 27), date(2027, 12, 28)]


def test_a_rule_may_count_weekdays_from_either_end_of_a_month():
    holidays = Holidays((OnWeekday(5, 0, 1), OnWeekday(5, 0, -1), FromEaster(39)))
    assert sorted(holidays.of(2025)) == [date(2025, 5, 5), date(2025, 5, 26), date(2025, 5, 29)]


@pytest.mark.parametrize("calendar", [us, uk, eu], ids=lambda which: which.__name__)
@given(day=DAYS, count=st.integers(0, 25))
def test_as_many_business_days_lie_between_as_were_counted_in_both_directions(calendar, day, count):
    later, earlier = calendar().after(day, count), calendar().before(day, count)
    ahead = [day + timedelta(days=n) for n in range(1, (later - day).days + 1)]
    back = [day - timedelta(days=n) for n in range(1, (day - earlier).days + 1)]
    assert sum(map(calendar().is_business_day, ahead)) == count == sum(map(calendar().is_business_day, back))


@given(DAYS)
def test_a_deadline_is_met_on_itself_or_on_the_last_business_day_before(day):
    act = us().act_by(day)
    assert act <= day
    assert us().is_business_day(act)
    assert not any(us().is_business_day(act + timedelta(days=n)) for n in range(1, (day - act).days + 1))
