from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.billing.compare import MOST_TOLD, ChangeKind, Way, compare_bills
from candor.billing.records import Book, Line, LineType
from tests import ours
from tests.billing.books import TODAY, bill, book, late_fee, line, payment_line

APRIL, MAY = bill("s4", "04-03", "04-28", balance=0), bill("s5", "05-03", "05-28", balance=0)
SHOPS = ("SQ *BLUE HERON", "RIDGE FUEL 0042", "HLX 8842 MKTPL", "STREAMLY.COM", "HARBOR HOTEL", "TST* LANTERN NOODLE")


def two_bills(*lines: Line, previous: int = 0, missing: int = 0, **parts: object) -> Book:
    """A book whose two bills hold these lines, those from April 4 on the later one; `missing` is on no line."""
    before = sum(one.amount for one in lines if one.post_date <= APRIL.close)
    after = sum(one.amount for one in lines if one.post_date > APRIL.close)
    april = replace(APRIL, previous=previous, new_balance=previous + before)
    may = replace(MAY, previous=april.new_balance, new_balance=april.new_balance + after + missing)
    return book(statements=(april, may), lines=lines, **parts)


def changes(told: Book) -> list[tuple[str, str, int, str]]:
    found = compare_bills(told, TODAY)
    assert found
    return [(change.kind, change.name, change.by, change.way) for change in found.changes]


def test_with_one_bill_there_is_nothing_to_compare() -> None:
    assert compare_bills(book(statements=(MAY,)), TODAY) is None


def test_what_came_what_went_what_grew_and_what_shrank() -> None:
    its = two_bills(
        line("a1", 5000, "RIDGE FUEL 0042", "03-10"),
        line("a2", 1000, "SQ *BLUE HERON", "03-11"),
        line("a3", 3000, "HARBOR HOTEL", "03-12"),
        line("p1", -9000, "PAYMENT", "04-10", type=LineType.PAYMENT),
        line("b1", 4500, "RIDGE FUEL 0042", "04-11"),
        line("b2", 1200, "SQ *BLUE HERON", "04-12"),
        line("b3", 6400, "HLX 8842 MKTPL", "04-13"),
    )
    assert changes(its) == [
        ("shop", "HLX 8842 MKTPL", 6400, Way.CAME),
        ("shop", "Harbor Hotel", -3000, Way.WENT),
        ("shop", "Ridge Fuel", -500, Way.LESS),
        ("shop", "Blue Heron Coffee", 200, Way.MORE),
    ]


def test_what_was_left_unpaid_is_a_change_of_its_own() -> None:
    its = two_bills(line("a1", 5000, "RIDGE FUEL 0042", "03-10"), payment_line("p1", 3000, "04-20"))
    assert changes(its) == [
        ("shop", "Ridge Fuel", -5000, Way.WENT),
        ("carried", "", 2000, Way.CAME),
    ]


def test_fees_are_told_by_kind_and_interest_in_one() -> None:
    row, fee = late_fee("f1", 3000, "s4", "05-01")
    interest = [line(f"i{n}", 100, "INTEREST", "05-02", type=LineType.INTEREST) for n in range(2)]
    its = two_bills(row, *interest, fees=(fee,))
    assert changes(its) == [("fee", "late", 3000, Way.CAME), ("interest", "", 200, Way.CAME)]


def test_what_no_line_accounts_for_is_said_to_be_unseen() -> None:
    its = two_bills(line("b1", 4500, "RIDGE FUEL 0042", "04-11"), missing=777)
    assert ("unseen", "", 777, Way.CAME) in changes(its)


def test_what_stayed_the_same_is_no_change() -> None:
    its = two_bills(line("a1", 999, "STREAMLY.COM", "03-10"), line("b1", 999, "STREAMLY.COM", "04-10"))
    assert ChangeKind.SHOP not in {kind for kind, *_ in changes(its)}


def test_an_older_bill_can_be_asked_for() -> None:
    march = bill("s3", "03-03", "03-28", balance=0)
    found = compare_bills(book(statements=(march, APRIL, MAY)), TODAY, closed_by=date(2026, 4, 30))
    assert found
    assert (found.earlier.id, found.later.id) == ("s3", "s4")


def test_each_change_cites_the_rows_that_it_sums() -> None:
    its = two_bills(line("a1", 500, "STREAMLY.COM", "03-10"), line("b1", 999, "STREAMLY.COM", "04-10"))
    found = compare_bills(its, TODAY)
    assert found
    assert next(change for change in found.changes if change.kind is ChangeKind.SHOP).cites == ("b1", "a1")


LINES = st.tuples(
    st.sampled_from(list(LineType)),
    st.sampled_from(SHOPS),
    st.integers(-50_000, 50_000),
    st.dates(date(2026, 3, 5), date(2026, 5, 3)),
)


@given(st.lists(LINES, max_size=25), st.integers(-5000, 90_000), st.integers(-500, 500))
def test_the_changes_and_those_told_add_up_to_the_difference(
    made: list[tuple[LineType, str, int, date]], previous: int, missing: int
) -> None:
    lines = [
        line(f"t{n}", cents, shop, f"{day}", type=kind, post_date=day)
        for n, (kind, shop, cents, day) in enumerate(made)
    ]
    found = compare_bills(two_bills(*lines, previous=previous, missing=missing), TODAY)
    assert found
    assert sum(change.by for change in found.changes) == found.difference
    assert sum(change.by for change in found.told) == found.difference
    assert len(found.told) <= MOST_TOLD
    assert all(change.by for change in found.changes)


@pytest.mark.parametrize("seed", range(3))
def test_every_pair_of_bills_of_the_sample_bank_is_accounted_for_by_its_lines(seed: int) -> None:
    for its in ours.bank(seed, TODAY):
        for closed in its.statements[1:]:
            found = compare_bills(its, TODAY, closed_by=closed.close)
            assert found
            assert sum(change.by for change in found.told) == found.difference
            assert ChangeKind.UNSEEN not in {change.kind for change in found.changes}
