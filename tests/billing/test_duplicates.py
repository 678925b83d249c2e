from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.billing.duplicates import WITHIN, parts_of_orders, pending_too, twins
from candor.billing.records import Book, Card, HoldState, Line, LineType, Plan, Refund
from tests import ours
from tests.billing.books import CARD, TODAY, book, credit_for, day, hold, line

OTHER_CARD = Card("k2", "acc", "Ada Moreno", "9920", "visa")


def coffee(line_id: str, on: str, **more: object) -> Line:
    return line(line_id, 1240, "SQ *BLUE HERON", on, **more)


def ids(its: Book) -> list[tuple[str, ...]]:
    return [twin.cites for twin in twins(its, TODAY)]


def test_the_same_charge_under_two_references_is_a_twin() -> None:
    found = twins(book(lines=(coffee("t1", "05-01", arn="A1"), coffee("t2", "05-04", arn="A2"))), TODAY)
    assert [(twin.cites, twin.extra, twin.habit) for twin in found] == [(("t1", "t2"), 1240, False)]


@pytest.mark.parametrize(
    "other",
    [
        coffee("t2", "05-05"),
        coffee("t2", "05-02", card_id="k2"),
        replace(coffee("t2", "05-02"), amount=1241),
        replace(coffee("t2", "05-02"), descriptor="RIDGE FUEL 0042"),
        coffee("t2", "05-02", arn="A1"),
        coffee("t2", "05-02", order_ref="BZ-1"),
        coffee("t2", "05-02", authorisation_id="h1"),
        replace(coffee("t2", "05-02"), type=LineType.REFUND),
    ],
    ids=["four days", "card", "amount", "shop", "same reference", "one order", "one hold", "refund"],
)
def test_this_is_no_twin(other: Line) -> None:
    first = coffee("t1", "05-01", arn="A1", order_ref="BZ-1", authorisation_id="h1")
    assert ids(book(lines=(first, other), cards=(CARD, OTHER_CARD))) == []


def test_a_pending_charge_beside_its_final_one_is_no_twin_but_is_found_as_what_it_is() -> None:
    its = book(lines=(coffee("t1", "05-10"),), authorisations=(hold("h1", 1240, "SQ *BLUE HERON", "05-11"),))
    assert ids(its) == []
    assert [(pair.line.id, pair.hold.id) for pair in pending_too(its, TODAY)] == [("t1", "h1")]


def test_a_hold_that_is_gone_is_no_pair() -> None:
    gone = hold("h1", 1240, "SQ *BLUE HERON", "05-11", state=HoldState.RELEASED)
    assert list(pending_too(book(lines=(coffee("t1", "05-10"),), authorisations=(gone,)), TODAY)) == []


def test_parts_of_one_order_are_found_with_their_sum() -> None:
    parts = (line("t1", 4999, "BZRA", "05-01", order_ref="BZ-1"), line("t2", 7998, "BZRA", "05-03", order_ref="BZ-1"))
    found = parts_of_orders(book(lines=parts), TODAY, since=day("04-01"))
    assert [(one.total, len(one.lines)) for one in found] == [(12997, 2)]


def test_the_parts_of_an_instalment_plan_are_no_order_in_parts() -> None:
    plan = Plan("pl", "acc", "t0", "instalment", 20000, day("03-01"), day("05-01"), parts=2)
    parts = tuple(line(f"t{n}", 10000, "INSTALMENT", "05-01", order_ref="pl") for n in range(2))
    assert parts_of_orders(book(lines=parts, plans=(plan,)), TODAY, since=day("04-01")) == ()


def test_a_twin_that_was_paid_back_or_is_looked_into_is_settled() -> None:
    one, two = coffee("t1", "05-01"), coffee("t2", "05-02")
    back = line("r1", -1240, "SQ *BLUE HERON", "05-09", type=LineType.REFUND, reversal_of="t2")
    assert ids(book(lines=(one, two, back))) == []
    assert ids(book(lines=(one, two), refunds=(Refund("rf", "acc", "t2", 1240, day("05-09")),))) == []
    credit, why = credit_for(two, 1240, "05-09", kind="temporary")
    assert ids(book(lines=(one, two, credit), corrections=(why,))) == []


def test_of_three_the_extra_is_two() -> None:
    found = twins(book(lines=tuple(coffee(f"t{n}", "05-01") for n in range(3))), TODAY)
    assert [(len(twin.lines), twin.extra) for twin in found] == [(3, 2480)]


def test_a_daily_coffee_is_a_habit() -> None:
    daily = tuple(coffee(f"t{n}", f"04-{n:02d}") for n in range(1, 11))
    assert all(twin.habit for twin in twins(book(lines=daily), TODAY))


def test_only_what_is_as_new_as_asked_is_told() -> None:
    its = book(lines=(coffee("t1", "03-01"), coffee("t2", "03-02"), coffee("t3", "05-01"), coffee("t4", "05-02")))
    assert [twin.cites for twin in twins(its, TODAY, since=day("05-01"))] == [("t3", "t4")]


CHARGES = st.lists(
    st.tuples(
        st.sampled_from(["SQ *BLUE HERON", "RIDGE FUEL 0042"]),
        st.sampled_from([500, 1240]),
        st.sampled_from(["k1", "k2"]),
        st.integers(0, 20),
        st.sampled_from([None, "A1", "A2", "A3"]),
    ),
    max_size=14,
)


@given(CHARGES, st.randoms(use_true_random=False))
def test_a_twin_keeps_every_condition_and_none_is_missed_whatever_the_order(made, shuffler) -> None:
    lines = [
        line(f"t{n:02d}", cents, shop, f"{day('04-01') + timedelta(days=ago)}", card_id=card, arn=arn)
        for n, (shop, cents, card, ago, arn) in enumerate(made)
    ]
    found = twins(book(lines=tuple(lines)), TODAY)
    for twin in found:
        for one, other in combinations(twin.lines, 2):
            assert _alike(one, other)
    in_a_twin = {line_id for twin in found for line_id in twin.cites}
    for one, other in combinations(lines, 2):
        if _alike(one, other):
            assert in_a_twin & {one.id, other.id}
    shuffler.shuffle(lines)
    assert twins(book(lines=tuple(lines)), TODAY) == found


def _alike(one: Line, other: Line) -> bool:
    """Domain 1.2, duplicate, said once more and apart."""
    same = (one.card_id, one.descriptor, one.amount) == (other.card_id, other.descriptor, other.amount)
    return same and abs(one.txn_date - other.txn_date) <= WITHIN and (one.arn is None or one.arn != other.arn)


@pytest.mark.parametrize("seed", range(4))
def test_the_sample_bank_has_the_one_twin_of_its_story(seed: int) -> None:
    found = {its.customer.id: twins(its, TODAY) for its in ours.bank(seed, TODAY)}
    told = {customer: [twin.extra for twin in its if not twin.habit] for customer, its in found.items()}
    assert told.pop("c02") == [8420]
    assert not any(told.values())
