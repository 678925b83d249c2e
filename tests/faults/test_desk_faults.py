"""A person takes a talk over while processes are killed: who answers stays, and no late word of the bot comes."""

from contextlib import contextmanager
from datetime import timedelta

import pytest

from candor.clock import FixedClock
from candor.conversation.handing_over import State
from candor.conversation.messages import Owner, Sender
from candor.services.desk.agents import Agent
from candor.services.desk.claim import take_over
from candor.services.desk.hand_back import hand_back
from candor.services.desk.write_as_agent import write_as_agent
from candor.services.people.handoff_policy import load_handoff_policy
from candor.services.tools import Tools
from candor.store import Store
from tests import ours
from tests.faults.log import PATIENCE, await_answers

pytestmark = pytest.mark.stack

CHARGE = "what is this charge from SQ *BLUE HERON?"
DANA = Agent("dana", "Dana")


@contextmanager
def desk(product, talk):
    """The desk's services on the product's database; the clock stands just behind the talk's last words."""
    store = Store(product.database_url)
    with store.read() as tx:
        last_at = tx.conversations.get(talk).last_at
    clock = FixedClock(last_at + timedelta(seconds=1))
    yield Tools(store, clock, ours.wording(), load_handoff_policy())
    store.close()


def of(product, talk):
    with product.reading() as tx:
        return tx.conversations.get(talk)


def said(talk):
    """Who said what after the welcome."""
    return [(bubble.sender, bubble.response or bubble.text) for bubble in talk[1:]]


def press_person(product, customer):
    """The press on the button, as the widget sends it."""
    address = f"{product.url}/v1/conversations/{customer.talk}/messages"
    answer = customer._http.post(address, json={"client_id": "press", "choice": "talk-to-a-person"})
    answer.raise_for_status()
    return answer.json()["id"]


@pytest.mark.parametrize("killed", ["bot", "app"])
def test_killed_while_an_agent_takes_over_in_the_middle_of_a_turn(product, proxy, customer, killed):
    # Made before, since reading the words takes its time.
    with desk(product, customer.talk) as tools:
        # A held action is given up after some seconds: the tries after it are held, too.
        proxy.fail(*["hold"] * 3)
        customer.say(CHARGE)
        assert proxy.reached.wait(PATIENCE)
        take_over(tools, DANA, customer.talk)
    product.kill(killed)
    proxy.go_on.set()
    product.wait_until_ready()
    with desk(product, customer.talk) as tools:
        write_as_agent(tools, DANA, customer.talk, "Hello, I am Dana.", "1")
    customer.say("/restart")
    talk = await_answers(product, customer.talk)
    assert said(talk) == [
        (Sender.CUSTOMER, CHARGE),
        (Sender.SYSTEM, "utter_person_joined"),
        (Sender.AGENT, "Hello, I am Dana."),
        (Sender.CUSTOMER, "/restart"),
    ]
    assert (of(product, customer.talk).owner, of(product, customer.talk).agent) == (Owner.PERSON, "dana")


def test_the_press_for_a_person_needs_no_bot_and_silences_the_one_at_work(product, proxy, customer):
    proxy.fail(*["hold"] * 3)
    customer.say(CHARGE)
    assert proxy.reached.wait(PATIENCE)
    product.kill("bot")
    pressed = press_person(product, customer)
    talk = await_answers(product, customer.talk)
    proxy.go_on.set()
    product.wait_until_ready()
    talk = await_answers(product, customer.talk)
    assert [bubble.response for bubble in talk if bubble.answers == pressed] == ["utter_handed_over_person"]
    assert not [bubble for bubble in talk if (bubble.response or "").startswith("utter_explain")]
    assert of(product, customer.talk).owner is Owner.PERSON


def test_after_a_hand_back_and_a_restart_the_bot_answers_again(product, proxy, customer):
    press_person(product, customer)
    with desk(product, customer.talk) as tools:
        take_over(tools, DANA, customer.talk)
    with desk(product, customer.talk) as tools:
        hand_back(tools, DANA, customer.talk, "You know the shop now.")
    product.kill("app")
    product.wait_until_ready()
    asked = customer.say(CHARGE)
    talk = await_answers(product, customer.talk)
    assert [bubble.response for bubble in talk if bubble.answers == asked] == ["utter_explain_purchase_prefix"]
    with product.reading() as tx:
        assert [row.state for row in tx.handoffs.of_conversation(customer.talk)] == [State.HANDED_BACK]
