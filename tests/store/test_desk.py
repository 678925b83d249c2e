"""Claims that meet, the queue's order, and that past hand-overs do not slow it down; on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from threading import Barrier

import pytest
from sqlalchemy.dialects import sqlite

from candor.clock import FixedClock
from candor.conversation.handing_over import HandOff, State
from candor.conversation.promises import HandOffPolicy
from candor.errors import AlreadyTaken
from candor.ids import new_id
from candor.services.desk.agents import Agent
from candor.services.desk.claim import claim
from candor.services.desk.queue import list_queue
from candor.services.tools import Tools
from candor.store import Store
from candor.store.handoffs import _waiting
from tests.services.house import WORDING
from tests.store.talks import NOON, ask, begin

POLICY = HandOffPolicy(1, "UTC", dict.fromkeys(range(7), (time(8), time(20))), frozenset(), {"other": 60}, "")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def tools(store):
    return Tools(store, FixedClock(NOON), WORDING, POLICY)


def hand_over(tx, talk, at=NOON, urgency="soon", team=None):
    begin(tx, talk)
    message = ask(tx, talk)
    made = HandOff(f"h-{talk}", talk, message.id, None, "person", urgency, at, at + 60 * MINUTE, {}, team=team)
    tx.handoffs.add(made, new_id())
    return made.id


def test_of_a_hundred_who_claim_at_once_one_wins(tools):
    with tools.store.write() as tx:
        handoff = hand_over(tx, "talk")
    together = Barrier(10)

    def attempt(number):
        if number < 10:
            together.wait(30)
        try:
            return claim(tools, Agent(f"agent-{number}", f"Agent {number}"), handoff)
        except AlreadyTaken:
            return None

    with ThreadPoolExecutor(10) as pool:
        won = [taken for taken in pool.map(attempt, range(100)) if taken]
    assert len(won) == 1
    with tools.store.read() as tx:
        (row,) = tx.handoffs.of_conversation("talk")
        assert tx.conversations.get("talk").agent == row.taken_by
        joined = [view for view in tx.messages.after("talk", 0) if view.message.response == "utter_person_joined"]
        assert len(joined) == 1
        assert [entry["act"] for entry in tx.trail.of("talk")] == ["talk_claimed"]


def test_the_queue_is_by_urgency_and_then_by_waiting(tools):
    with tools.store.write() as tx:
        hand_over(tx, "late", NOON - MINUTE)
        hand_over(tx, "early", NOON - 5 * MINUTE)
        hand_over(tx, "fraud", NOON, urgency="now")
    found = list_queue(tools, Agent("dana", "Dana")).rows
    assert [row.handoff.conversation_id for row in found] == ["fraud", "early", "late"]


def test_a_talk_with_two_wishes_stands_in_the_queue_once_by_the_more_urgent(tools):
    with tools.store.write() as tx:
        hand_over(tx, "talk", NOON - MINUTE)
        second = ask(tx, "talk", "my card was stolen")
        urgent = HandOff("urgent", "talk", second.id, None, "fraud", "now", NOON, NOON + 60 * MINUTE, {})
        tx.handoffs.add(urgent, new_id())
    assert [row.handoff.id for row in list_queue(tools, Agent("dana", "Dana")).rows] == ["urgent"]
    claim(tools, Agent("dana", "Dana"), "urgent")
    assert list_queue(tools, Agent("dana", "Dana")).rows == ()
    with tools.store.read() as tx:
        assert {row.state for row in tx.handoffs.of_conversation("talk")} == {State.TAKEN}


def test_pages_of_the_queue_leave_nothing_out_and_show_nothing_twice(tools):
    with tools.store.write() as tx:
        for number in range(120):
            hand_over(tx, f"talk-{number:03}", NOON + timedelta(seconds=number % 7))
    pages = [list_queue(tools, Agent("dana", "Dana"), page=page) for page in range(3)]
    ids = [row.handoff.id for page in pages for row in page.rows]
    assert (len(ids), len(set(ids))) == (120, 120)
    assert [page.more for page in pages] == [True, True, False]


def test_a_team_sees_its_own_and_what_is_for_nobody_in_particular(tools):
    with tools.store.write() as tx:
        hand_over(tx, "any")
        hand_over(tx, "estate", team="estate")
        hand_over(tx, "fraud", team="fraud")
    found = list_queue(tools, Agent("dana", "Dana"), teams=["estate"]).rows
    assert {row.handoff.conversation_id for row in found} == {"any", "estate"}


def test_what_rests_is_not_in_the_queue_until_its_time(tools):
    with tools.store.write() as tx:
        hand_over(tx, "talk")
        tx.handoffs.snooze("talk", NOON + MINUTE)
    assert list_queue(tools, Agent("dana", "Dana")).rows == ()
    tools.clock.advance(MINUTE)
    assert len(list_queue(tools, Agent("dana", "Dana")).rows) == 1


def test_past_hand_overs_are_not_read_for_the_queue(sqlite_url):
    """The plan, not a time; SQLite says by which index each table is found."""
    store = Store(sqlite_url)
    compiled = _waiting(None).limit(51).offset(0).params(now=NOON).compile(dialect=sqlite.dialect())
    values = (compiled.params[name] for name in compiled.positiontup or ())
    plain = tuple(value.isoformat() if isinstance(value, datetime) else value for value in values)
    with store.read() as tx:
        plan = tx._connection.exec_driver_sql(f"explain query plan {compiled}", plain).fetchall()
    store.close()
    steps = [row[3] for row in plan]
    assert any("ix_handoffs_queue" in step for step in steps), steps
    assert not any(step.startswith("SCAN") for step in steps), steps


def test_what_the_bot_goes_on_with_needs_no_person_unless_one_has_it_or_it_names_a_charge(tools):
    with tools.store.write() as tx:
        hand_over(tx, "idle")
        hand_over(tx, "taken")
    claim(tools, Agent("agent", "An Agent"), "h-taken")
    with tools.store.write() as tx:
        assert [tx.handoffs.let_go(talk, "person", NOON) for talk in ("idle", "taken", "idle")] == [1, 0, 0]
        assert tx.handoffs.let_go("taken", "fraud", NOON) == 0
    with tools.store.read() as tx:
        (idle,), (taken,) = tx.handoffs.of_conversation("idle"), tx.handoffs.of_conversation("taken")
        assert (idle.state, taken.state) == (State.CLOSED, State.TAKEN)
        assert tx.handoffs.owed("idle") is None
        assert tx.handoffs.queue(NOON, None, 10, 0) == []
