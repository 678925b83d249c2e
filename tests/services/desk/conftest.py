from __future__ import annotations

import pytest

from candor.services.desk.agents import Agent
from candor.services.talk.receive_message import TALK_TO_A_PERSON, Sent, receive_choice
from tests.services.house import guest, talk_of

DANA = Agent("dana", "Dana")
MARCO = Agent("marco", "Marco")
PRIYA = Agent("priya", "Priya", supervisor=True)


@pytest.fixture
def visitor(tools):
    return guest(tools)


@pytest.fixture
def talk(tools, visitor):
    return talk_of(tools, visitor)


@pytest.fixture
def handed_over(tools, visitor, talk):
    """The id of the hand-over after the customer pressed "talk to a person"."""
    receive_choice(tools, visitor, Sent(talk, "the press"), TALK_TO_A_PERSON)
    with tools.store.read() as tx:
        return tx.handoffs.open_in(talk).id
