"""The worked examples of interest in the domain's specification, each to the cent."""

from datetime import date
from fractions import Fraction

import pytest

from candor.billing.interest import (
    Balance,
    BalanceType,
    BillInterest,
    Charge,
    Compounding,
    Daily,
    DayCount,
    Entry,
    Grace,
    Method,
    Rate,
    Row,
    accrue,
    always,
    bill_interest,
    charge,
    deferred_interest,
    had_grace,
    with_minimum,
)
from candor.billing.tariff import percent
from tests.billing.interest.ledgers import APR, APRIL, ORDINARY, april, bought, in_april, paid

PLAIN = Method()


def on_purchases(daily: Daily, grace: Grace | None = None) -> Charge:
    return charge(Balance(BalanceType.PURCHASE, daily, always(APR)), PLAIN, grace)


def test_ordinary_interest_is_each_days_balance_at_the_daily_rate() -> None:
    found = accrue(ORDINARY, always(APR), PLAIN)
    assert [(step.days, step.balance) for step in found.steps] == [(10, 100_000), (10, 120_000), (10, 90_000)]
    assert found.balance_days == 3_100_000
    assert int(found.average) == 103_333
    assert round(float(found.exact), 2) == 2_122.44
    assert found.cents == 2_122


@pytest.mark.parametrize(
    ("method", "cents"),
    [
        (Method(compounding=Compounding.DAILY), 2_144),
        (Method(rate_digits=5), 2_123),
        (Method(rate_digits=4), 2_124),
        (Method(day_count=DayCount.ACTUAL), 2_122),
        (Method(day_count=DayCount.FIXED_360), 2_152),
    ],
)
def test_the_terms_decide_how_it_is_reckoned(method: Method, cents: int) -> None:
    assert accrue(ORDINARY, always(APR), method).cents == cents


def test_a_leap_year_has_366_days_when_the_terms_count_the_actual_ones() -> None:
    leap = Daily(
        date(2024, 4, 1),
        date(2024, 4, 30),
        100_000,
        (Entry(date(2024, 4, 11), 20_000), Entry(date(2024, 4, 21), -30_000, paid=True)),
    )
    assert accrue(leap, always(APR), Method(day_count=DayCount.ACTUAL)).cents == 2_117
    assert accrue(leap, always(APR), PLAIN).cents == 2_122


def test_a_cycle_over_new_year_has_each_days_own_year() -> None:
    daily = Daily(date(2024, 12, 20), date(2025, 1, 19), 100_000)
    found = accrue(daily, always(APR), Method(day_count=DayCount.ACTUAL))
    assert [(step.days, step.daily_rate) for step in found.steps] == [(12, APR / 366), (19, APR / 365)]
    assert len(accrue(daily, always(APR), PLAIN).steps) == 1


@pytest.mark.parametrize(("digits", "rate"), [(5, Fraction("0.0006847")), (4, Fraction("0.000685")), (None, APR / 365)])
def test_a_daily_rate_is_rounded_only_if_the_terms_say_so(digits: int | None, rate: Fraction) -> None:
    assert Method(rate_digits=digits).daily_rate(APR, 2025) == rate


def test_a_rate_that_changes_in_mid_cycle_is_summed_in_segments() -> None:
    rates = (Rate(date(2020, 1, 1), APR), Rate(april(16), percent("29.99")))
    found = accrue(in_april(100_000), rates, PLAIN)
    assert [(step.days, step.apr) for step in found.steps] == [(15, APR), (15, percent("29.99"))]
    assert found.exact == 15 * 100_000 * APR / 365 + 15 * 100_000 * percent("29.99") / 365
    assert found.cents == 2_259


GRACE_LOST = in_april(60_000, bought(10, 15_000), paid(25, 50_000))


def test_where_grace_is_lost_only_the_unpaid_rest_and_new_purchases_bear_interest() -> None:
    found = on_purchases(GRACE_LOST, Grace(previous_in_full=True, this_in_full=False, due=april(25)))
    assert found.row is Row.LOST
    assert found.accrued.balance_days == 10_000 * 30 + 15_000 * 21 == 615_000
    assert found.cents == 421


def test_what_was_paid_by_the_due_day_would_be_charged_unlawfully_without_the_rule() -> None:
    assert on_purchases(GRACE_LOST, Grace(False, False, april(25))).cents == 1_243


def test_what_was_paid_after_the_due_day_bears_interest_until_then() -> None:
    late = Grace(previous_in_full=True, this_in_full=False, due=april(24))
    assert on_purchases(GRACE_LOST, late).cents == 1_243


