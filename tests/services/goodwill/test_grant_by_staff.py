"""What a person may give back alone, what needs a second one, and what nobody may."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from candor.errors import NotAllowed, NotYours, OverCap
from candor.goodwill.granted import Granted, State, Wish
from candor.services.goodwill.grant_by_staff import StaffGrant, answer_wish, grant_by_staff, most_of
from candor.services.goodwill.policy_in_force import PolicyInForce
from candor.services.goodwill.replay import replay_decisions
from tests.goodwill.requests import POLICY
from tests.services.goodwill.giving import ACCOUNT, CUSTOMER, ask, credits_of, holding, late_book, open_bank

DEAR = {"months": (4,), "cents": 40_000}


@pytest.fixture
def talk(sqlite_url, clock):
    return open_bank(sqlite_url, clock, late_book(4, cents=40_000))


def grant(talk, cents, role="agent", staff="ann", line="line-f4", why="the flood", **more) -> StaffGrant:
    with talk.tools.store.write() as tx:
        return grant_by_staff(tx, talk.tools, staff, role, line, cents, why, **more)


def answer(talk, wish, staff, role="supervisor", approved=True):
    with talk.tools.store.write() as tx:
        return answer_wish(tx, talk.tools, staff, role, wish, approved=approved)


def test_an_agent_gives_within_their_authority_with_a_row_and_a_reason(talk):
    given = grant(talk, 10_000)
    assert credits_of(talk) == [10_000]
    with talk.tools.store.read() as tx:
        made = tx.goodwill.decision(given.decision_id)
        assert tx.goodwill.budget("2026-05", 1_500_000).by_staff == 10_000
        assert [row["actor"] for row in tx.trail.of("c99")] == ["ann"]
        assert replay_decisions(tx) == (0, [])
    assert (made.by, made.why, made.amount, made.reason, made.authority) == (
        "ann",
        "the flood",
        10_000,
        "G-STAFF",
        "agent",
    )


@pytest.mark.parametrize(("role", "most"), [("agent", 10_000), ("supervisor", 25_000)])
def test_a_cent_above_the_authority_waits_for_a_second_person(talk, role, most):
    waits = grant(talk, most + 1, role)
    assert (waits.given, credits_of(talk)) == (False, [])
    with pytest.raises(NotAllowed):
        answer(talk, waits.wish_id, "ann")
    given = answer(talk, waits.wish_id, "bea")
    assert given.given
    assert credits_of(talk) == [most + 1]
    with pytest.raises(NotAllowed):
        answer(talk, waits.wish_id, "bea")
    assert credits_of(talk) == [most + 1]


def test_an_agent_approves_nothing_and_a_no_gives_nothing(talk):
    waits = grant(talk, 12_000)
    with pytest.raises(NotAllowed):
        answer(talk, waits.wish_id, "bea", "agent")
    assert answer(talk, waits.wish_id, "bea", approved=False) is None
    assert credits_of(talk) == []


def test_the_same_request_twice_gives_once(talk):
    first, second = (grant(talk, 5000, once="form-1") for _ in range(2))
    assert first == second
    assert credits_of(talk) == [5000]


def test_nobody_gives_more_than_the_charge(talk):
    grant(talk, 10_000)
    grant(talk, 10_000, staff="bob")
    grant(talk, 10_000, staff="cid")
    with pytest.raises(OverCap):
        grant(talk, 10_000 + 1, "supervisor", "dan")
    assert sum(credits_of(talk)) == 30_000


@pytest.mark.parametrize(
    "wrong", [{"role": "trainer"}, {"role": ""}, {"cents": 0}, {"cents": -1}, {"why": "  "}], ids=str
)
def test_without_authority_amount_or_reason_nothing_is_given(talk, wrong):
    with pytest.raises(NotAllowed):
        grant(talk, **{"cents": 1000, **wrong})
    assert credits_of(talk) == []


def test_a_line_that_nobody_has_is_refused(talk):
    with pytest.raises(NotYours):
        grant(talk, 1000, line="nobody's")


def test_who_asks_after_a_person_gave_is_told_that_it_was_given(talk):
    grant(talk, 10_000)
    told = ask(talk)
    assert told[0].response in ("utter_goodwill_again", "utter_goodwill_paid_back_before")
    assert credits_of(talk) == [10_000]


def audit(talk):
    """The rows about the customer: who, what, and what is told besides."""
    with talk.tools.store.read() as tx:
        return [(row["actor"], row["act"], row["at"], row["detail"]) for row in tx.trail.of(CUSTOMER)]


def wishes(talk):
    with talk.tools.store.read() as tx:
        return tx.goodwill.wishes(open_only=False)


def test_all_that_is_known_of_a_grant_is_kept(talk, clock):
    given = grant(talk, 2500, conversation_id=talk.conversation.id, once="form-7")
    now = clock.now()
    with talk.tools.store.read() as tx:
        made, granted = tx.goodwill.decision("form-7"), tx.goodwill.grant_of("form-7")
        posted, kept = tx.journal.of("goodwill:form-7"), tx.goodwill.policy()
    assert given == StaffGrant(2500, decision_id="form-7", credit=posted.line_id)
    assert posted.line_id is not None
    assert granted == Granted(
        "form-7",
        ACCOUNT,
        "line-f4",
        "late",
        2500,
        small=False,
        state=State.PAID,
        by="ann",
        month="2026-05",
        on=date(2026, 5, 12),
        settled_at=now,
    )
    assert (made.account_id, made.customer_id, made.line_id) == (ACCOUNT, CUSTOMER, "line-f4")
    assert (made.conversation_id, made.message_id, made.granted_by) == (talk.conversation.id, None, None)
    assert (made.decision, made.version, made.digest, made.trail, made.at) == ("GRANT", 1, kept[0], (), now)
    assert (made.facts["kind"], made.facts["amt"]) == ("late", 40_000)
    assert audit(talk) == [
        ("ann", "goodwill_granted", now, {"decision": "form-7", "line": "line-f4", "cents": 2500, "role": "agent"})
    ]


def test_a_charge_that_the_policy_has_no_kind_for_is_given_back_as_another(sqlite_url, clock):
    books = late_book(4)
    talk = open_bank(sqlite_url, clock, replace(books, fees=()))
    given = grant(talk, 500)
    with talk.tools.store.read() as tx:
        assert tx.goodwill.grant_of(given.decision_id).kind == "other"


def test_the_day_and_the_month_of_a_grant_are_the_customers_own(talk, clock):
    """02:00 UTC on June 1 is still May 31 in New York: the money comes out of May, and the row says so."""
    clock.advance(datetime(2026, 6, 1, 2, tzinfo=UTC) - clock.now())
    given = grant(talk, 700)
    with talk.tools.store.read() as tx:
        granted = tx.goodwill.grant_of(given.decision_id)
        assert (granted.on, granted.month) == (date(2026, 5, 31), "2026-05")
        assert tx.goodwill.budget("2026-05", 1_500_000).by_staff == 700


def test_one_cent_can_be_given(talk):
    assert grant(talk, 1).given
    assert credits_of(talk) == [1]


def test_what_waits_for_a_second_person_is_kept_with_who_asked_and_once(talk, clock):
    waits = grant(talk, 12_000, once="form-2")
    assert waits == StaffGrant(12_000, wish_id="form-2")
    wish = Wish("form-2", "line-f4", CUSTOMER, 12_000, "the flood", "ann", clock.now())
    assert wishes(talk) == [wish]
    first = ("ann", "goodwill_wished", clock.now(), {"line": "line-f4", "cents": 12_000})
    assert audit(talk) == [first]
    assert grant(talk, 12_000, once="form-2") == waits
    assert grant(talk, 13_000).wish_id not in ("form-2", None)
    assert len(wishes(talk)) == 2
    answer(talk, "form-2", "bea", approved=False)
    assert grant(talk, 12_000, once="form-2") == waits
    assert len(wishes(talk)) == 2, "one that was answered is not asked anew"
    assert [row[1] for row in audit(talk)] == ["goodwill_wished", "goodwill_wished", "goodwill_refused"]


def test_a_second_persons_yes_is_kept_with_both_names(talk, clock):
    waits = grant(talk, 12_000)
    given = answer(talk, waits.wish_id, "bea")
    with talk.tools.store.read() as tx:
        made = tx.goodwill.decision(f"wish-{waits.wish_id}")
    assert (given.cents, given.decision_id) == (12_000, made.id)
    assert (made.by, made.authority, made.why) == ("bea", "supervisor", "the flood (asked by ann)")
    assert made.conversation_id is None
    (wish,) = wishes(talk)
    assert (wish.answered_by, wish.answered_at, wish.approved) == ("bea", clock.now(), True)
    about = {"line": "line-f4", "cents": 12_000}
    assert audit(talk)[1:] == [
        ("bea", "goodwill_approved", clock.now(), about),
        ("bea", "goodwill_granted", clock.now(), {**about, "decision": made.id, "role": "supervisor"}),
    ]


def test_a_no_is_kept_with_who_said_it(talk, clock):
    waits = grant(talk, 12_000)
    answer(talk, waits.wish_id, "bea", approved=False)
    (wish,) = wishes(talk)
    assert (wish.answered_by, wish.approved) == ("bea", False)
    assert audit(talk)[1:] == [("bea", "goodwill_refused", clock.now(), {"line": "line-f4", "cents": 12_000})]


@pytest.mark.parametrize(
    ("role", "may"), [("agent", False), ("supervisor", True), ("manager", True), ("trainer", False)]
)
def test_a_supervisor_or_higher_approves(talk, role, may):
    waits = grant(talk, 12_000)
    if role in ("supervisor", "manager"):
        assert answer(talk, waits.wish_id, "bea", role).given
    else:
        with pytest.raises(NotAllowed):
            answer(talk, waits.wish_id, "bea", role)
        assert credits_of(talk) == []


def test_a_role_may_decide_alone_up_to_what_the_policy_says():
    assert [most_of(POLICY, role) for role in ("agent", "supervisor", "manager", "auditor")] == [
        10_000,
        25_000,
        None,
        0,
    ]


def test_a_manager_gives_any_amount_alone(talk):
    assert grant(talk, 40_000, "manager").given


def test_the_account_is_held_before_anything_is_read_of_it(talk, monkeypatch):
    held = holding(monkeypatch)
    grant(talk, 100)
    assert held == [ACCOUNT]


def test_a_process_that_has_just_started_reads_the_words_of_its_policy(talk):
    talk.tools = replace(talk.tools, goodwill=PolicyInForce())
    waits = grant(talk, 12_000)
    talk.tools = replace(talk.tools, goodwill=PolicyInForce())
    assert answer(talk, waits.wish_id, "bea").given
