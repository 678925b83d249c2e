"""Yearly rates and the days they began."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True)
class Rate:
    """A yearly rate, as an exact share of one, from a day on until the next one begins."""

    since: date
    apr: Fraction


Rates = Sequence[Rate]


def always(apr: Fraction) -> tuple[Rate, ...]:
    """One rate that never changed."""
    return (Rate(date.min, apr),)


def rate_on(rates: Rates, day: date) -> Fraction:
    """The yearly rate of a day. Raises ValueError for a day before the first rate."""
    begun = [rate for rate in rates if rate.since <= day]
    if not begun:
        raise ValueError(f"no rate for {day}")
    return max(begun, key=lambda rate: rate.since).apr


def changes(rates: Rates, first: date, last: date) -> set[date]:
    """The days after `first`, until `last`, on which a rate begins."""
    return {rate.since for rate in rates if first < rate.since <= last}
