"""Where a payment goes (12 CFR 1026.53)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.billing.interest import MinimumTo, Owed, Part, Why, allocate
from candor.billing.tariff import percent
from tests.billing.interest.ledgers import APRS

PURCHASE = Owed("purchase", 30_000, percent("24.99"))
CASH = Owed("cash", 10_000, percent("29.99"))
TRANSFER = Owed("transfer", 20_000, Fraction(0))
PROMO = Owed("promo", 5_000, Fraction(0), offer_ends=True)
KINDS = ("purchase", "cash", "transfer", "promo")


def test_the_minimum_goes_to_the_lowest_rate_and_the_rest_to_the_highest_first() -> None:
    assert allocate(15_000, 3_500, (PURCHASE, CASH, TRANSFER)).parts == (
        Part("transfer", 3_500, Why.MINIMUM),
        Part("cash", 10_000, Why.HIGHEST_RATE),
        Part("purchase", 1_500, Why.HIGHEST_RATE),
    )


def test_terms_may_give_the_minimum_to_the_highest_rate() -> None:
    found = allocate(15_000, 3_500, (PURCHASE, CASH, TRANSFER), MinimumTo.HIGHEST)
    assert found.parts[0] == Part("cash", 3_500, Why.MINIMUM)
    assert found.by_kind == {"cash": 10_000, "purchase": 5_000}


def test_in_the_last_two_cycles_of_an_offer_the_rest_goes_there_first() -> None:
    found = allocate(15_000, 3_500, (PURCHASE, CASH, TRANSFER, PROMO))
    assert found.by_kind == {"transfer": 3_500, "promo": 5_000, "cash": 6_500}


def test_disputed_amounts_come_last() -> None:
    disputed = Owed("cash", 10_000, percent("29.99"), disputed=8_000)
    found = allocate(35_000, 0, (PURCHASE, disputed))
    assert found.parts == (
        Part("cash", 2_000, Why.HIGHEST_RATE),
        Part("purchase", 30_000, Why.HIGHEST_RATE),
        Part("cash", 3_000, Why.DISPUTED),
    )


def test_what_nobody_is_owed_is_a_credit_among_the_purchases() -> None:
    found = allocate(12_000, 0, (CASH,))
    assert found.parts[-1] == Part("purchase", 2_000, Why.OVERPAID)


def test_a_credit_balance_takes_nothing() -> None:
    assert allocate(1_000, 500, (Owed("purchase", -700, percent(20)), CASH)).by_kind == {"cash": 1_000}


def test_a_payment_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="not below zero"):
        allocate(-1, 0, (CASH,))


@st.composite
def owing(draw: st.DrawFn) -> tuple[Owed, ...]:
    kinds = draw(st.lists(st.sampled_from(KINDS), unique=True))
    amounts = st.integers(-10_000, 200_000)
    return tuple(
        Owed(kind, draw(amounts), draw(APRS), draw(st.integers(0, 250_000)), draw(st.booleans())) for kind in kinds
    )


@given(st.integers(0, 900_000), st.integers(0, 50_000), owing(), st.sampled_from(MinimumTo))
def test_the_parts_are_the_payment_and_nobody_gets_more_than_is_owed(
    payment: int, minimum: int, owed: tuple[Owed, ...], minimum_to: MinimumTo
) -> None:
    found = allocate(payment, minimum, owed, minimum_to)
    assert sum(part.amount for part in found.parts) == sum(found.by_kind.values()) == payment
    assert all(part.amount > 0 for part in found.parts)
    for one in owed:
        got = sum(part.amount for part in found.parts if part.kind == one.kind and part.why is not Why.OVERPAID)
        assert 0 <= got <= max(one.amount, 0)
    over = sum(part.amount for part in found.parts if part.why is Why.OVERPAID)
    assert over == max(payment - sum(max(one.amount, 0) for one in owed), 0)


@given(st.integers(0, 900_000), owing())
def test_a_lower_rate_gets_nothing_above_the_minimum_while_a_higher_one_is_owed(
    payment: int, owed: tuple[Owed, ...]
) -> None:
    plain = tuple(Owed(one.kind, one.amount, one.apr) for one in owed)
    got = allocate(payment, 0, plain).by_kind
    for dear in plain:
        for cheap in plain:
            if dear.apr > cheap.apr and got.get(cheap.kind, 0) and cheap.amount > 0 < dear.amount:
                assert got.get(dear.kind, 0) >= dear.amount


@given(st.integers(0, 900_000), st.integers(0, 900_000), st.integers(0, 50_000), owing())
def test_more_money_never_gives_any_balance_less(less: int, more: int, minimum: int, owed: tuple[Owed, ...]) -> None:
    less, more = sorted((less, more))
    small, large = allocate(less, minimum, owed).by_kind, allocate(more, minimum, owed).by_kind
    assert all(large.get(kind, 0) >= amount for kind, amount in small.items())
