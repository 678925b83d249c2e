"""What the database itself holds a grant to, whoever writes it and however the facts were read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from candor.billing.records import LineType
from candor.errors import OverCap
from candor.goodwill.granted import Budget, Decided, Granted, Limits, Spent, State, Wish
from candor.store import Store
from tests.services.serving import BOOK, LATE_FEE
from tests.store.talks import NOON

FEES = [replace(LATE_FEE, id=f"fee-{n}", amount=3000) for n in range(8)]
LIMITS = Limits(date(2025, 5, 12), 500, 3, 10000, 3)


@pytest.fixture
def house(store: Store) -> Store:
    with store.write() as tx:
        tx.ledger.add_book(replace(BOOK, lines=(*BOOK.lines, *FEES)))
        tx.goodwill.keep_policy("digest", 1, "version: 1", NOON)
        tx.goodwill.open_month("2026-05", 100_000)
    return store


def grant(
    house: Store, line: str, cents: int = 3000, limits: Limits = LIMITS, *, lock: bool = False, **changed
) -> None:
    """A grant of the assistant with its money, in a transaction of its own."""
    made = f"decision-{line}-{cents}-{changed.get('by', 'bot')}"
    with house.write() as tx:
        if lock:
            tx.goodwill.hold("a01")
        tx.goodwill.add(decided(made, line, cents))
        granted = Granted(
            made, "a01", line, "late", cents, False, State.PAID, "bot", "2026-05", NOON.date(), settled_at=NOON
        )
        granted = replace(granted, **changed)
        tx.goodwill.grant(granted, limits)
        if granted.state is State.PAID:
            legs = [("customer", -cents), ("goodwill", cents)]
            tx.journal.post(key=made, account_id="a01", why="goodwill", legs=legs, at=NOON, refs={"target": line})


def decided(made: str, line: str | None, cents: int) -> Decided:
    return Decided(
        made,
        "a01",
        "c01",
        None,
        None,
        line,
        {"amt": cents},
        "digest",
        1,
        "GRANT",
        cents,
        "G-FEE",
        None,
        "bot",
        (),
        NOON,
    )


def credits_in(house: Store) -> list[int]:
    with house.read() as tx:
        return [row.amount for row in tx.ledger.book("c01").lines if row.type is LineType.CREDIT]


def test_a_fourth_credit_of_the_window_is_refused(house):
    for line in FEES[:3]:
        grant(house, line.id)
    with pytest.raises(OverCap, match="over the number of credits"):
        grant(house, FEES[3].id)
    assert credits_in(house) == [-3000] * 3


def test_more_than_the_sum_of_the_window_is_refused_and_exactly_the_sum_is_not(house):
    wide = replace(LIMITS, credits=99)
    for line in FEES[:3]:
        grant(house, line.id, 2500, wide)
    with pytest.raises(OverCap, match="over the sum of credits"):
        grant(house, FEES[3].id, 2501, wide)
    grant(house, FEES[3].id, 2500, wide)


def test_a_grant_that_waits_counts_and_one_that_expired_does_not(house):
    waits = {"state": State.PENDING, "settled_at": None, "pay_by": date(2026, 6, 2)}
    for line in FEES[:3]:
        grant(house, line.id, **waits)
    with pytest.raises(OverCap):
        grant(house, FEES[3].id)
    with house.write() as tx:
        assert tx.goodwill.settle(tx.goodwill.waiting("a01")[0], State.EXPIRED, NOON)
    grant(house, FEES[3].id)


def test_credits_before_the_window_do_not_count(house):
    for line in FEES[:3]:
        grant(house, line.id)
    grant(house, FEES[3].id, limits=replace(LIMITS, since=NOON.date()))


def test_small_credits_count_by_themselves(house):
    for line in FEES[:3]:
        grant(house, line.id, 400, small=True)
    with pytest.raises(OverCap, match="small"):
        grant(house, FEES[3].id, 400, small=True)
    grant(house, FEES[3].id)


def test_nobody_gives_back_more_than_the_charge(house):
    grant(house, "fee-0", 2000)
    with pytest.raises(OverCap, match="more than the charge"):
        grant(house, "fee-0", 1001, by="agent-1")
    grant(house, "fee-0", 1000, by="agent-1")


def test_a_person_may_give_beyond_what_the_assistant_may(house):
    for line in FEES[:3]:
        grant(house, line.id)
    grant(house, FEES[3].id, by="agent-1")


def test_a_line_is_given_back_by_the_assistant_once_unless_it_expired(house):
    waits = {"state": State.PENDING, "settled_at": None, "pay_by": date(2026, 6, 2)}
    grant(house, "fee-0", 1000, **waits)
    with pytest.raises(OverCap):
        grant(house, "fee-0", 900)
    with house.write() as tx:
        (waiting,) = tx.goodwill.waiting()
        assert [tx.goodwill.settle(waiting, State.EXPIRED, NOON) for _ in range(2)] == [True, False]
    grant(house, "fee-0", 900)


def test_of_eight_at_once_who_looked_at_nothing_the_database_lets_three_through(house):
    """No lock is taken and no fact is read: the cap is the database's own."""

    def one(line: str) -> bool:
        try:
            grant(house, line)
        except OverCap:
            return False
        return True

    with ThreadPoolExecutor(8) as many:
        done = list(many.map(one, [line.id for line in FEES]))
    assert done.count(True) == 3
    assert credits_in(house) == [-3000] * 3


