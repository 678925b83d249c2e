"""The journal: each thing posted once, balanced, never changed, and shown to the customer in the same transaction."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from candor.billing.records import LineType
from candor.errors import Unbalanced
from candor.store import Store
from candor.store.tables.journal import moves, postings
from tests.services.serving import BOOK
from tests.store.talks import NOON

LEGS = [("customer", -3000), ("goodwill", 3000)]
GRANT = {"key": "goodwill:t-late", "account_id": "a01", "why": "goodwill", "at": NOON, "refs": {"target": "t-late"}}


@pytest.fixture
def house(store: Store) -> Store:
    with store.write() as tx:
        tx.ledger.add_book(BOOK)
    return store


def post(house: Store, legs=LEGS, **changed) -> bool:
    with house.write() as tx:
        return tx.journal.post(**{**GRANT, **changed}, legs=legs)


def test_a_credit_stands_on_the_account_with_its_reason_and_waits_for_the_next_bill(house):
    with house.read() as tx:
        tx.ledger.book("c01")
    assert post(house)
    with house.read() as tx:
        book, posting = tx.ledger.book("c01"), tx.journal.of("goodwill:t-late")
    line = next(line for line in book.lines if line.type is LineType.CREDIT)
    assert (line.id, line.amount, line.descriptor) == (posting.line_id, -3000, "COURTESY CREDIT")
    assert (line.post_date, line.statement_id) == (date(2026, 5, 12), None)
    reason = next(row for row in book.corrections if row.line_id == line.id)
    assert (reason.kind, reason.target_id) == ("goodwill", "t-late")
    assert posting.legs == dict(LEGS)


def test_the_day_of_the_line_is_the_customers_own(house):
    post(house, at=datetime(2026, 5, 13, 2, tzinfo=UTC))
    with house.read() as tx:
        line = next(line for line in tx.ledger.book("c01").lines if line.type is LineType.CREDIT)
    assert line.post_date == date(2026, 5, 12)  # ten in the evening in New York


def test_what_was_posted_before_is_not_posted_again(house):
    assert [post(house) for _ in range(3)] == [True, False, False]
    with house.read() as tx:
        assert len(tx.journal.of_account("a01")) == 1
        assert sum(line.type is LineType.CREDIT for line in tx.ledger.book("c01").lines) == 1


def test_of_many_who_post_the_same_at_once_one_does(house):
    with ThreadPoolExecutor(6) as many:
        done = [one.result() for one in [many.submit(post, house) for _ in range(12)]]
    assert done.count(True) == 1
    with house.read() as tx:
        assert sum(line.type is LineType.CREDIT for line in tx.ledger.book("c01").lines) == 1


def test_money_that_does_not_touch_the_customer_makes_no_line(house):
    assert post(house, [("fees", -500), ("goodwill", 500)], key="inside")
    with house.read() as tx:
        assert tx.journal.of("inside").line_id is None
        assert {line.id for line in tx.ledger.book("c01").lines} == {line.id for line in BOOK.lines}


def test_a_temporary_credit_is_taken_back_by_a_line_of_its_own(house):
    post(house, [("customer", -8900), ("disputed", 8900)], key="t1", why="temporary", refs={"target": "t-jacket"})
    post(house, [("customer", 8900), ("disputed", -8900)], key="t2", why="temporary", refs={"target": "t-jacket"})
    with house.read() as tx:
        lines = [line for line in tx.ledger.book("c01").lines if line.type is LineType.CREDIT]
    assert sorted((line.amount, line.descriptor) for line in lines) == [
        (-8900, "TEMPORARY CREDIT - DISPUTE"),
        (8900, "TEMPORARY CREDIT TAKEN BACK"),
    ]


def test_legs_that_do_not_balance_write_nothing(house):
    with pytest.raises(Unbalanced):
        post(house, [("customer", -3000), ("goodwill", 2999)])
    with house.read() as tx:
        assert tx.journal.of_account("a01") == []


@pytest.mark.parametrize("table", [postings, moves], ids=lambda table: table.name)
@pytest.mark.parametrize(
    "change", [lambda t: update(t).values({next(iter(t.c)): "x"}), delete], ids=["update", "delete"]
)
def test_the_database_itself_refuses_to_change_the_journal(house, table, change):
    post(house)
    with pytest.raises(DatabaseError, match="append-only"), house.write() as tx:
        tx._connection.execute(change(table))


@pytest.mark.parametrize("wrong", [{"cents": 0}, {"cents": -5}, {"to_ledger": "customer"}], ids=str)
def test_the_database_itself_refuses_a_move_that_is_none(house, wrong):
    post(house)
    with pytest.raises(IntegrityError), house.write() as tx:
        row = tx._connection.execute(text("select id from journal_postings")).scalar_one()
        move = {"posting_id": row, "place": 9, "from_ledger": "customer", "to_ledger": "goodwill", "cents": 1}
        tx._connection.execute(insert(moves), {**move, **wrong})
