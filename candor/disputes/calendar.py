"""Business days by the calendar of a country. The United States' follows from the law, others from configuration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import count

from candor.billing.days import federal_holidays

FIRST_YEAR, LAST_YEAR = 1970, 2199
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """`holidays` gives the days of a year that are no business days although they are no Saturday or Sunday."""

    name: str
    holidays: Callable[[int], frozenset[date]]

    def is_business_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays(day.year)

    def after(self, day: date, days: int) -> date:
        """The day that is `days` business days later; the first one counted is the day after."""
        return self._go(day, days, DAY)

    def before(self, day: date, days: int) -> date:
        """The day that is `days` business days earlier; the first one counted is the day before."""
        return self._go(day, days, -DAY)

    def act_by(self, deadline: date) -> date:
        """The deadline itself, or the last business day before it: nobody acts on a day that is none."""
        return deadline if self.is_business_day(deadline) else self.before(deadline, 1)

    def _go(self, day: date, days: int, step: timedelta) -> date:
        while days:
            day += step
            days -= self.is_business_day(day)
        return day


FIXED = frozenset({(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)})


def reserve_holidays(year: int) -> frozenset[date]:
    """The days off of the Federal Reserve: a holiday on a Sunday is kept on Monday, one on a Saturday on no other day.

    Federal offices close on the Friday before such a Saturday (5 U.S.C. 6103(b)), banks do not: counting that Friday as
    a day off would make deadlines later than they are.
    """
    return frozenset(day for day in federal_holidays(year) if not _stands_for_saturday(day))


def _stands_for_saturday(day: date) -> bool:
    holiday = day + DAY
    return day.weekday() == 4 and (holiday.month, holiday.day) in FIXED


UNITED_STATES = Calendar("us-federal-reserve", reserve_holidays)


class Kept(StrEnum):
    """What becomes of a holiday that falls on a Saturday or Sunday."""

    LOST = "lost"  # as on TARGET, the calendar of euro payments
    NEXT = "next"  # the next weekday that is no holiday already, as in the United Kingdom


@dataclass(frozen=True)
class OnDate:
    """The same day each year, December 25."""

    month: int
    day: int


@dataclass(frozen=True)
class OnWeekday:
    """The first Monday of May (`nth` 1), the last one (`nth` -1). Monday is 0."""

    month: int
    weekday: int
    nth: int


@dataclass(frozen=True)
class FromEaster:
    """So many days after Easter Sunday: -2 is Good Friday."""

    days: int


Rule = OnDate | OnWeekday | FromEaster


@dataclass(frozen=True)
class Holidays:
    """The holidays of a country as its configuration says. `also` and `but` are the exceptions of single years."""

    rules: tuple[Rule, ...]
    kept: Kept = Kept.LOST
    also: frozenset[date] = frozenset()
    but: frozenset[date] = frozenset()

    def of(self, year: int) -> frozenset[date]:
        return _holidays(self, year)


@lru_cache(maxsize=1024)
def _holidays(holidays: Holidays, year: int) -> frozenset[date]:
    days = sorted({falls_on(rule, year) for rule in holidays.rules} - holidays.but)
    if holidays.kept is Kept.NEXT:
        days = _moved(days)
    return frozenset(days) | frozenset(day for day in holidays.also if day.year == year)


def _moved(days: list[date]) -> list[date]:
    """Each day of a weekend goes to the next weekday that is free, the earlier one first."""
    found = [day for day in days if day.weekday() < 5]
    for day in days:
        if day.weekday() >= 5:
            ahead = (day + n * DAY for n in count(1))
            found.append(next(free for free in ahead if free.weekday() < 5 and free not in found))
    return found


def falls_on(rule: Rule, year: int) -> date:
    """The day of a year that a rule names."""
    if isinstance(rule, OnDate):
        return date(year, rule.month, rule.day)
    if isinstance(rule, FromEaster):
        return easter(year) + rule.days * DAY
    days = [date(year, rule.month, 1) + n * DAY for n in range(31)]
    fitting = [day for day in days if day.month == rule.month and day.weekday() == rule.weekday]
    return fitting[rule.nth - 1 if rule.nth > 0 else rule.nth]


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar: the Sunday after the first full moon of spring as the church counts it.

    Clavius's reckoning: place in the moon's cycle of 19 years, age of the moon by the century, then the Sunday.
    """
    golden, century = year % 19 + 1, year // 100 + 1
    leap_days_left_out, moon_correction = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - leap_days_left_out - 10
    epact = (11 * golden + 20 + moon_correction - leap_days_left_out) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full_moon = 44 - epact if epact <= 23 else 74 - epact
    days_into_march = full_moon + 7 - (sunday + full_moon) % 7
    return date(year, 3, 1) + (days_into_march - 1) * DAY
