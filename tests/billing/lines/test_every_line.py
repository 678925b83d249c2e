"""Every line of every customer of the sample bank is told, in words, from rows that exist."""

from collections.abc import Iterator
from datetime import date

import pytest

from candor.billing.explanation import Detail
from candor.billing.lines import explain
from candor.billing.records import Book, LineType
from tests import ours
from tests.billing.lines.sums import assert_adds_up

TODAY = date(2026, 5, 12)


@pytest.fixture(scope="module")
def bank() -> list[Book]:
    return ours.bank(1, TODAY)


def ids_of(book: Book) -> Iterator[str]:
    for rows in (book.lines, book.authorisations, book.refunds):
        yield from (row.id for row in rows)


def rows_of(book: Book) -> set[str]:
    tables = (
        *(book.cards, book.statements, book.lines, book.authorisations, book.fees, book.interest, book.payments),
        *(
            (book.account,),
            book.refunds,
            book.subscriptions,
            book.plans,
            book.corrections,
            book.descriptors,
            book.merchants.values(),
        ),
    )
    return {row.id for table in tables for row in table}


@pytest.mark.parametrize("detail", list(Detail))
def test_every_line_is_told_with_facts_and_rows_that_exist(bank: list[Book], detail: Detail) -> None:
    for book in bank:
        rows = rows_of(book)
        for line_id in ids_of(book):
            told = explain(book, line_id, TODAY, detail)
            assert told.responses
            assert all(told.all_facts.values()), line_id
            assert set(told.cites) <= rows, line_id


def test_the_ledger_holds_each_mistake_it_was_made_with(bank: list[Book]) -> None:
    wrong = {
        book.customer.id for book in bank for line in book.lines if explain(book, line.id, TODAY).mistake is not None
    }
    assert wrong == {"c11"}


def test_every_sum_adds_up_to_what_was_billed(bank: list[Book]) -> None:
    for book in bank:
        for line_id in ids_of(book):
            told = explain(book, line_id, TODAY, Detail.FULL)
            assert_adds_up(book, told, TODAY)


def test_every_line_that_is_no_interest_has_its_sum(bank: list[Book]) -> None:
    without = [
        line.descriptor
        for book in bank
        for line in book.lines
        if line.type is not LineType.INTEREST and not explain(book, line.id, TODAY, Detail.FULL).steps
    ]
    assert without == []


def test_the_sample_bank_shows_every_kind_that_is_no_mistake_of_its_rows(bank: list[Book]) -> None:
    kinds = {explain(book, line_id, TODAY).kind for book in bank for line_id in ids_of(book)}
    assert {
        *("purchase", "unclear_name", "pending", "fuel_hold", "hotel_hold", "car_hold", "other_hold", "card_check"),
        *("posted_differs", "tip", "split", "duplicate", "subscription", "trial_end", "conversion", "dcc", "cash"),
        *("late_fee", "fee_returned", "fee_overlimit", "fee_annual", "fee_foreign", "fee_cash", "fee_transfer"),
        *("fee_instalment", "instalment", "transfer", "payment", "refund", "credit_goodwill", "credit_correction"),
        *("credit_temporary", "credit_reward", "credit_plan"),
    } <= kinds
