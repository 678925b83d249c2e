"""A returning customer hears first where our promise stands."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from candor.clock import FixedClock
from candor.conversation.messages import Message
from candor.services.people.talk_to_human import talk_to_human
from candor.services.talk.access import Visitor
from candor.services.talk.start_conversation import start_conversation
from candor.services.tools import Tools
from tests.services.serving import talk_of, tools_on


@pytest.fixture
def tools(data_folder: Path, clock: FixedClock) -> Tools:
    return tools_on(data_folder, clock)


def promised(tools: Tools, clock: FixedClock) -> str:
    """A customer who asked for a person; the promise's id."""
    talk = talk_of(tools, clock, "c01")
    context = talk.says("a person please")
    with tools.store.write() as tx:
        talk_to_human(tx, tools, context)
        (promise,) = tx.promises.open_of("c01")
    return promise.id


def heard_first(tools: Tools, clock: FixedClock) -> list[Message]:
    """What the customer hears when they come back."""
    visitor = Visitor("s", "c01", clock.now() + timedelta(hours=1))
    started = start_conversation(tools.store, clock, tools.wording, visitor, fresh=True)
    with tools.store.read() as tx:
        bubbles = [view.message for view in tx.messages.after(started.id, 0)]
    assert (started.unread, started.last_seq) == (len(bubbles), len(bubbles))
    return bubbles


def test_a_promise_that_stands_is_said_first_with_its_time(tools: Tools, clock: FixedClock) -> None:
    promise = promised(tools, clock)
    clock.advance(timedelta(minutes=30))
    first, welcome = heard_first(tools, clock)
    assert (first.response, first.cites, welcome.response) == (
        "utter_promise_person_stands",
        (promise,),
        "utter_welcome",
    )
    assert "1 p.m. today" in first.text


def test_a_promise_that_we_broke_is_owned(tools: Tools, clock: FixedClock) -> None:
    promised(tools, clock)
    clock.advance(timedelta(days=2))
    first, _ = heard_first(tools, clock)
    assert first.response == "utter_promise_person_late"
    assert "May 12" in first.text
    assert "our fault" in first.text


def test_what_was_kept_is_said_once_and_what_was_withdrawn_never(tools: Tools, clock: FixedClock) -> None:
    promise = promised(tools, clock)
    clock.advance(timedelta(hours=1))
    with tools.store.write() as tx:
        tx.promises.keep(promise, clock.now())
    assert [one.response for one in heard_first(tools, clock)] == ["utter_promise_person_kept", "utter_welcome"]
    clock.advance(timedelta(hours=1))
    assert [one.response for one in heard_first(tools, clock)] == ["utter_welcome"]


def test_a_withdrawn_promise_is_not_told(tools: Tools, clock: FixedClock) -> None:
    promise = promised(tools, clock)
    with tools.store.write() as tx:
        tx.promises.withdraw(promise, clock.now())
    assert [one.response for one in heard_first(tools, clock)] == ["utter_welcome"]


def test_nobody_hears_of_another_s_promise(tools: Tools, clock: FixedClock) -> None:
    promised(tools, clock)
    visitor = Visitor("s", None, clock.now() + timedelta(hours=1))
    started = start_conversation(tools.store, clock, tools.wording, visitor)
    assert started.last_seq == 1