def test_while_both_bills_are_paid_in_full_purchases_cost_nothing() -> None:
    found = on_purchases(GRACE_LOST, Grace(True, True, april(25)))
    assert (found.cents, found.accrued.steps) == (0, ())


@pytest.mark.parametrize(("entries", "cents"), [((), 1_643), ((bought(15, 50_000),), 2_191)])
def test_trailing_interest_runs_until_the_day_before_the_payment(entries: tuple[Entry, ...], cents: int) -> None:
    found = on_purchases(in_april(100_000, *entries, paid(25, 100_000)), Grace(False, True, april(25)))
    assert (found.name, found.cents) == ("trailing", cents)
    assert found.accrued.steps[0].first == april(1)


def test_grace_is_for_purchases_only() -> None:
    kept = Grace(True, True, april(25))
    cash = Balance(BalanceType.CASH, in_april(16_000), always(percent("29.99")))
    assert charge(cash, PLAIN, kept).cents > 0


@pytest.mark.parametrize(
    ("in_full", "needed", "has"),
    [((), 1, True), ((True,), 2, True), ((False, True), 1, True), ((False, True), 2, False), ((True, False), 1, False)],
)
def test_grace_returns_after_one_or_two_full_payments(in_full: tuple[bool, ...], needed: int, has: bool) -> None:
    assert had_grace(in_full, needed) is has


@pytest.mark.parametrize(("computed", "billed"), [(43, 150), (0, 0), (421, 421), (149, 150), (150, 150)])
def test_small_interest_becomes_the_minimum(computed: int, billed: int) -> None:
    assert with_minimum(computed, 150) == billed


def test_the_minimum_is_for_all_of_a_bills_interest_together() -> None:
    balances = [
        Balance(BalanceType.PURCHASE, in_april(2_000), always(APR)),
        Balance(BalanceType.CASH, in_april(1_000), always(percent("29.99"))),
    ]
    small = bill_interest(balances, PLAIN, minimum=150)
    assert (small.computed, small.raised_by, small.billed) == (66, 84, 150)
    assert small.lines == {"minimum": 150}
    assert bill_interest(balances, PLAIN).lines == {"purchase": 41, "cash": 25}


def test_cash_costs_interest_from_its_first_day_and_so_does_its_fee() -> None:
    cash = in_april(0, bought(11, 15_000), bought(11, 1_000))
    found = accrue(cash, always(percent("29.99")), PLAIN)
    assert [(step.days, step.balance) for step in found.steps if step.balance] == [(20, 16_000)]
    assert found.cents == 263


def promotional(*payments: Entry) -> Daily:
    """$1,200.00 bought on May 1, 2024 with no interest until April 30, 2025."""
    return Daily(date(2024, 5, 1), april(30), 0, (Entry(date(2024, 5, 1), 120_000), *payments))


def test_deferred_interest_is_charged_for_every_day_if_anything_is_left() -> None:
    half = Entry(date(2024, 11, 1), -60_000, paid=True)
    found = deferred_interest(promotional(half), april(30), always(APR), PLAIN)
    assert [(step.days, step.balance) for step in found.stored.steps] == [(184, 120_000), (181, 60_000)]
    assert found.stored.exact == 32_940_000 * APR / 365
    assert (found.left, found.charged) == (60_000, 22_553)
    assert bill_interest([], PLAIN, minimum=150, deferred=found).lines == {"deferred": 22_553}


def test_deferred_interest_is_never_charged_once_all_is_paid_by_the_last_day() -> None:
    found = deferred_interest(promotional(paid(30, 120_000)), april(30), always(APR), PLAIN)
    assert found.stored.cents > 0
    assert (found.left, found.charged) == (0, 0)


def test_deferred_interest_is_only_stored_while_the_offer_runs() -> None:
    found = deferred_interest(promotional().until(april(29)), april(30), always(APR), PLAIN)
    assert not found.ended
    assert found.stored.days == 364
    assert found.charged == 0


def test_no_earlier_cycle_is_reached_back_for() -> None:
    with pytest.raises(ValueError, match="2025-03-31 is not within"):
        Daily(*APRIL, 0, (Entry(date(2025, 3, 31), 100),))


def test_a_day_without_a_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="no rate for 2025-04-01"):
        accrue(in_april(100), (Rate(april(2), APR),), PLAIN)


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="no span of days"):
        Daily(april(2), april(1))


def test_a_bill_without_balances_has_no_interest() -> None:
    assert BillInterest(()).billed == 0
    assert BillInterest(()).lines == {}