def test_the_month_s_money_is_never_overdrawn(house):
    with house.write() as tx:
        assert tx.goodwill.spend("2026-05", 99_000)
        assert not tx.goodwill.spend("2026-05", 1001)
        assert tx.goodwill.spend("2026-05", 1000)
        assert tx.goodwill.budget("2026-05", 100_000).left == 0
        assert tx.goodwill.spend("2026-05", 7000, by="agent-1")
        tx.goodwill.give_back("2026-05", 1000)
        assert tx.goodwill.budget("2026-05", 100_000) == Budget("2026-05", 100_000, 99_000, 7000, 0)
        assert not tx.goodwill.spend("2026-05", 1)  # what people gave beyond it is gone as well
        assert tx.goodwill.open_month("2026-05", 50_000).cents == 99_000
    with pytest.raises(IntegrityError), house.write() as tx:
        tx.goodwill.give_back("2026-05", 99_001)


def test_gifts_stop_at_their_part_of_the_month(house):
    with house.write() as tx:
        assert tx.goodwill.spend("2026-05", 79_500)
        assert not tx.goodwill.spend("2026-05", 1000, gift=True, at_most=80_000)
        assert tx.goodwill.spend("2026-05", 500, gift=True, at_most=80_000)
        assert tx.goodwill.spend("2026-05", 1000)
        assert tx.goodwill.budget("2026-05", 100_000).gifts == 500


def test_a_wish_is_answered_once_and_never_by_who_asked(house):
    with house.write() as tx:
        tx.goodwill.add_wish(Wish("w1", "fee-0", "c01", 3000, "flood", "agent-1", NOON))
        assert tx.goodwill.answer_wish("w1", "agent-1", NOON, approved=True) is None
        assert [wish.id for wish in tx.goodwill.wishes()] == ["w1"]
        assert tx.goodwill.answer_wish("w1", "boss", NOON, approved=True).answered_by == "boss"
        assert tx.goodwill.answer_wish("w1", "boss", NOON, approved=False) is None
        assert tx.goodwill.wishes() == []


def test_the_trust_board_reads_what_each_month_came_to(house):
    waits = {"state": State.PENDING, "settled_at": None, "pay_by": date(2026, 6, 2)}
    grant(house, "fee-0", 3000)
    grant(house, "fee-1", 2500, **waits)
    grant(house, "fee-2", 700, by="agent-1")
    with house.write() as tx:
        tx.goodwill.open_month("2026-04", 90_000)
        tx.goodwill.open_month("2026-07", 90_000)
        assert tx.goodwill.spend("2026-05", 5500)
        assert tx.goodwill.spend("2026-05", 1000, gift=True, at_most=80_000)
        assert tx.goodwill.spend("2026-05", 700, by="agent-1")
    with house.read() as tx:
        april, may = tx.goodwill.spent(date(2026, 4, 30), date(2026, 6, 1))
        assert april == Spent("2026-04", 90_000, 0, 0, 0, 0)
        assert may == Spent("2026-05", 100_000, 5500, 1000, 700, 2500)
        assert may.total == 7200
        assert tx.goodwill.spent(date(2025, 1, 1), date(2026, 3, 31)) == []


def test_what_expired_is_not_spent(house):
    grant(house, "fee-0", 2500, state=State.PENDING, settled_at=None, pay_by=date(2026, 6, 2))
    with house.write() as tx:
        assert tx.goodwill.spend("2026-05", 2500)
        assert tx.goodwill.settle(tx.goodwill.waiting()[0], State.EXPIRED, NOON)
        tx.goodwill.give_back("2026-05", 2500)
        assert tx.goodwill.spent(NOON.date(), NOON.date()) == [Spent("2026-05", 100_000, 0, 0, 0, 0)]
