"""The worked examples of domain 1.1 and 1.2, by the sample bank's own arithmetic."""

from datetime import date
from fractions import Fraction

import pytest

from candor.importing.sample.arithmetic import (
    Month,
    Move,
    interest,
    minimum_due,
    penalty,
    purchase_interest,
    rounded,
    share_of,
    with_minimum,
)

APRIL = (date(2025, 4, 1), date(2025, 4, 30))
DUE = date(2025, 4, 28)
APR = [2499] * 30


def april(day: int) -> date:
    return date(2025, 4, day)


def test_ordinary_interest_is_every_days_balance_times_the_daily_rate() -> None:
    month = Month(*APRIL, 100_000, [Move(april(11), 20_000), Move(april(21), -30_000, paid=True)])
    owed = month.owed_each_day()
    assert sum(owed) == 3_100_000
    assert rounded(interest(owed, APR)) == 2122


@pytest.mark.parametrize(("days_in_year", "cents"), [(365, 2122), (366, 2117)])
def test_the_length_of_the_year_is_configuration(days_in_year: int, cents: int) -> None:
    assert rounded(interest([100_000] * 10 + [120_000] * 10 + [90_000] * 10, APR, days_in_year)) == cents


def test_losing_the_grace_period_costs_the_unpaid_part_and_new_purchases_only() -> None:
    month = Month(*APRIL, 60_000, [Move(april(10), 15_000), Move(april(25), -50_000, paid=True)])
    lawful = purchase_interest(month, APR, DUE, full_before=True, full_now=False)
    assert rounded(lawful) == 421
    assert rounded(interest(month.owed_each_day(), APR)) == 1243, "what charging the paid part too would cost"


def test_a_refund_is_not_moved_to_day_one_because_nobody_paid_it() -> None:
    with_refund = Month(*APRIL, 60_000, [Move(april(25), -50_000, paid=False)])
    exact = purchase_interest(with_refund, APR, DUE, full_before=True, full_now=False)
    assert exact == interest([60_000] * 24 + [10_000] * 6, APR)


@pytest.mark.parametrize(("purchases", "cents"), [([], 1643), ([Move(april(15), 50_000)], 2191)])
def test_trailing_interest_runs_to_the_day_before_the_payment(purchases: list[Move], cents: int) -> None:
    month = Month(*APRIL, 100_000, [*purchases, Move(april(25), -100_000, paid=True)])
    assert rounded(purchase_interest(month, APR, DUE, full_before=False, full_now=True)) == cents


def test_two_bills_paid_in_full_cost_no_interest_on_purchases() -> None:
    month = Month(*APRIL, 100_000, [Move(april(25), -100_000, paid=True), Move(april(3), 70_000)])
    assert purchase_interest(month, APR, DUE, full_before=True, full_now=True) == 0


def test_days_below_zero_count_as_zero() -> None:
    month = Month(*APRIL, 1_000, [Move(april(2), -5_000, paid=True), Move(april(30), 6_000)])
    assert month.owed_each_day() == [1_000] + [0] * 28 + [2_000]


def test_cash_costs_interest_on_its_fee_too() -> None:
    assert rounded(interest([16_000] * 20, [2999] * 20)) == 263


@pytest.mark.parametrize(("computed", "charged"), [(43, 150), (0, 0), (421, 421), (150, 150), (149, 150)])
def test_small_interest_becomes_the_minimum(computed: int, charged: int) -> None:
    assert with_minimum(computed, 150) == charged


@pytest.mark.parametrize(("amount", "points", "least", "fee"), [
    (10_850, 300, 0, 326),
    (11_284, 300, 0, 339),
    (15_000, 500, 1_000, 1_000),
    (200_000, 500, 500, 10_000),
    (60_000, 72, 0, 432),
])  # fmt: skip
def test_fees_that_are_a_share_round_halves_up(amount: int, points: int, least: int, fee: int) -> None:
    assert share_of(amount, points, least) == fee


@pytest.mark.parametrize(("repeated", "due", "fee"), [
    (False, 9_000, 3_000),
    (True, 9_000, 4_100),
    (False, 2_500, 2_500),
    (True, 4_000, 4_000),
])  # fmt: skip
def test_a_penalty_is_never_more_than_the_minimum_that_was_due(repeated: bool, due: int, fee: int) -> None:
    assert penalty(3_000, 4_100, repeated=repeated, minimum=due) == fee


@pytest.mark.parametrize(("balance", "extra", "past_due", "due"), [
    (50_000, 0, 0, 3_500),
    (300_000, 6_000, 0, 9_000),
    (2_000, 0, 0, 2_000),
    (0, 0, 0, 0),
    (-700, 0, 0, 0),
    (50_000, 0, 3_500, 7_000),
])  # fmt: skip
def test_the_minimum_due_is_never_above_the_balance(balance: int, extra: int, past_due: int, due: int) -> None:
    assert minimum_due(balance, extra, past_due, least=3_500) == due


def test_half_cents_go_up() -> None:
    assert [rounded(Fraction(n, 2)) for n in (0, 1, 2, 3)] == [0, 1, 1, 2]


def test_a_rate_that_changes_in_a_month_counts_from_its_day() -> None:
    """10 days at 24.99% and 20 at 20.00%: 684.66 and 1,095.89 of 100,000 a day."""
    assert rounded(interest([100_000] * 30, [2499] * 10 + [2000] * 20)) == 1781
