"""What a person may give back alone, what needs a second one, and what nobody may."""

from __future__ import annotations

import pytest

from candor.errors import NotAllowed, NotYours, OverCap
from candor.services.goodwill.grant_by_staff import StaffGrant, answer_wish, grant_by_staff
from candor.services.goodwill.replay import replay_decisions
from tests.services.goodwill.giving import ask, credits_of, late_book, open_bank

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
