"""Low trust, as our own rows tell it: a person answers too, once, and the bot's own answer is never withheld."""

from __future__ import annotations

from datetime import timedelta

import pytest

from candor.conversation.handing_over import State
from candor.conversation.messages import Owner
from candor.conversation.replies import Reply
from candor.ids import new_id
from candor.services.outcomes.ask_at_end import rate
from candor.services.people.hand_off import hand_off
from candor.services.talk.access import Visitor
from candor.services.talk.ask_bot import Answer
from candor.services.talk.start_conversation import start_conversation
from candor.services.talk.turn import answer, begin_turn
from candor.trust.rows import Kind
from tests.services.house import say
from tests.services.serving import tools_on

FACTS = {"name": "Blue Heron", "amount": "$12.40", "date": "May 3", "until": "May 10"}
TOLD = "utter_explain_pending"
DAY = timedelta(days=1)


def ada(tools) -> Visitor:
    return Visitor("session", "c01", tools.clock.now() + DAY)


@pytest.fixture
def tools(data_folder, clock):
    return tools_on(data_folder, clock)


def new_talk(tools) -> str:
    return start_conversation(tools.store, tools.clock, tools.wording, ada(tools), fresh=True).id


def turn(tools, talk: str, intent: str = "explain_charge", line: str | None = "t-coffee") -> list[str | None]:
    """The responses that a turn comes to, in their order."""
    replies = [Reply(TOLD, FACTS, (line,))] if line else [Reply("utter_greet")]
    say(tools, ada(tools), talk, "what is this", client_id=new_id())
    begun = begin_turn(tools, talk, "worker")
    assert begun
    answer(tools, begun, Answer(replies, "[]", {"intent": intent}))
    with tools.store.read() as tx:
        return [view.message.response for view in tx.messages.after(talk, begun.waiting.seq)]


def handed(tools) -> list[tuple[str, State]]:
    with tools.store.read() as tx:
        return [(one.trigger, one.state) for one in tx.handoffs.of_customer("c01")]


def test_the_third_contact_about_a_charge_brings_a_person_beside_the_answer(tools, clock):
    for _ in range(2):
        talk = new_talk(tools)
        assert turn(tools, talk) == [TOLD]
        assert turn(tools, talk) == [TOLD], "asking on in one talk is one contact"
        clock.advance(DAY)
    talk = new_talk(tools)
    assert turn(tools, talk) == ["utter_third_contact", TOLD]
    assert handed(tools) == [("third_contact", State.WAITING)]
    with tools.store.read() as tx:
        (handoff,) = tx.handoffs.of_customer("c01")
        assert tx.conversations.get(talk).owner is Owner.BOT, "the bot goes on until the person joins"
    assert (handoff.context["charge"], handoff.context["signs"]["contacts"]) == ("t-coffee", 3)
    assert turn(tools, talk) == [TOLD], "once"


def test_contacts_far_apart_or_about_other_charges_are_none(tools, clock):
    for line in ("t-coffee", "t-jacket", "t-late", "t-coffee"):
        assert turn(tools, new_talk(tools), line=line) == [TOLD]
        clock.advance(DAY * 8)
    assert handed(tools) == []


def test_a_second_charge_that_had_to_be_taken_up_again_is_low_trust(tools, clock):
    for line, comes_to in (("t-coffee", []), ("t-coffee", []), ("t-jacket", []), ("t-jacket", ["utter_low_trust"])):
        assert turn(tools, new_talk(tools), line=line) == [*comes_to, TOLD]
        clock.advance(timedelta(hours=5))


def test_said_twice_that_it_was_not_it_brings_a_person_once(tools):
    talk = new_talk(tools)
    assert turn(tools, talk, "asked_already") == [TOLD]
    assert turn(tools, talk, "thanks", None) == ["utter_greet"]
    assert turn(tools, talk, "asked_already") == ["utter_low_trust", TOLD]
    assert turn(tools, talk, "asked_already") == [TOLD]
    assert handed(tools) == [("low_trust", State.WAITING)]


@pytest.mark.parametrize(("stars", "kind", "comes_to"), [(2, Kind.CSAT, ["utter_low_trust"]), (3, Kind.CSAT, [])])
def test_a_talk_that_was_rated_low_brings_a_person_into_the_next(stars, kind, comes_to, tools, clock):
    talk = new_talk(tools)
    turn(tools, talk, "thanks", None)
    rate(tools.store, clock, ada(tools), talk, stars, "", kind)
    assert turn(tools, talk, "thanks", None) == ["utter_greet"], "not in the talk that was rated"
    clock.advance(DAY)
    assert turn(tools, new_talk(tools), "greet", None) == [*comes_to, "utter_greet"]
    clock.advance(DAY)
    assert turn(tools, new_talk(tools), "greet", None) == ["utter_greet"], "once in a week"


def test_who_has_a_person_coming_already_gets_no_second_promise(tools, clock):
    talk = new_talk(tools)
    turn(tools, talk, "asked_already")
    with tools.store.write() as tx:
        said = tx.messages.latest_of_customer(talk, 1)[0].id
        hand_off(
            tx, tools.handoff_policy, clock.now(), conversation_id=talk, message_id=said, trigger="dispute", context={}
        )
    assert turn(tools, talk, "asked_already") == [TOLD]
