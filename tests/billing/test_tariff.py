"""Fees, conversions, parts and holds: the examples of the domain to the cent, and the rules between them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.billing import tariff
from candor.billing.tariff import basis_points, percent

CENTS = st.integers(0, 10**9)
SHARE = st.integers(0, 10_000).map(basis_points)


def test_a_foreign_fee_of_half_a_cent_is_rounded_up() -> None:
    assert tariff.foreign_fee(10_850, percent(3)) == 326


def test_a_foreign_fee_is_taken_on_what_the_shop_itself_converted_too() -> None:
    assert tariff.foreign_fee(11_284, percent(3)) == 339


@pytest.mark.parametrize(("amount", "fee"), [(15_000, 1_000), (20_000, 1_000), (20_010, 1_001), (50_000, 2_500)])
def test_a_cash_fee_is_a_share_but_at_least_its_least(amount: int, fee: int) -> None:
    assert tariff.cash_fee(amount, 1_000, percent(5)) == fee


@pytest.mark.parametrize(("amount", "fee"), [(200_000, 10_000), (4_000, 500)])
def test_a_transfer_fee_is_a_share_but_at_least_its_least(amount: int, fee: int) -> None:
    assert tariff.transfer_fee(amount, 500, percent(5)) == fee


@pytest.mark.parametrize(
    ("tier", "minimum_due", "most"),
    [(3_000, 3_500, 3_000), (3_000, 2_500, 2_500), (4_100, 4_000, 4_000), (3_000, 0, 0)],
)
def test_a_late_fee_is_never_more_than_what_was_due(tier: int, minimum_due: int, most: int) -> None:
    assert tariff.late_fee_cap(tier, minimum_due) == most


def test_a_returned_payment_fee_is_never_more_than_what_was_due_before_the_return() -> None:
    assert tariff.returned_fee(3_000, 3_500) == 3_000
    assert tariff.returned_fee(3_000, 1_200) == 1_200


def test_an_over_limit_fee_is_never_more_than_the_excess() -> None:
    assert tariff.over_limit_fee(501_500, 500_000, 3_000) == 1_500
    assert tariff.over_limit_fee(520_000, 500_000, 3_000) == 3_000
    assert tariff.over_limit_fee(499_000, 500_000, 3_000) == 0


def test_foreign_money_is_turned_at_the_rate() -> None:
    assert tariff.converted(10_000, Fraction("1.0850")) == 10_850


def test_money_without_cents_is_turned_by_whole_units() -> None:
    assert tariff.converted(12_000, Fraction("0.0067"), digits=0) == 8_040
    assert tariff.converted(12_345, Fraction("3.25"), digits=3) == 4_012


def test_a_price_that_the_shop_converted_says_what_that_cost() -> None:
    network = Fraction("1.0850")
    assert tariff.dcc(10_000, network, network * Fraction("1.04")) == (11_284, 434)


def test_an_instalment_plan_bills_a_part_and_its_fee() -> None:
    plan = tariff.instalment(60_000, 6, percent("0.72"))
    assert (plan.parts[0], plan.fee, plan.payments[0], plan.fees) == (10_000, 432, 10_432, 2_592)
    assert (plan.paid_after(4), plan.left_after(4)) == (41_728, 20_864)


def test_a_plan_without_parts_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        tariff.instalment(60_000, 0, percent(1))


def test_holds_lower_what_is_free_to_spend() -> None:
    assert tariff.available(500_000, 92_122, [17_500]) == 390_378


def test_a_tip_is_what_posted_above_the_hold() -> None:
    assert tariff.posted_difference(4_800, 4_000) == 800


def test_parts_of_an_order_match_only_its_whole_sum() -> None:
    assert tariff.is_split([4_999, 7_998], 12_997)
    assert not tariff.is_split([4_999, 7_998], 12_996)
    assert not tariff.is_split([12_997], 12_997)


@given(CENTS, st.integers(1, 60), SHARE)
def test_the_parts_of_a_plan_come_to_the_purchase(total: int, count: int, rate: Fraction) -> None:
    plan = tariff.instalment(total, count, rate)
    assert sum(plan.parts) == total
    assert plan.total == total + plan.fees
    assert max(plan.parts) - min(plan.parts) < count


@given(CENTS, CENTS, CENTS)
def test_no_penalty_is_above_its_tier_or_its_cause_or_below_zero(tier: int, first: int, second: int) -> None:
    for fee, cause in (
        (tariff.late_fee_cap(tier, first), first),
        (tariff.returned_fee(tier, first), first),
        (tariff.over_limit_fee(first, second, tier), max(first - second, 0)),
    ):
        assert fee == min(tier, cause)


@given(CENTS, CENTS, SHARE)
def test_a_share_is_within_half_a_cent(amount: int, least: int, rate: Fraction) -> None:
    assert abs(tariff.foreign_fee(amount, rate) - amount * rate) <= Fraction(1, 2)
    assert tariff.cash_fee(amount, least, rate) == max(least, tariff.foreign_fee(amount, rate))
