"""A grant that waits for a payment pays by itself, once, when what was past due is here; else it ends on its day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from candor.billing.imported import ImportedLine, StatementFile
from candor.billing.records import LineType
from candor.bootstrap import DUE
from candor.goodwill.decision import decide
from candor.goodwill.facts import facts_from
from candor.goodwill.granted import State
from candor.services.clocks.run_due import run_due
from candor.services.goodwill.settle_goodwill import settle_goodwill
from candor.services.import_statement import import_statement
from candor.services.people.where_it_stands import where_it_stands
from tests.goodwill.requests import POLICY
from tests.services.goodwill.giving import (
    ACCOUNT,
    CUSTOMER,
    NEXT_DOOR,
    WORDING,
    add_neighbour,
    ask,
    credits_of,
    decisions,
    holding,
    late_book,
    open_bank,
    pay,
    waits_for_payment,
)


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


def back_again(talk):
    """What a returning customer is told of our promise."""
    now = talk.clock.now()
    with talk.tools.store.read() as tx:
        said = where_it_stands(tx, talk.tools.wording, CUSTOMER, now - timedelta(hours=1), now)
    return said and (said.response, talk.tools.wording.speak(said).text)


def test_a_returning_customer_hears_by_when_to_pay_and_of_no_person(talk):
    talk.clock.advance(timedelta(days=1))
    response, text = back_again(talk)
    assert response == "utter_promise_payment_stands"
    assert "by June 2" in text


def test_a_returning_customer_hears_that_the_payment_took_the_charge_off(talk):
    pay(talk, 3000, date(2026, 5, 12))
    settle(talk)
    assert back_again(talk)[0] == "utter_promise_payment_kept"
    talk.clock.advance(timedelta(hours=2))
    assert back_again(talk) is None


def test_who_pays_on_the_last_day_is_paid_within_what_we_promised(talk):
    """June 2 is a Tuesday: two business days later it is on the account, and the promise is kept."""
    pay(talk, 3000, date(2026, 6, 2))
    talk.clock.advance(timedelta(days=22, hours=1))
    run_due(talk.tools, DUE)
    kept = promise(talk)
    assert kept["due_at"].date() == date(2026, 6, 5)
    assert kept["kept_at"] <= kept["due_at"]


def test_the_trust_board_hears_of_the_promise_and_of_its_end(talk):
    with talk.tools.store.read() as tx:
        (row,) = tx.promises.open_of(CUSTOMER)
    pay(talk, 3000, date(2026, 5, 12))
    settle(talk)
    with talk.tools.store.read() as tx:
        heard = [row_id for _, kind, row_id in tx.counted.oldest(99) if kind == "promise"]
        assert tx.promises.get(row.id).kept_at is not None
    assert heard == [row.id, row.id]


def audit(talk):
    """What was done with the grant after it was decided: who, what, and what is told besides."""
    with talk.tools.store.read() as tx:
        return [(row["actor"], row["act"], row["detail"]) for row in tx.trail.of(talk.conversation.id)][1:]


def looks(talk):
    with talk.tools.store.read() as tx:
        return [(work.kind, work.at) for work in tx.due_work.of(CUSTOMER) if work.done_at is None]


@pytest.mark.parametrize(("paid", "act"), [(True, "goodwill_paid"), (False, "goodwill_expired")])
def test_what_became_of_it_is_in_the_audit_with_its_decision_line_and_amount(talk, paid, act):
    if paid:
        pay(talk, 3000, date(2026, 5, 12))
    talk.clock.advance(timedelta(days=22))
    settle(talk)
    with talk.tools.store.read() as tx:
        (made,) = tx.goodwill.decisions()
    assert audit(talk) == [("bot", act, {"decision": made.id, "line": "line-f4", "cents": 3000})]


def test_the_account_is_held_before_anything_is_read_of_it(talk, monkeypatch):
    held = holding(monkeypatch)
    settle(talk)
    assert held == [ACCOUNT]


def test_on_its_last_day_it_still_waits(talk):
    talk.clock.advance(timedelta(days=21))
    assert settle(talk) == ()
    with talk.tools.store.read() as tx:
        assert [grant.pay_by for grant in tx.goodwill.waiting()] == [date(2026, 6, 2)]


def test_while_it_waits_it_is_looked_at_again_a_day_later(talk):
    talk.clock.advance(timedelta(days=1, hours=1))
    run_due(talk.tools, DUE)
    assert looks(talk) == [("goodwill_payment", talk.clock.now() + timedelta(days=1))]


def test_what_waits_for_a_neighbour_is_not_touched_and_looked_at_for_them_alone(talk):
    with talk.tools.store.read() as tx:
        (made,) = tx.goodwill.decisions()
    add_neighbour(talk)
    waits_for_payment(talk, decide(facts_from(made.facts), POLICY), "next-door", None, NEXT_DOOR, date(2026, 5, 2))
    pay(talk, 3000, date(2026, 5, 12))
    talk.clock.advance(timedelta(days=1, hours=1))
    run_due(talk.tools, DUE)
    with talk.tools.store.read() as tx:
        assert [grant.id for grant in tx.goodwill.waiting()] == ["next-door"]
    assert looks(talk) == []
