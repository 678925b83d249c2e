"""What explaining a line costs does not grow with history that has nothing to do with it. Counted, not timed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from candor.billing.explanation import Detail
from candor.billing.interest import Accrued, Daily, Entry, Method, accrue, always
from candor.billing.lines import explain
from candor.billing.records import Authorisation, Book, Descriptor, HoldState
from candor.importing.sample.recipe import recipe
from tests import ours
from tests.bench.explaining import ten_years
from tests.cost import lines_run

TODAY = date(2026, 5, 12)
CUSTOMERS = [person.id for person in recipe().people]
MORE = 3_000
# So many ways of telling a line stand in the sample bank: fewer, and something would go uncounted.
KINDS_AT_LEAST = 55


def book_of(customer: str) -> Book:
    return next(book for book in ours.bank(1, TODAY) if book.customer.id == customer)


def one_of_each(book: Book) -> Iterator[str]:
    """The newest row for each way in which a row of this book is told."""
    rows = [*book.lines, *book.authorisations, *book.refunds]
    told = {explain(book, row.id, TODAY, Detail.FULL).responses[0]: row.id for row in rows}
    yield from told.values()


def cost(book: Book, line_id: str) -> int:
    explain(book, line_id, TODAY, Detail.FULL)
    return lines_run(lambda: explain(book, line_id, TODAY, Detail.FULL))


def with_other_names_and_holds(book: Book) -> Book:
    """The account with names on its alias table, and holds that came to nothing, which no line has to do with."""
    names = (Descriptor(f"more-{n}", f"QUAYSIDE {n} STALL", None, "unknown") for n in range(MORE))
    at = datetime(2020, 1, 1, tzinfo=UTC)
    holds = (
        Authorisation(f"more-{n}", book.account.id, "k", 5, f"QUAYSIDE {n} STALL", "5999", at, at, HoldState.RELEASED)
        for n in range(MORE)
    )
    return replace(book, descriptors=(*book.descriptors, *names), authorisations=(*book.authorisations, *holds))


def test_there_are_lines_of_all_kinds_to_count() -> None:
    ways = {explain(book, row_id, TODAY).responses[0] for book in ours.bank(1, TODAY) for row_id in one_of_each(book)}
    assert len(ways) >= KINDS_AT_LEAST


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_no_line_costs_more_for_unrelated_history(customer: str) -> None:
    book = book_of(customer)
    longer = with_other_names_and_holds(ten_years(book, same_shops=False, count=MORE))
    assert len(longer.lines) >= MORE > 3 * len(book.lines)
    for line_id in one_of_each(book):
        told = explain(book, line_id, TODAY, Detail.FULL)
        assert explain(longer, line_id, TODAY, Detail.FULL) == told
        assert cost(longer, line_id) <= 1.1 * cost(book, line_id), told.kind


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_a_line_costs_little_more_for_ten_years_at_the_same_shops(customer: str) -> None:
    book = book_of(customer)
    longer = ten_years(book, same_shops=True, count=MORE)
    for line_id in one_of_each(book):
        assert cost(longer, line_id) <= 1.5 * cost(book, line_id)


def test_each_day_of_an_interest_sum_is_worked_out_in_few_steps() -> None:
    """Fractions added one by one took some 700 lines of Python for a day; whole parts of one denominator take 80."""

    def a_month(days: int) -> Accrued:
        entries = tuple(Entry(date(2026, 4, n + 1), 1234 + n) for n in range(days))
        daily = Daily(date(2026, 4, 1), date(2026, 4, days), 100_000, entries)
        return accrue(daily, always(Fraction(2499, 10_000)), Method())

    more = lines_run(lambda: a_month(30).cents) - lines_run(lambda: a_month(10).cents)
    assert more <= 20 * 120
