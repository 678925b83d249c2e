"""What a grant leaves behind: its row, the money, the promise of its day, and the limits it is held to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from candor.billing.journal import Why
from candor.errors import OverCap
from candor.goodwill.decision import decide
from candor.goodwill.facts import facts_from
from candor.goodwill.granted import Granted, Limits, State
from candor.services.goodwill.give import end_of, give, key_of, limits_of, post
from tests.goodwill.requests import POLICY
from tests.services.goodwill.giving import ACCOUNT, CUSTOMER, decided_row, late_book, open_bank

TODAY = date(2026, 5, 12)
LATE = {"kind": "late", "amt": 3000, "age": 18, "ten": 40, "dpd": 0, "same": 0, "n": 0, "used": 0, "mic": 0}
REST = {"late12": 1, "bud": 1, "flag": []}
PAID = Granted("d1", ACCOUNT, "line-f4", "late", 3000, False, State.PAID, "bot", "2026-05", TODAY)


@pytest.fixture
def talk(sqlite_url, clock):
    return open_bank(sqlite_url, clock, late_book(4))


def give_for(talk, *, line="line-f4", conversation="talk", **facts):
    """What is given for a request with these facts, and all that was kept of it."""
    now, plain = talk.clock.now(), {**LATE, **REST, **facts}
    made = decide(facts_from(plain), POLICY)
    decided = decided_row(talk, made, facts=plain, line_id=line, conversation_id=conversation)
    with talk.tools.store.write() as tx:
        tx.goodwill.add(decided)
        given = give(tx, decided, made, TODAY, now)
        promises = [tuple(row.values()) for row in tx.handoffs.promises_in("talk")]
        looks = [(work.kind, work.at) for work in tx.due_work.of(CUSTOMER)]
        return given, tx.goodwill.grant_of("d1"), promises, looks


def test_a_grant_is_kept_as_it_was_decided_and_posted_under_its_line(talk):
    posted, kept, promises, looks = give_for(talk)
    now = talk.clock.now()
    assert kept == replace(PAID, settled_at=now)
    assert (posted.key, posted.account_id, posted.why, posted.at) == ("goodwill:line-f4", ACCOUNT, Why.GOODWILL, now)
    assert posted.legs == {"customer": -3000, "goodwill": 3000}
    assert posted.refs == {"decision": "d1", "target": "line-f4"}
    assert promises == [("goodwill on the account", now, datetime(2026, 5, 15, 4, tzinfo=UTC), now)]
    assert looks == []


def test_a_grant_outside_a_talk_promises_nothing(talk):
    assert give_for(talk, conversation=None)[2] == []


def test_a_small_grant_is_kept_as_a_small_one(talk):
    assert give_for(talk, amt=500)[1].small


def test_a_small_grant_that_waits_for_the_payment_is_a_small_one(talk):
    waits, kept, _, _ = give_for(talk, amt=500, dpd=5)
    assert waits == kept
    assert (kept.small, kept.cents, kept.state) == (True, 500, State.PENDING)


def test_a_grant_that_waits_is_looked_at_each_day_and_promised_for_two_business_days_after_its_last(talk):
    """Who pays on June 2, a Tuesday, is paid by the end of June 4 in New York."""
    waits, kept, promises, looks = give_for(talk, dpd=5)
    now = talk.clock.now()
    assert waits.promise_id
    assert (
        waits
        == kept
        == replace(PAID, state=State.PENDING, pay_by=date(2026, 6, 2), promise_id=waits.promise_id, settled_at=None)
    )
    due = datetime(2026, 6, 5, 4, tzinfo=UTC)
    assert promises == [("goodwill when the payment is here", now, due, None)]
    assert looks == [("goodwill_payment", now + timedelta(days=1))]


@pytest.mark.parametrize("facts", [{"kind": "bt_fee"}, {"age": 100}, {"flag": ["bank_error"]}, {"flag": ["disputed"]}])
def test_what_grants_nothing_leaves_no_grant(talk, facts):
    given, kept, promises, looks = give_for(talk, **facts)
    assert (given, kept, promises, looks) == (None, None, [], [])


def test_what_was_posted_before_is_not_posted_again(talk):
    give_for(talk)
    again = replace(PAID, id="d2")
    with talk.tools.store.write() as tx, pytest.raises(OverCap, match="goodwill:line-f4 was given before"):
        post(tx, again, talk.clock.now())


def test_a_gift_is_posted_as_a_gift_with_what_it_is(talk):
    gift = replace(PAID, id="g1", line_id=None, kind="gift", cents=1000)
    with talk.tools.store.write() as tx:
        posted = post(tx, gift, talk.clock.now())
    assert (posted.key, posted.why, posted.refs) == ("goodwill:g1", Why.GIFT, {"decision": "g1", "note": "gift"})


@pytest.mark.parametrize(
    ("granted", "key"),
    [
        (PAID, "goodwill:line-f4"),
        (replace(PAID, by="ann"), "goodwill:d1"),
        (replace(PAID, line_id=None), "goodwill:d1"),
        (replace(PAID, line_id=None, id="service-p7-0"), "goodwill:p7"),
        (replace(PAID, line_id=None, id="service-p7-0", by="ann"), "goodwill:service-p7-0"),
    ],
)
def test_the_assistant_pays_once_for_a_line_or_a_promise_and_a_person_once_for_a_decision(granted, key):
    assert key_of(granted) == key


def test_the_database_holds_a_grant_to_the_policys_own_limits():
    assert limits_of(POLICY, TODAY) == Limits(date(2025, 5, 12), 500, 3, 10_000, 3)


def test_a_limit_that_a_policy_does_not_have_binds_nobody():
    assert limits_of(replace(POLICY, limits={}), TODAY) == Limits(date(2025, 5, 12), 0, None, None, None)


def test_a_day_ends_at_midnight_of_its_own_time_zone():
    assert end_of(TODAY, "Asia/Tokyo").astimezone(UTC) == datetime(2026, 5, 12, 15, tzinfo=UTC)
