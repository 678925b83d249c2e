from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from candor.billing.records import Line, LineType
from candor.billing.yearly_fees import fees_between
from tests import ours
from tests.billing.books import TODAY, book, credit_for, late_fee, line

JANUARY = date(2026, 1, 1)


def fee(line_id: str, cents: int, on: str) -> Line:
    return line(line_id, cents, "FOREIGN FEE", on, type=LineType.FEE)


def test_fees_are_summed_by_kind_and_those_of_before_left_out() -> None:
    row, late = late_fee("f1", 3000, "s4", "05-01")
    again, late_again = late_fee("f2", 4100, "s3", "03-01")
    old, late_old = late_fee("f0", 3000, "s0", "2025-12-31")
    lines = (row, again, old, fee("x1", 326, "02-01"))
    found = fees_between(book(lines=lines, fees=(late, late_again, late_old)), JANUARY, TODAY)
    assert [(kind.kind, kind.count, kind.amount) for kind in found.kinds] == [("late", 2, 7100), ("other", 1, 326)]
    assert (found.charged, found.net) == (7426, 7426)
    assert set(found.cites) == {row.id, again.id, "x1"}


def test_what_was_given_back_comes_off_but_a_temporary_credit_does_not() -> None:
    row, late = late_fee("f1", 3000, "s4", "03-01")
    other = fee("x1", 326, "02-01")
    credit, why = credit_for(row, 2000, "03-10")
    held, held_why = credit_for(other, 326, "03-11", kind="temporary")
    its = book(lines=(row, other, credit, held), fees=(late,), corrections=(why, held_why))
    found = fees_between(its, JANUARY, TODAY)
    assert (found.charged, found.given_back, found.net) == (3326, 2000, 1326)
    assert credit.id in found.cites


def test_interest_stands_beside_the_fees_and_not_in_them() -> None:
    its = book(lines=(line("i1", 1643, "INTEREST", "04-02", type=LineType.INTEREST), fee("x1", 326, "02-01")))
    found = fees_between(its, JANUARY, TODAY)
    assert (found.net, found.interest, found.interest_cites) == (326, 1643, ("i1",))


def test_rows_that_begin_later_than_asked_are_told_and_a_new_account_is_not() -> None:
    its = book(lines=(fee("x1", 326, "02-01"),))
    assert fees_between(its, JANUARY, TODAY).seen_from == date(2026, 2, 1)
    young = book(lines=(fee("x1", 326, "02-01"),), account={"opened": date(2026, 2, 1)})
    assert fees_between(young, JANUARY, TODAY).seen_from is None


@given(st.lists(st.tuples(st.integers(1, 9000), st.dates(date(2024, 1, 1), TODAY)), max_size=20))
def test_the_years_add_up_to_all_that_was_ever_charged(made: list[tuple[int, date]]) -> None:
    its = book(lines=tuple(fee(f"x{n}", cents, f"{day}") for n, (cents, day) in enumerate(made)))
    years = [fees_between(its, date(year, 1, 1), date(year, 12, 31)) for year in (2024, 2025, 2026)]
    assert sum(year.charged for year in years) == sum(cents for cents, _ in made)


def test_the_fees_of_all_bills_are_the_fee_columns_of_the_sample_bank() -> None:
    for its in ours.bank(3, TODAY):
        first, last = its.statements[0].open, its.statements[-1].close
        found = fees_between(its, first, last)
        assert found.charged == sum(bill.fees for bill in its.statements)
        assert found.interest == sum(bill.interest for bill in its.statements)
