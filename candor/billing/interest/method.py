"""How a card's terms turn a yearly rate into a day's (domain 1.1 `cfg`). Rates are exact shares of one."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from candor.billing.money import half_up


class DayCount(StrEnum):
    """The days that a year is reckoned to have; `actual` is 366 in leap years."""

    FIXED_365 = "365"
    ACTUAL = "actual"
    FIXED_360 = "360"

    def days_in(self, year: int) -> int:
        if self is DayCount.ACTUAL:
            return 366 if isleap(year) else 365
        return int(self)


class Compounding(StrEnum):
    """Whether a day's interest joins the balance that the next day's is worked out on."""

    NONE = "none"
    DAILY = "daily"


@dataclass(frozen=True)
class Method:
    """The terms' way of reckoning. `rate_digits`: the decimals of percent a daily rate is rounded to; None is exact."""

    day_count: DayCount = DayCount.FIXED_365
    compounding: Compounding = Compounding.NONE
    rate_digits: int | None = None

    def daily_rate(self, apr: Fraction, year: int) -> Fraction:
        """The rate of one day in a calendar year: the yearly rate / days, rounded only if the terms say so."""
        exact = apr / self.day_count.days_in(year)
        if self.rate_digits is None:
            return exact
        scale = 100 * 10**self.rate_digits
        return Fraction(half_up(exact * scale), scale)
