"""The sample bank: the same for the same seed and day, whole for any, and each kind of line on somebody's bill."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from candor.billing.invariants import check
from candor.billing.records import Book, HoldState
from candor.importing.sample.bank import SEED, about, make_bank
from candor.importing.sample.recipe import recipe
from tests.importing.sample.line_kinds import KINDS
from tests.importing.sample.recompute import Recomputed

TODAY = date(2026, 5, 12)


@cache
def bank(seed: int = SEED, today: date = TODAY) -> dict[str, Book]:
    return {book.customer.id: book for book in make_bank(seed, today)}


def charged(book: Book) -> dict[date, dict[str, int]]:
    close = {line.id: line.post_date for line in book.lines}
    found: dict[date, dict[str, int]] = {bill.close: {} for bill in book.statements}
    for charge in book.interest:
        found[close[charge.line_id]][charge.kind] = charge.amount
    return found


def assert_whole(seed: int, today: date) -> None:
    books = make_bank(seed, today)
    mistakes = {person.id: sorted(person.mistakes) for person in recipe().people}
    assert {b.customer.id: sorted(v.code for v in check(b)) for b in books} == mistakes
    assert not [name for name, holds in KINDS.items() if not any(holds(book, today) for book in books)]
    assert all(Recomputed(book).interest() == charged(book) for book in books)


@given(seed=st.integers(0, 10**9), today=st.dates(date(2024, 1, 1), date(2035, 12, 31)))
@example(seed=1, today=date(2028, 2, 29))
@example(seed=3, today=date(2026, 12, 31))
@example(seed=5, today=date(2027, 3, 31))
@settings(max_examples=3, deadline=None, derandomize=True)
def test_any_seed_on_any_day_gives_a_bank_that_adds_up_and_holds_every_kind_of_line(seed: int, today: date) -> None:
    assert_whole(seed, today)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_line_stands_on_somebodys_bill_of_the_last_months(kind: str) -> None:
    assert [customer for customer, book in bank().items() if KINDS[kind](book, TODAY)]


def test_the_same_seed_and_day_give_the_same_books() -> None:
    assert make_bank(SEED, TODAY) == list(bank().values())


def test_another_seed_gives_other_ids_and_other_habits() -> None:
    ours, theirs = bank()["c01"], bank(SEED + 1)["c01"]
    assert not {line.id for line in ours.lines} & {line.id for line in theirs.lines}
    assert [n.amount for n in ours.lines] != [n.amount for n in theirs.lines]


def test_ids_are_opaque_and_belong_to_one_row_of_one_customer() -> None:
    books = bank().values()
    ids = [line.id for b in books for line in b.lines] + [hold.id for b in books for hold in b.authorisations]
    ids += [bill.id for b in books for bill in b.statements] + [payment.id for b in books for payment in b.payments]
    assert len(ids) == len(set(ids))
    first = bank()["c01"].lines
    assert [line.id for line in first] != sorted(line.id for line in first), "ids in order would tell the order"


def test_everybody_has_24_bills_and_today_lies_after_the_newest() -> None:
    for book in bank().values():
        assert len(book.statements) == 24
        newest = book.statements[-1]
        assert newest.close < TODAY <= newest.close + timedelta(days=31)


def test_nothing_stands_in_the_future() -> None:
    midnight = datetime(2026, 5, 12, 4, 0, tzinfo=UTC)
    for book in bank().values():
        assert all(line.post_date <= TODAY for line in book.lines)
        assert all(hold.at < midnight for hold in book.authorisations)
        assert all(hold.expires_at > midnight for hold in book.authorisations if hold.state == HoldState.OPEN)


def test_names_on_bills_are_cut_at_25_characters_and_carry_the_known_prefixes() -> None:
    raws = {name.raw for book in bank().values() for name in book.descriptors}
    assert max(map(len, raws)) == 25
    assert "TST* LANTERN STREET NOODL" in raws
    prefixes = ("SQ *", "TST*", "PAYPAL *", "PP*", "SP *", "BZRA MKTP US*")
    assert not [prefix for prefix in prefixes if not any(raw.startswith(prefix) for raw in raws)]


def test_the_banks_mistake_cost_one_days_interest_on_the_payment_beside_the_fee() -> None:
    book = bank()["c11"]
    payment = next(p for p in book.payments if any(v.subject == p.id for v in check(book)))
    assert payment.amount == 60_000
    assert payment.credited_on == payment.received_at.date() + timedelta(days=1)


def test_everybody_has_a_story_in_one_line() -> None:
    assert all(about(customer) for customer in bank())
    assert about("nobody") == ""
