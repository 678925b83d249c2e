"""The sample bank in a real database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from candor.billing.records import Book, Customer
from candor.clock import FixedClock
from candor.importing.sample.bank import SEED, make_bank
from candor.importing.sample.load import load_sample
from candor.store import Store
from candor.store.migrate import migrate

FAMILIES = (
    *("cards", "statements", "lines", "authorisations", "fees", "interest", "payments"),
    *("refunds", "subscriptions", "plans", "corrections", "descriptors"),
)


@pytest.fixture
def store(data_folder: Path) -> Iterator[Store]:
    url = f"sqlite:///{data_folder / 'candor.db'}"
    migrate(url)
    store = Store(url)
    yield store
    store.close()


def in_order(book: Book) -> dict[str, object]:
    """A book with its rows in the order of their ids."""
    rows = {name: sorted(getattr(book, name), key=lambda row: row.id) for name in FAMILIES}
    return {**rows, "customer": book.customer, "account": book.account, "merchants": dict(book.merchants)}


def test_an_empty_database_is_filled_with_every_book_as_of_the_clocks_day(store: Store, clock: FixedClock) -> None:
    books = make_bank(SEED, clock.now().date())
    assert load_sample(store, clock) == len(books)
    with store.read() as tx:
        stored = [tx.ledger.book(book.customer.id) for book in books]
    assert [in_order(book) for book in stored] == [in_order(book) for book in books]


def test_a_second_start_changes_nothing(store: Store, clock: FixedClock) -> None:
    load_sample(store, clock)
    assert load_sample(store, FixedClock(datetime(2027, 1, 1, tzinfo=UTC))) == 0


def test_a_database_with_customers_of_its_own_is_left_alone(store: Store, clock: FixedClock) -> None:
    book = make_bank(SEED, clock.now().date())[0]
    mine = replace(book, customer=Customer("mine", "Ada Example", "ada@example.com"))
    mine = replace(mine, account=replace(mine.account, customer_id="mine"))
    with store.write() as tx:
        tx.ledger.add_book(mine)
    assert load_sample(store, clock) == 0
    with store.read() as tx:
        assert [customer.id for customer in tx.ledger.customers()] == ["mine"]


def test_today_is_the_day_in_the_accounts_time_zone(store: Store) -> None:
    late_evening_in_new_york = FixedClock(datetime(2026, 5, 13, 2, 0, tzinfo=UTC))
    load_sample(store, late_evening_in_new_york)
    with store.read() as tx:
        bills = tx.ledger.book("c01").statements
    assert bills == make_bank(SEED, date(2026, 5, 12))[0].statements
