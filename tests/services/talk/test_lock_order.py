"""Who ends a turn and who writes in the same talk wait for each other, whatever the moment: PostgreSQL locks rows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import event, text

from candor.conversation.replies import Reply
from candor.services.talk.ask_bot import Answer
from candor.services.talk.receive_message import Sent, receive_choice, receive_text
from candor.services.talk.turn import answer, begin_turn
from candor.services.tools import Tools
from candor.store import Store
from tests.services.house import HANDOFF_POLICY, WORDING, guest, say, talk_of

SAID = Answer([Reply("utter_echo", {"said": "hello"})], "[]", {"intent": "greet"})
LONGEST = 60


@pytest.fixture
def tools(postgres_url, clock) -> Iterator[Tools]:
    store = Store(postgres_url)
    yield Tools(store, clock, WORDING, HANDOFF_POLICY)
    store.close()


@contextmanager
def halfway(tools: Tools, statement: str, meanwhile: Callable[[], None]) -> Iterator[None]:
    """Calls `meanwhile` once, in the middle of the first transaction that has run this statement."""
    called = threading.Event()

    def ran(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        if sql.startswith(statement) and not called.is_set():
            called.set()
            meanwhile()

    event.listen(tools.store._engine, "after_cursor_execute", ran)
    yield
    event.remove(tools.store._engine, "after_cursor_execute", ran)
    assert called.is_set()


def waits_or_done(tools: Tools, other) -> None:
    """Returns once the other one waits for a lock, or has done."""
    waiting = text("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
    for _ in range(LONGEST * 100):
        with tools.store._engine.connect() as connection:
            if other.done() or connection.scalar(waiting):
                return
        threading.Event().wait(0.01)
    raise AssertionError("the other one neither waits nor is done")


@pytest.mark.parametrize("wants_person", [True, False])
def test_a_message_that_comes_while_an_answer_is_written_costs_neither(tools, wants_person):
    visitor = guest(tools)
    talk = talk_of(tools, visitor)
    say(tools, visitor, talk, "hello")
    turn = begin_turn(tools, talk, "worker")
    sent = Sent(talk, "second", "worker")

    def write():
        if wants_person:
            return receive_choice(tools, visitor, sent, "talk-to-a-person")
        return receive_text(tools, visitor, sent, "and another thing")

    with ThreadPoolExecutor(1) as pool:
        others = []

        def meanwhile() -> None:
            others.append(pool.submit(write))
            waits_or_done(tools, others[0])

        with halfway(tools, "UPDATE leases SET expires_at", meanwhile):
            answer(tools, turn, SAID)
        assert others[0].result(LONGEST).fresh
    with tools.store.read() as tx:
        assert [view.message.text for view in tx.messages.after(talk, 1)][1] == "You said hello."
