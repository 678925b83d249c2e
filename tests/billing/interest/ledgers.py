"""The ledgers of the domain's examples, and random ones."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random

from hypothesis import strategies as st

from candor.billing.interest import Compounding, Daily, DayCount, Entry, Method, Rate
from candor.billing.tariff import percent

APR = percent("24.99")
APRIL = (date(2025, 4, 1), date(2025, 4, 30))


def april(day: int) -> date:
    return date(2025, 4, day)


def in_april(opening: int, *entries: Entry) -> Daily:
    return Daily(*APRIL, opening, entries)


def bought(day: int, amount: int) -> Entry:
    return Entry(april(day), amount)


def paid(day: int, amount: int) -> Entry:
    return Entry(april(day), -amount, paid=True)


ORDINARY = in_april(100_000, bought(11, 20_000), paid(21, 30_000))

METHODS = st.builds(
    Method,
    day_count=st.sampled_from(DayCount),
    compounding=st.sampled_from(Compounding),
    rate_digits=st.none() | st.integers(2, 7),
)
APRS = st.integers(0, 4_000).map(lambda points: Fraction(points, 10_000))


@st.composite
def ledgers(draw: st.DrawFn, longest: int = 45, least: int = -300_000) -> Daily:
    """Some days, often over a new year, with entries on any of them."""
    first = draw(st.dates(date(2023, 11, 20), date(2025, 3, 10)))
    days = draw(st.integers(1, longest))
    entry = st.builds(
        lambda after, amount, by_customer: Entry(
            first + timedelta(days=after), -abs(amount) if by_customer else amount, by_customer
        ),
        st.integers(0, days - 1),
        st.integers(least, 300_000),
        st.booleans(),
    )
    entries = draw(st.lists(entry, max_size=8))
    return Daily(first, first + timedelta(days=days - 1), draw(st.integers(least, 900_000)), tuple(entries))


@st.composite
def rates_for(draw: st.DrawFn, daily: Daily) -> tuple[Rate, ...]:
    """A rate from before the first day on, and up to two changes, in any order."""
    days = st.integers(0, daily.days - 1).map(lambda after: daily.first + timedelta(days=after))
    later = draw(st.lists(st.builds(Rate, days, APRS), max_size=2, unique_by=lambda rate: rate.since))
    return tuple(draw(st.permutations([Rate(daily.first - timedelta(days=90), draw(APRS)), *later])))


def any_case(rng: Random) -> tuple[Daily, tuple[Rate, ...], Method]:
    """A cycle with its rates and method, drawn plainly: thousands of them are cheap."""
    first = date(2023, 11, 20) + timedelta(days=rng.randrange(800))
    days = rng.randint(25, 35)

    def day() -> date:
        return first + timedelta(days=rng.randrange(days))

    entries = tuple(Entry(day(), rng.randint(-200_000, 200_000)) for _ in range(rng.randrange(9)))
    rates = [Rate(since, Fraction(rng.randrange(4_000), 10_000)) for since in (date.min, day())]
    method = Method(rng.choice(list(DayCount)), rng.choice(list(Compounding)), rng.choice([None, None, 3, 4, 5]))
    return Daily(first, first + timedelta(days=days - 1), rng.randint(-50_000, 900_000), entries), tuple(rates), method
