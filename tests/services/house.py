"""What services need in tests: a few words, a policy, a guest at the widget, a bot that does as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import time, timedelta

from candor.conversation.messages import MessageView
from candor.conversation.promises import HandOffPolicy
from candor.conversation.replies import Reply
from candor.conversation.wording import Wording
from candor.errors import TurnFailed
from candor.services.talk.access import Visitor, visitor_of
from candor.services.talk.ask_bot import Answer, Question
from candor.services.talk.bell import Bell
from candor.services.talk.receive_message import Accepted, Sent, receive_text
from candor.services.talk.sessions import open_session
from candor.services.talk.start_conversation import start_conversation
from candor.services.talk.take_turn import TurnWorker
from candor.services.tools import Tools

WORDING = Wording(
    {
        "utter_welcome": [{"text": "Hello."}],
        "utter_welcome_guest": [{"text": "Hello, guest.", "buttons": [{"title": "A fee", "payload": "/explain_fee"}]}],
        "utter_word_person": [{"text": "Talk to a person"}],
        "utter_echo": [{"text": "You said {said}."}],
        "utter_handed_over_bot_down": [{"text": "A person will answer by {by}."}],
        "utter_word_by_today": [{"text": "{time} today"}],
        "utter_word_by_day": [{"text": "{time} on {day}"}],
        "utter_handed_over_person": [{"text": "A person will answer by {by}, and sees all."}],
        "utter_handed_over_away": [{"text": "Nobody is here. A person will answer by {by}."}],
        "utter_handed_over_already": [{"text": "It is on its way, by {by}."}],
        "utter_handed_over_bereavement": [{"text": "We are sorry. By {by}."}],
        "utter_person_joined": [{"text": "{agent} is here."}],
        "utter_person_left": [{"text": "Somebody else will answer by {by}."}],
        "utter_person_passed_on": [{"text": "Passed on, by {by}."}],
        "utter_handed_back": [{"text": "The bot again. {agent}: {summary}"}],
        "utter_person_closed": [{"text": "{agent} has closed this."}],
        "utter_waiting_for_person": [
            {"text": "Noted.", "buttons": [{"title": "Carry on with the bot", "payload": "/back_to_bot"}]}
        ],
    }
)
DAY = (time(8), time(20))
HANDOFF_POLICY = HandOffPolicy(
    1, "America/New_York", dict.fromkeys(range(7), DAY), frozenset(), {"other": 60, "bot_down": 120}, "1-800"
)


def guest(tools: Tools) -> Visitor:
    opened = open_session(tools.store, tools.clock, None)
    with tools.store.read() as tx:
        return visitor_of(tx, opened.token, tools.clock.now())


def talk_of(tools: Tools, visitor: Visitor) -> str:
    return start_conversation(tools.store, tools.clock, tools.wording, visitor).id


def say(tools: Tools, visitor: Visitor, talk: str, text: str, client_id: str | None = None) -> Accepted:
    return receive_text(tools, visitor, Sent(talk, client_id or f"id of {text}"), text)


def bubbles(tools: Tools, talk: str) -> list[MessageView]:
    with tools.store.read() as tx:
        return tx.messages.after(talk, 0)


def texts(tools: Tools, talk: str) -> list[str]:
    """What stands in the talk after the welcome."""
    return [view.message.text for view in bubbles(tools, talk)[1:]]


class FakeBot:
    """Answers with what it was asked, unless a test says otherwise."""

    def __init__(self, answer: Callable[[Question], Answer] | None = None) -> None:
        self.asked: list[Question] = []
        self.broken = False
        self._answer = answer or echo

    async def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        await asyncio.sleep(0)
        if self.broken:
            raise TurnFailed("broken")
        return self._answer(question)


def echo(question: Question) -> Answer:
    said = question.intent or question.text
    return Answer([Reply("utter_echo", {"said": said})], '[{"event":"user"}]', {"intent": "greet"})


def worker(tools: Tools, bot: FakeBot, budget: float = 30) -> TurnWorker:
    return TurnWorker(
        tools, Bell(), bot, b"s" * 32, budget=timedelta(seconds=budget), turn_timeout=timedelta(seconds=12)
    )  # type: ignore[arg-type]


async def eventually(holds: Callable[[], bool]) -> None:
    """Waits for what a worker does by itself; the machine of the tests may be busy."""
    async with asyncio.timeout(60):
        while not holds():
            await asyncio.sleep(0.02)


async def serve(made: TurnWorker) -> None:
    """Lets the worker take every turn whose time has come."""
    for _ in range(20):
        made._next_look = 0
        await made._serve_ready()
        if not made._busy:
            return
        await asyncio.wait(made._busy.values(), timeout=60)
        await asyncio.sleep(0)
    raise AssertionError("the worker did not come to rest")
