"""A grant that waits for a payment pays by itself, once, when what was past due is here; else it ends on its day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from candor.billing.imported import ImportedLine, StatementFile
from candor.billing.records import LineType
from candor.bootstrap import DUE
from candor.goodwill.granted import State
from candor.services.clocks.run_due import run_due
from candor.services.goodwill.settle_goodwill import settle_goodwill
from candor.services.import_statement import import_statement
from tests.services.goodwill.giving import CUSTOMER, WORDING, ask, credits_of, decisions, late_book, open_bank, pay


@pytest.fixture
def talk(sqlite_url, clock):
    """April's payment did not come: the wish of May 12 is granted for when it does."""
    talk = open_bank(sqlite_url, clock, late_book(4, paid=False))
    told = ask(talk)
    assert decisions(talk) == [("GRANT_ON_PAYMENT", 3000, "G-PAY")]
    words = WORDING.speak(told[0]).text
    assert "$30.00 by June 2" in words
    return talk


def settle(talk):
    with talk.tools.store.write() as tx:
        return settle_goodwill(tx, CUSTOMER, talk.clock.now())


def promise(talk):
    with talk.tools.store.read() as tx:
        (row,) = tx.handoffs.promises_in(talk.conversation.id)
    return row


def spent(talk):
    with talk.tools.store.read() as tx:
        return tx.goodwill.budget("2026-05", 1_500_000).spent


def test_the_money_is_set_aside_and_nothing_is_on_the_account_before_the_payment(talk):
    assert settle(talk) == ()
    assert credits_of(talk) == []
    assert spent(talk) == 3000
    assert promise(talk)["kept_at"] is None


def test_it_pays_once_when_the_payment_is_here(talk):
    pay(talk, 3000, date(2026, 5, 12))
    assert [grant.cents for grant in settle(talk)] == [3000]
    assert settle(talk) == ()
    assert credits_of(talk) == [3000]
    assert promise(talk)["kept_at"] is not None
    with talk.tools.store.read() as tx:
        assert [row["act"] for row in tx.trail.of(talk.conversation.id)] == [
            "goodwill_grant_on_payment",
            "goodwill_paid",
        ]


def test_less_than_what_is_past_due_pays_nothing(talk):
    pay(talk, 2999, date(2026, 5, 12))
    assert settle(talk) == ()
    assert credits_of(talk) == []


def test_an_imported_payment_pays_it_at_once(talk):
    day = talk.clock.now().date()
    line = ImportedLine("p-1", LineType.PAYMENT, -3000, "PAYMENT", day, day)
    import_statement(talk.tools.store, talk.clock, CUSTOMER, StatementFile("csv", "USD", (line,)))
    assert credits_of(talk) == [3000]


def test_the_daily_look_pays_it_when_the_payment_came_by_another_way(talk):
    pay(talk, 3000, date(2026, 5, 13))
    talk.clock.advance(timedelta(days=1, hours=1))
    run_due(talk.tools, DUE)
    assert credits_of(talk) == [3000]
    talk.clock.advance(timedelta(days=1))
    assert run_due(talk.tools, DUE) == 0


def test_after_its_day_it_ends_and_the_money_is_there_for_others(talk):
    talk.clock.advance(timedelta(days=22))
    run_due(talk.tools, DUE)
    with talk.tools.store.read() as tx:
        assert tx.goodwill.waiting() == []
        assert tx.goodwill.grant_of(tx.goodwill.decisions()[0].id).state is State.EXPIRED
    assert (credits_of(talk), spent(talk)) == ([], 0)


def test_a_payment_that_came_in_time_pays_however_late_we_look(talk):
    pay(talk, 3000, date(2026, 6, 2))
    talk.clock.advance(timedelta(days=40))
    settle(talk)
    assert credits_of(talk) == [3000]


def test_who_asks_again_after_it_ended_is_decided_anew(talk):
    talk.clock.advance(timedelta(days=22))
    settle(talk)
    ask(talk)
    assert [one[0] for one in decisions(talk)] == ["GRANT_ON_PAYMENT", "GRANT_ON_PAYMENT"]
