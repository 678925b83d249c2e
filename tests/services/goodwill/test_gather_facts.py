"""What is read from rows before the policy decides: grants that wait, the month's money, and the marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from candor.conversation.handing_over import State
from candor.disputes import commands as do
from candor.disputes.reasons import Reason
from candor.goodwill.decision import decide
from candor.goodwill.facts import Facts
from candor.services.disputes.begin_case import begin_case
from candor.services.disputes.move_case import file_case
from candor.services.goodwill.gather_facts import gather_facts, gather_service_facts, month_of
from candor.services.people.bring_in_person import bring_in_person
from tests.goodwill.requests import POLICY
from tests.services.goodwill.giving import ACCOUNT, NEXT_DOOR, add_neighbour, late_book, open_bank, waits_for_payment
from tests.services.serving import talk_of

TODAY = date(2026, 5, 12)
BOOKS = late_book(3, 4)
FEE = BOOKS.lines[1]
GRANTED = decide(Facts("late", 2500, 18, 40, 0, 0, 0, 0, 0, 1, 1, frozenset()), POLICY)
MONTH = POLICY.budget.month


@pytest.fixture
def talk(sqlite_url, clock):
    return open_bank(sqlite_url, clock, BOOKS)


def gathered(talk, conversation="talk", line=FEE):
    with talk.tools.store.read() as tx:
        return gather_facts(tx, BOOKS, line, TODAY, POLICY, conversation)


def marks(talk, conversation="talk", line=FEE):
    return gathered(talk, conversation, line).plain["flag"]


def service(talk, cents=1000, conversation="talk"):
    with talk.tools.store.read() as tx:
        return gather_service_facts(tx, BOOKS, cents, date(2026, 5, 2), TODAY, POLICY, conversation).plain


def waits(talk, line="line-f3", account=ACCOUNT):
    return waits_for_payment(talk, GRANTED, "g1", line, account)


def handed(talk, trigger, charge=None):
    context = talk.says("please look at this")
    with talk.tools.store.write() as tx:
        bring_in_person(tx, talk.tools, context, trigger, charge)


def ended(talk, how=State.CLOSED):
    with talk.tools.store.write() as tx:
        tx.handoffs.take(talk.conversation.id, "ann", talk.clock.now())
        tx.handoffs.end(talk.conversation.id, how, talk.clock.now())


def taken(talk):
    with talk.tools.store.write() as tx:
        tx.handoffs.take(talk.conversation.id, "ann", talk.clock.now())


def test_a_request_has_the_facts_of_its_line_and_its_day(talk):
    found = gathered(talk)
    assert found.plain == {
        "kind": "late",
        "amt": 3000,
        "age": 18,
        "ten": 40,
        "dpd": 0,
        "same": 0,
        "n": 0,
        "used": 0,
        "mic": 0,
        "late12": 2,
        "bud": 1,
        "flag": [],
    }
    assert isinstance(found.facts, Facts)


def test_a_broken_promise_is_as_old_as_its_day_and_as_dear_as_what_is_asked(talk):
    waits(talk)
    handed(talk, "hardship")
    found = service(talk, 1200)
    assert [found[name] for name in ("kind", "amt", "age", "n", "flag")] == ["service", 1200, 10, 1, ["sensitive"]]


def test_what_was_grave_in_another_talk_and_answered_leaves_a_broken_promise_to_the_rules(talk):
    handed(talk, "hardship")
    ended(talk)
    assert (service(talk)["flag"], service(talk, conversation="later")["flag"]) == (["sensitive"], [])


def test_grants_that_wait_count_like_those_that_were_paid(talk):
    waits(talk)
    plain = gathered(talk).plain
    assert (plain["same"], plain["n"], plain["used"], plain["flag"]) == (1, 1, 2500, [])


def test_a_grant_without_a_line_that_waits_counts_too(talk):
    waits(talk, line=None)
    assert gathered(talk).plain["n"] == 1


def test_what_waits_for_another_customer_is_not_counted(talk):
    add_neighbour(talk)
    waits(talk, line=None, account=NEXT_DOOR)
    assert gathered(talk).plain["n"] == 0


@pytest.mark.parametrize(("left", "bud"), [(3000, 1), (2999, 0)])
def test_there_is_a_budget_while_the_month_has_what_would_be_given(talk, left, bud):
    with talk.tools.store.write() as tx:
        tx.goodwill.open_month(month_of(TODAY), MONTH)
        tx.goodwill.spend(month_of(TODAY), MONTH - left)
    assert gathered(talk).plain["bud"] == bud


def test_the_money_of_a_month_that_nobody_opened_is_what_the_policy_says(talk):
    none = replace(POLICY, budget=replace(POLICY.budget, month=0))
    with talk.tools.store.read() as tx:
        assert gather_facts(tx, BOOKS, FEE, TODAY, none).plain["bud"] == 0


def test_without_the_months_money_all_else_is_as_it_was(talk):
    found = gathered(talk)
    assert found.without_budget().plain == {**found.plain, "bud": 0}


def test_a_month_is_named_by_year_and_month():
    assert month_of(date(2026, 1, 31)) == "2026-01"


@pytest.mark.parametrize("trigger", ["bereavement", "fraud"])
def test_something_grave_is_with_a_person_in_every_talk_until_it_was_answered_and_in_its_own_for_good(talk, trigger):
    handed(talk, trigger)
    assert (marks(talk), marks(talk, "later"), marks(talk, None)) == (["sensitive"],) * 3
    taken(talk)
    assert marks(talk, "later") == ["sensitive"]
    ended(talk)
    assert (marks(talk), marks(talk, "later")) == (["sensitive"], [])


def test_something_grave_of_many_hand_overs_is_found(talk):
    handed(talk, "goodwill")
    ended(talk, State.HANDED_BACK)
    later = talk_of(talk.tools, talk.clock, "c99", "later")
    handed(later, "legal")
    assert marks(talk) == ["sensitive"]


def test_a_claim_that_a_line_is_wrong_is_a_dispute_of_this_line_until_it_was_answered(talk):
    handed(talk, "dispute", FEE.id)
    assert marks(talk) == ["disputed"]
    assert marks(talk, line=BOOKS.lines[0]) == []
    taken(talk)
    assert marks(talk) == ["disputed"]
    ended(talk)
    assert marks(talk) == []


def test_another_wish_about_the_line_is_no_dispute(talk):
    handed(talk, "goodwill", FEE.id)
    assert marks(talk) == []


def test_an_open_case_about_the_line_is_a_dispute_of_this_line_alone(talk):
    with talk.tools.store.write() as tx:
        draft = begin_case(tx, talk.tools, BOOKS, FEE, notice_at=talk.clock.now())
    assert marks(talk) == []
    with talk.tools.store.write() as tx:
        said = do.Submit(Reason.WRONG_AMOUNT, 3000, confirmed=True)
        file_case(tx, talk.tools, draft, said, actor="customer", key="said")
    assert (marks(talk), marks(talk, line=BOOKS.lines[0])) == (["disputed"], [])
