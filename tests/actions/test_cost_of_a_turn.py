"""How many statements a turn asks of the database, from the message to the stream that shows its answer."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from candor.conversation.context import TurnContext
from candor.conversation.turns import LEASE
from candor.services.talk.access import Visitor
from candor.services.talk.ask_bot import Answer
from candor.services.talk.read_conversation import page_after
from candor.services.talk.receive_message import Sent, receive_text
from candor.services.talk.sessions import Identity, open_session
from candor.services.talk.start_conversation import start_conversation
from candor.services.talk.turn import Turn, answer
from tests.actions.calling import Caller
from tests.cost import statements_run
from tests.services.serving import Talk, tools_on

ASKED = "what is this charge from BLUE HERON?"


@pytest.fixture
def tools(data_folder, clock):
    return tools_on(data_folder, clock)


def context_of(turn: Turn) -> TurnContext:
    now = turn.lease.expires_at - LEASE
    message, customer = turn.waiting.message_id, turn.conversation.customer_id
    return TurnContext(turn.conversation.id, message, customer, "customer", turn.lease.fence, now, now + LEASE)


async def test_a_turn_is_taken_answered_and_shown_in_few_statements(tools, clock):
    token = open_session(tools.store, clock, Identity("c01", "jti", clock.now() + timedelta(minutes=5))).token
    ada = Visitor("session", "c01", clock.now() + timedelta(minutes=30))
    talk = start_conversation(tools.store, clock, tools.wording, ada).id
    shown = page_after(tools, token, talk, 0).bubbles[-1].message.seq
    for asked in ("first", "second"):
        with statements_run(tools.store) as taking:
            turn = receive_text(tools, ada, Sent(talk, asked, "worker"), ASKED).turn
        assert turn
        bot = Caller(Talk(tools, clock, turn.conversation))
        told = bot.tracker(context_of(turn), ASKED, "explain_charge", merchant="blue heron")
        with statements_run(tools.store) as acting:
            replies = await bot.call("action_explain_charge", told)
        with statements_run(tools.store) as answering:
            answer(tools, turn, Answer(replies, json.dumps(bot.events), {"intent": "explain_charge"}))
        with statements_run(tools.store) as looking:
            page = page_after(tools, token, talk, shown)
        assert page.bubbles[-1].message.response == replies[-1].response, "the answer is shown"
        shown = page.bubbles[-1].message.seq
        with statements_run(tools.store) as waiting:
            page_after(tools, token, talk, shown)
    assert (len(taking), len(acting), len(answering), len(looking), len(waiting)) == (10, 3, 9, 3, 2)
