"""The surprise gift: a seeded draw that knows nothing of anybody, stops with its money, and is told once, after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from candor.bootstrap import DUE
from candor.goodwill.policy import Policy
from candor.services.clocks.run_due import run_due
from candor.services.goodwill.draw_gifts import ask_for_draw, draw_gifts, tell_gift
from candor.services.goodwill.policy_in_force import PolicyInForce
from candor.store import WritingNeeded
from tests.billing.books import book
from tests.services.goodwill.giving import open_bank


def many(count: int, **account):
    """Books of so many customers, c000, c001, ..."""
    plain = book(account=account)
    return [
        replace(
            plain,
            customer=replace(plain.customer, id=f"c{n:03d}"),
            account=replace(plain.account, id=f"a{n:03d}", customer_id=f"c{n:03d}"),
            cards=(),
            merchants={},
            descriptors=(),
        )
        for n in range(count)
    ]


@pytest.fixture
def house(sqlite_url, clock):
    talk = open_bank(sqlite_url, clock, book())
    with talk.tools.store.write() as tx:
        for one in many(120):
            tx.ledger.add_book(one)
    return replace(talk.tools, goodwill=PolicyInForce())


@pytest.fixture
def numbers(monkeypatch, house):
    """Puts other numbers into the policy in force."""

    def change(one_in=None, month=None):
        with house.store.write() as tx:
            found = house.goodwill.keep(tx, house.wording, house.clock.now())
        policy: Policy = found.policy
        policy = replace(policy, gift=replace(policy.gift, one_in=one_in or policy.gift.one_in))
        policy = replace(policy, budget=replace(policy.budget, month=month or policy.budget.month))
        house.goodwill._now = replace(found, policy=policy)

    return change


def draw(house, month="2026-05", seed=None):
    with house.store.write() as tx:
        return draw_gifts(tx, house, month, seed)


def gifts(house):
    with house.store.read() as tx:
        return {one.customer_id for one in tx.goodwill.decisions()}


def test_a_month_draws_some_and_the_same_again_gives_nobody_a_second_one(house, numbers):
    numbers(one_in=10)
    drawn = draw(house)
    assert drawn.eligible == 121
    assert 3 <= len(drawn.given) <= 30
    assert draw(house).given == ()
    assert gifts(house) == set(drawn.given)
    with house.store.read() as tx:
        assert tx.goodwill.budget("2026-05", 1_500_000).gifts == 1000 * len(drawn.given)
        (line,) = tx.ledger.book(drawn.given[0]).lines
    assert (line.amount, line.descriptor) == (-1000, "COURTESY CREDIT")


def test_another_seed_draws_others(house, numbers):
    numbers(one_in=10)
    assert set(draw(house, seed="one").given) != set(draw(house, "2026-06", seed="two").given)


def test_it_stops_when_four_fifths_of_the_month_are_gone(house, numbers):
    numbers(one_in=1, month=10_000)
    drawn = draw(house)
    assert (len(drawn.given), drawn.stopped) == (8, True)


def test_what_was_granted_before_leaves_less_for_gifts(house, numbers):
    numbers(one_in=1, month=10_000)
    with house.store.write() as tx:
        tx.goodwill.open_month("2026-05", 10_000)
        tx.goodwill.spend("2026-05", 6500)
    assert len(draw(house).given) == 1


@pytest.mark.parametrize(
    ("account", "flags"),
    [({"opened": date(2024, 5, 13)}, ()), ({"status": "closed"}, ()), ({}, ("deceased",))],
    ids=["new", "closed", "sensitive"],
)
def test_new_closed_and_sensitive_accounts_are_not_in_the_draw(sqlite_url, clock, account, flags):
    plain = book(account=account)
    talk = open_bank(sqlite_url, clock, replace(plain, customer=replace(plain.customer, flags=frozenset(flags))))
    assert draw(talk.tools).eligible == 0


def test_it_comes_once_in_two_years(house, numbers, clock):
    numbers(one_in=1)
    assert len(draw(house).given) == 121
    clock.advance(timedelta(days=700))
    assert draw(house, "2028-04").given == ()
    clock.advance(timedelta(days=40))
    assert len(draw(house, "2028-05").given) == 121


def test_it_is_told_once_and_only_after_it_is_on_the_account(house, numbers):
    numbers(one_in=1)
    with house.store.write() as tx:
        assert tell_gift(tx, house, "c001") is None
    draw(house)
    with house.store.read() as tx, pytest.raises(WritingNeeded):
        tell_gift(tx, house, "c001")
    with house.store.write() as tx:
        told = tell_gift(tx, house, "c001")
        assert tell_gift(tx, house, "c001") is None
    assert (told.response, told.facts) == ("utter_goodwill_gift", {"given": "$10.00"})


def test_the_month_draws_by_itself_and_asks_for_the_next(house, numbers, clock):
    numbers(one_in=1)
    with house.store.write() as tx:
        ask_for_draw(tx, clock.now().date())
        ask_for_draw(tx, clock.now().date())
    assert run_due(house, DUE) == 0
    clock.advance(timedelta(days=14))
    assert run_due(house, DUE) == 1
    assert len(gifts(house)) == 121
    with house.store.read() as tx:
        assert [work.at.date() for work in tx.due_work.of("2026-06")] == [date(2026, 6, 25)]
