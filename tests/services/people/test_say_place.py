from datetime import timedelta

import pytest

from candor.services.desk.agents import Agent
from candor.services.desk.claim import claim
from candor.services.desk.presence import look_at
from candor.services.desk.write_as_agent import write_as_agent
from candor.services.people.handoff_policy import load_handoff_policy
from candor.services.people.say_place import with_person
from candor.services.talk.receive_message import TALK_TO_A_PERSON, Sent, receive_choice
from candor.services.talk.start_conversation import start_conversation
from candor.services.tools import Tools
from tests import ours
from tests.services.house import guest, talk_of

DANA = Agent("dana", "Dana")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def tools(store, clock):
    return Tools(store, clock, ours.wording(), load_handoff_policy())


def ask(tools):
    """A guest who pressed "talk to a person"; their talk."""
    visitor = guest(tools)
    talk = talk_of(tools, visitor)
    receive_choice(tools, visitor, Sent(talk, "press"), TALK_TO_A_PERSON)
    return talk


def join(tools, talk):
    with tools.store.read() as tx:
        (handoff,) = tx.handoffs.of_conversation(talk)
    claim(tools, DANA, handoff.id)


def told(tools, talk):
    with tools.store.read() as tx:
        return with_person(tx, tools, tx.conversations.get(talk))


def test_with_too_few_waits_of_late_it_is_not_known_how_long_it_takes(tools):
    talk = ask(tools)
    assert "I do not know yet how long it takes" in told(tools, talk).waiting
    assert told(tools, talk).waiting.startswith("You are first in line.")


def test_place_and_wait_are_those_of_the_queue_and_of_the_last_hour(tools, clock):
    for minutes in (2, 3, 4, 5, 30):
        talk = ask(tools)
        clock.advance(MINUTE * minutes)
        join(tools, talk)
    first, second = ask(tools), None
    clock.advance(MINUTE)
    second = ask(tools)
    assert "about 4 minutes" in told(tools, first).waiting
    assert told(tools, second).waiting.startswith("You are number 2 in line.")
    clock.advance(timedelta(hours=1))
    assert "I do not know yet" in told(tools, second).waiting


def test_whoever_has_the_talk_is_named_and_seen_typing_for_five_seconds(tools, clock):
    talk = ask(tools)
    join(tools, talk)
    assert told(tools, talk) == (told(tools, talk).__class__)("Dana", False, None)
    look_at(tools, DANA, talk, types=True)
    assert told(tools, talk).types
    clock.advance(timedelta(seconds=5))
    assert not told(tools, talk).types


def test_typing_ends_with_the_message_and_another_agent_s_typing_is_not_shown(tools):
    talk = ask(tools)
    join(tools, talk)
    look_at(tools, DANA, talk, types=True)
    write_as_agent(tools, DANA, talk, "Hello.", "1")
    look_at(tools, Agent("marco", "Marco"), talk, types=True)
    assert not told(tools, talk).types


def test_a_broken_promise_is_said(tools, clock):
    talk = ask(tools)
    clock.advance(timedelta(hours=3))
    assert told(tools, talk).waiting.startswith("We said by ")
    assert "we are late" in told(tools, talk).waiting


def test_at_night_there_is_a_day_and_no_place(tools, clock):
    clock.advance(timedelta(hours=12))
    talk = ask(tools)
    assert told(tools, talk).waiting.startswith("Our team is not here now. A person answers by ")


def test_a_talk_that_waits_for_a_person_is_gone_on_with_after_days(tools, clock):
    visitor = guest(tools)
    talk = talk_of(tools, visitor)
    receive_choice(tools, visitor, Sent(talk, "press"), TALK_TO_A_PERSON)
    clock.advance(timedelta(days=3))
    assert start_conversation(tools.store, tools.clock, tools.wording, visitor).id == talk
