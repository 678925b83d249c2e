"""What holds for every ledger: against a slow oracle that goes day by day, and among the results themselves."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from candor.billing.interest import (
    Balance,
    BalanceType,
    Compounding,
    Daily,
    DayCount,
    Entry,
    Grace,
    Method,
    Rate,
    accrue,
    always,
    bill_interest,
    charge,
    deferred_interest,
    with_minimum,
)
from tests.billing.interest.ledgers import APRS, METHODS, any_case, ledgers, rates_for

CHANGES = st.integers(1, 400_000)


def day_by_day(daily: Daily, rates: tuple[Rate, ...], method: Method) -> Fraction:
    """Every day for itself, as one would with paper and pencil; nothing of it is shared with the engine."""
    balance, grown, total = daily.opening, Fraction(0), Fraction(0)
    for number in range((daily.last - daily.first).days + 1):
        day = daily.first + timedelta(days=number)
        for entry in daily.entries:
            if entry.day == day:
                balance += entry.amount
        (apr,) = [rate.apr for rate in sorted(rates, key=lambda rate: rate.since) if rate.since <= day][-1:]
        year = {"365": 365, "360": 360, "actual": 365 + (date(day.year, 12, 31).timetuple().tm_yday == 366)}
        daily_rate = apr / year[method.day_count.value]
        if method.rate_digits is not None:
            places = 10 ** (method.rate_digits + 2)
            daily_rate = Fraction((daily_rate * places * 2 + 1) // 2, places)
        interest = max(balance + grown, Fraction(0)) * daily_rate
        total += interest
        grown += interest if method.compounding.value == "daily" else 0
    return total


def test_the_engine_agrees_on_three_thousand_cycles_drawn_at_random() -> None:
    rng = Random(20250401)
    for _ in range(3_000):
        daily, rates, method = any_case(rng)
        assert accrue(daily, rates, method).exact == day_by_day(daily, rates, method), (daily, rates, method)


@settings(max_examples=300, deadline=None)
@given(st.data(), ledgers(), METHODS)
def test_the_engine_agrees_with_a_slow_day_by_day_sum(data: st.DataObject, daily: Daily, method: Method) -> None:
    rates = data.draw(rates_for(daily))
    found = accrue(daily, rates, method)
    exact = day_by_day(daily, rates, method)
    assert found.exact == exact
    assert found.cents == (exact * 2 + 1) // 2


@settings(max_examples=300, deadline=None)
@given(st.data(), ledgers(), METHODS)
def test_the_steps_are_every_day_once_and_add_up_to_the_cents(
    data: st.DataObject, daily: Daily, method: Method
) -> None:
    found = accrue(daily, data.draw(rates_for(daily)), method)
    assert sum(step.cents for step in found.steps) == found.cents
    assert sum(step.interest for step in found.steps) == found.exact
    assert found.steps[0].first == daily.first
    assert found.steps[-1].last == daily.last
    for step, following in zip(found.steps, found.steps[1:], strict=False):
        assert step.last + timedelta(days=1) == following.first
        assert (step.balance, step.apr, step.daily_rate) != (following.balance, following.apr, following.daily_rate)
    for step in found.steps:
        assert step.cents >= 0
        assert abs(step.cents - step.interest) <= 1
        if method.compounding is Compounding.NONE:
            assert step.interest == step.days * step.counted * step.daily_rate


@settings(max_examples=300, deadline=None)
@given(st.data(), ledgers(), METHODS)
def test_a_ledger_split_at_any_day_gives_the_same_before_rounding(
    data: st.DataObject, daily: Daily, method: Method
) -> None:
    rates = data.draw(rates_for(daily))
    at = daily.first + timedelta(days=data.draw(st.integers(0, daily.days - 1)))
    whole = accrue(daily, rates, method).exact
    first = accrue(daily.until(at), rates, method).exact
    rest = Fraction(0)
    if at < daily.last:
        rest = accrue(daily.since(at + timedelta(days=1)), rates, method, joined=first).exact
    assert first + rest == whole


@settings(max_examples=300, deadline=None)
@given(st.data(), ledgers(), METHODS, CHANGES, st.booleans(), st.booleans(), st.integers(0, 200))
def test_more_payment_never_gives_more_interest(
    data: st.DataObject, daily: Daily, method: Method, more: int, before: bool, now: bool, minimum: int
) -> None:
    """Not even when it is what makes the bill count as paid in full."""
    rates = data.draw(rates_for(daily))
    due, day = (daily.first + timedelta(days=data.draw(st.integers(0, daily.days - 1))) for _ in range(2))
    paid_more = replace(daily, entries=(*daily.entries, Entry(day, -more, paid=True)))

    def billed(ledger: Daily, in_full: bool) -> int:
        balance = Balance(BalanceType.PURCHASE, ledger, rates)
        return bill_interest([balance], method, Grace(before, in_full, due), minimum).billed

    assert billed(paid_more, now) <= billed(daily, now)
    assert billed(paid_more, True) <= billed(daily, False)


@settings(max_examples=200, deadline=None)
@given(ledgers(), APRS, METHODS, st.integers(-5, 50))
def test_losing_grace_never_costs_more_than_never_having_had_it(
    daily: Daily, apr: Fraction, method: Method, after: int
) -> None:
    due = daily.first + timedelta(days=after)
    balance = Balance(BalanceType.PURCHASE, daily, always(apr))
    lost, none = (charge(balance, method, Grace(before, False, due)).cents for before in (True, False))
    assert 0 <= lost <= none


@settings(max_examples=200, deadline=None)
@given(ledgers(), APRS)
def test_plain_interest_is_the_average_balance_x_rate_x_days(daily: Daily, apr: Fraction) -> None:
    found = accrue(daily, always(apr), Method())
    assert found.days == daily.days
    assert found.exact == found.average * apr / 365 * daily.days


@settings(max_examples=200, deadline=None)
@given(ledgers(), APRS, METHODS)
def test_compounding_and_fewer_days_a_year_never_make_interest_less(
    daily: Daily, apr: Fraction, method: Method
) -> None:
    exact = replace(method, rate_digits=None)
    for dearer in (
        replace(exact, compounding=Compounding.DAILY),
        replace(exact, day_count=DayCount.FIXED_360),
    ):
        assert accrue(daily, always(apr), exact).exact <= accrue(daily, always(apr), dearer).exact


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 500))
def test_the_minimum_never_lowers_and_keeps_the_order(first: int, second: int, minimum: int) -> None:
    first, second = sorted((first, second))
    assert with_minimum(first, minimum) >= first
    assert with_minimum(first, minimum) <= with_minimum(second, minimum)


@settings(max_examples=200, deadline=None)
@given(ledgers(longest=400), APRS, METHODS, st.integers(0, 420))
def test_deferred_interest_is_all_or_nothing(daily: Daily, apr: Fraction, method: Method, after: int) -> None:
    ends = daily.first + timedelta(days=after)
    found = deferred_interest(daily, ends, always(apr), method)
    assert found.charged in (0, found.stored.cents)
    assert found.stored.exact == day_by_day(daily.until(min(ends, daily.last)), always(apr), method)
    if ends > daily.last or found.left == 0:
        assert found.charged == 0
