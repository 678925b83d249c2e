"""A second way to every day, with none of the product's arithmetic: it walks from day to day and counts.

Slow on purpose. Holidays of the United States are found by reading a year from its first day to its last.
"""

from datetime import date, timedelta
from functools import cache

ONE = timedelta(days=1)


@cache
def days_of(year):
    day, found = date(year, 1, 1), []
    while day.year == year:
        found.append(day)
        day += ONE
    return found


@cache
def us_days_off(year):
    """Weekdays on which the Federal Reserve is closed: a holiday on a Saturday closes no other day."""
    named = []
    for of in (year, year + 1):
        for month, which, weekday in ((1, 3, 0), (2, 3, 0), (5, -1, 0), (9, 1, 0), (10, 2, 0), (11, 4, 3)):
            fitting = [day for day in days_of(of) if day.month == month and day.weekday() == weekday]
            named.append(fitting[which - 1] if which > 0 else fitting[-1])
        fixed = {(1, 1), (7, 4), (11, 11), (12, 25)} | ({(6, 19)} if of > 2020 else set())
        named += [day for day in days_of(of) if (day.month, day.day) in fixed]
    off = set()
    for day in named:
        name = day.strftime("%A")
        off.add(day + ONE if name == "Sunday" else day)
    return {day for day in off if day.year == year}


@cache
def is_open(day):
    return day.strftime("%A") not in {"Saturday", "Sunday"} and day not in us_days_off(day.year)


def walk(day, count):
    for _ in range(count):
        day += ONE
    return day


def walk_business(day, count, step=ONE):
    passed = 0
    while passed < count:
        day += step
        if is_open(day):
            passed += 1
    return day


def closes_on(day, closes):
    """Whether a cycle ends on this day: it is the day named, or the month ends before there is one."""
    month_ends = (day + ONE).day == 1
    return day.day == closes or (month_ends and day.day < closes)


def end_of_second_full_cycle(day, closes):
    """Walks over three ends of cycles: that of the day's own cycle, and of the two whole ones after it."""
    ends = 0
    while True:
        if closes_on(day, closes):
            ends += 1
            if ends == 3:
                return day
        day += ONE


def act_by(day):
    while not is_open(day):
        day -= ONE
    return day
