"""A promise that we broke is made up for by the rules (G-SVC): what our rows show, the same for all, and once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from candor.billing.records import LineType
from candor.errors import OverCap
from candor.goodwill.granted import State
from candor.services.goodwill.decide_service import decide_service
from candor.services.goodwill.give import post
from candor.services.goodwill.let_down import asks_for_trouble, decided_about, promise_of
from candor.services.goodwill.policy_in_force import PolicyInForce
from candor.services.goodwill.replay import replay_decisions
from tests.services.goodwill.giving import (
    ACCOUNT,
    CUSTOMER,
    WORDING,
    credits_of,
    days,
    decisions,
    holding,
    late_book,
    open_bank,
)


@pytest.fixture
def bank(sqlite_url, clock):
    return lambda **account: open_bank(sqlite_url, clock, late_book(4, **account))


def promised(talk, name="p1", *, ago=1, kept=None):
    """A promise that a person answers, whose time passed so many days ago."""
    now = talk.clock.now()
    with talk.tools.store.write() as tx:
        due = now - days(ago)
        tx.promises.add(name, talk.conversation.id, "a person answers", due - days(1), due)
        if kept is not None:
            tx.promises.keep(name, kept)


def wants(talk, cents=0, **how):
    talk.clock.advance(timedelta(seconds=1))
    context = talk.says("something for my trouble")
    with talk.tools.store.write() as tx:
        return decide_service(tx, talk.tools, context, cents, **how)


def said(replies):
    return [reply.response for reply in replies]


def test_a_promise_that_we_broke_gets_the_usual_credit_at_once_and_asks_for_no_proof(bank):
    talk = bank()
    promised(talk)
    told = wants(talk)
    assert decisions(talk) == [("GRANT", 1000, "G-SVC")]
    assert credits_of(talk) == [1000]
    assert said(told) == ["utter_goodwill_service", "utter_goodwill_terms_service", "utter_goodwill_also_complaint"]
    assert "$10.00" in WORDING.speak(told[0]).text
    with talk.tools.store.read() as tx:
        made = tx.goodwill.decisions()[0]
        assert (made.line_id, made.facts["kind"], made.facts["age"]) == (None, "service", 1)
        assert tx.goodwill.budget("2026-05", 1_500_000).spent == 1000
        assert replay_decisions(tx) == (1, [])
        credit = next(row for row in tx.ledger.book(CUSTOMER).corrections)
        assert (credit.kind, credit.note) == ("goodwill", "service")


@pytest.mark.parametrize("kept", [None, timedelta(hours=-1)])
def test_where_we_kept_our_word_there_is_nothing_to_decide_by_these_rules(bank, kept):
    talk = bank()
    if kept:
        promised(talk, kept=talk.clock.now() - days(1) + kept)
    assert wants(talk) is None
    assert decisions(talk) == []


def test_a_promise_kept_too_late_was_broken_and_one_taken_back_was_not(bank):
    talk = bank()
    promised(talk, "late", ago=3, kept=talk.clock.now() - days(2))
    promised(talk, "taken back", ago=1)
    with talk.tools.store.write() as tx:
        tx.promises.withdraw("taken back", talk.clock.now())
    wants(talk)
    with talk.tools.store.read() as tx:
        assert promise_of(tx.goodwill.decisions()[0].id) == "late"


def test_who_asks_again_is_told_the_same_and_gets_no_more(bank):
    talk = bank()
    promised(talk)
    wants(talk)
    assert said(wants(talk, 5000))[:2] == ["utter_goodwill_again_service", "utter_goodwill_service"]
    assert credits_of(talk) == [1000]


def test_a_turn_that_is_tried_again_finds_what_was_decided(bank):
    talk = bank()
    promised(talk)
    context = talk.says("something for my trouble")
    with talk.tools.store.write() as tx:
        first = decide_service(tx, talk.tools, context)
    with talk.tools.store.write() as tx:
        assert decide_service(tx, talk.tools, context) == first
    assert credits_of(talk) == [1000]


def test_a_second_broken_promise_is_made_up_for_as_well(bank):
    talk = bank()
    promised(talk, "p1", ago=2)
    wants(talk)
    promised(talk, "p2", ago=1)
    wants(talk)
    assert credits_of(talk) == [1000, 1000]


def test_less_than_the_usual_credit_is_never_given_to_who_asks_for_less(bank):
    talk = bank()
    promised(talk)
    wants(talk, 300)
    assert decisions(talk) == [("GRANT", 1000, "G-SVC")]


def test_more_than_the_assistant_may_give_is_for_a_person_and_the_usual_credit_can_be_had_now(bank):
    talk = bank()
    promised(talk)
    told = wants(talk, 6000)
    assert decisions(talk) == [("HANDOFF", 0, "G-AUT")]
    assert said(told) == ["utter_goodwill_above_authority", "utter_goodwill_also_standard_credit"]
    assert "$10.00" in WORDING.speak(told[1]).text
    assert [choice.payload for choice in told[1].choices] == [{"goodwill": "usual"}, {"goodwill": "leave_usual"}]
    assert said(wants(talk, 6000))[0] == "utter_goodwill_again_service"
    assert said(wants(talk, usual=True))[0] == "utter_goodwill_service"
    assert credits_of(talk) == [1000]
    with talk.tools.store.read() as tx:
        (handoff,) = tx.handoffs.of_customer(CUSTOMER, "goodwill")
        assert handoff.context["amount"] == 6000
    wants(talk, usual=True)
    assert credits_of(talk) == [1000]


def test_a_promise_broken_long_ago_is_for_a_person(bank):
    talk = bank()
    promised(talk, ago=91)
    wants(talk)
    assert decisions(talk) == [("HANDOFF", 0, "G-OLD")]


def test_a_promise_broken_half_a_year_ago_is_not_looked_for(bank):
    talk = bank()
    promised(talk, ago=180)
    assert wants(talk) is None


def test_the_day_is_the_customers_own(bank):
    """01:00 UTC on May 12 is still May 11 in New York."""
    talk = bank()
    promised(talk, ago=14 / 24)
    wants(talk)
    with talk.tools.store.read() as tx:
        assert tx.goodwill.decisions()[0].facts["age"] == 1


def test_a_new_account_gets_it_too_and_who_is_past_due_has_not_to_pay_first(bank):
    talk = bank(opened=date(2026, 4, 1))
    promised(talk)
    wants(talk)
    assert decisions(talk) == [("GRANT", 1000, "G-SVC")]


def test_a_closed_account_is_for_a_person(bank):
    talk = bank(status="closed")
    promised(talk)
    wants(talk)
    assert decisions(talk) == [("HANDOFF", 0, "G-ACC")]


def test_without_money_left_in_the_month_a_person_decides(bank):
    talk = bank()
    promised(talk)
    with talk.tools.store.write() as tx:
        tx.goodwill.open_month("2026-05", 1_500_000)
        assert tx.goodwill.spend("2026-05", 1_499_500)
    told = wants(talk)
    assert decisions(talk) == [("HANDOFF", 0, "G-BUD")]
    assert said(told) == ["utter_goodwill_not_today"]


def test_the_books_hold_one_credit_for_a_promise_whatever_was_decided(bank):
    talk = bank()
    promised(talk)
    wants(talk)
    with talk.tools.store.write() as tx:
        granted = tx.goodwill.grant_of(tx.goodwill.decisions()[0].id)
    again = replace(granted, id=granted.id[:-1] + "7", state=State.PAID)
    with pytest.raises(OverCap, match="given before"), talk.tools.store.write() as tx:
        post(tx, again, talk.clock.now())
    assert credits_of(talk) == [1000]
    with talk.tools.store.read() as tx:
        assert [row.type for row in tx.ledger.book(CUSTOMER).lines].count(LineType.CREDIT) == 1
        assert len(tx.journal.of_account(ACCOUNT)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I want compensation",
        "I want something for my trouble",
        "you owe me a credit for the wait",
        "you should pay me for all the time I lost with this, I want $50 for my time",
        "how will you make it up to me",
        "you broke your promise",
    ],
)
def test_words_that_ask_for_something_for_trouble(text):
    assert asks_for_trouble(text)


@pytest.mark.parametrize(
    "text",
    [
        "can you take the late fee off",
        "refund the interest please",
        "this is the first time I was late",
        "what is this charge for",
        "I waited for my bill",
    ],
)
def test_words_that_ask_for_something_else(text):
    assert not asks_for_trouble(text)


def test_only_an_id_of_a_service_decision_names_a_promise():
    assert promise_of("service-a-b_c-0") == "a-b_c"
    assert promise_of("gift-2026-05-acc") is None
    assert promise_of("XYZ") is None
    assert promise_of("service-0") is None


def test_the_account_is_held_before_anything_is_read_of_it(bank, monkeypatch):
    talk = bank()
    held = holding(monkeypatch)
    wants(talk)
    assert held == [ACCOUNT]


def test_a_process_that_has_just_started_reads_the_words_of_its_policy(bank):
    talk = bank()
    promised(talk)
    talk.tools = replace(talk.tools, goodwill=PolicyInForce())
    wants(talk)
    assert decisions(talk) == [("GRANT", 1000, "G-SVC")]


def test_who_takes_the_usual_credit_gets_it_whatever_they_had_named(bank):
    talk = bank()
    promised(talk)
    wants(talk, 6000, usual=True)
    assert decisions(talk) == [("GRANT", 1000, "G-SVC")]


def test_what_another_customer_was_given_for_a_promise_of_the_same_name_is_not_ours(bank):
    talk = bank()
    promised(talk)
    wants(talk)
    with talk.tools.store.read() as tx:
        assert [one.reason for one in decided_about(tx, CUSTOMER, "p1")] == ["G-SVC"]
        assert decided_about(tx, "c01", "p1") == []
