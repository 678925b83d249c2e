"""What an action hears: the verified context, what was understood, and what the talk is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rasa_sdk import Tracker

from candor.billing.explanation import Detail
from candor.clock import Clock
from candor.conversation.context import TurnContext, read
from candor.conversation.questions import Question, question_of
from candor.errors import ContextRefused
from candor.services.find.clues import EVERY_ONE
from candor.services.find.find_charge import Wanted
from candor.values.dates import span
from candor.values.ordinals import ALL

FALLBACK = "nlu_fallback"
# "40", "12.40", "$40", "40 bucks": nothing but a number.
BARE_NUMBER = re.compile(r"\W*(\d{1,6})(?:[.,](\d{1,2}))?\s*(?:dollars?|bucks?|usd|\$)?\W*", re.IGNORECASE)


@dataclass(frozen=True)
class Request:
    """One of several things that a message asks for: its intent and the letters of the text that ask for it."""

    intent: str
    start: int
    end: int


@dataclass(frozen=True)
class Heard:
    """One message. `charge` is the id of the line in focus, `listed` those shown last, `question` what we asked last.

    `pressed` is the line whose button was pressed: the server's own id, not the customer's word. `failed_turns`
    counts the messages in a row, this one included, that were not understood. `said` are the names of our last
    responses, `ranking` the intents it may be with how likely each is, `requests` all that it asks for.
    """

    context: TurnContext
    intent: str
    wanted: Wanted
    charge: str | None
    listed: tuple[str, ...]
    question: Question | None
    failed_turns: int
    said: tuple[str, ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()
    requests: tuple[Request, ...] = ()

    @property
    def is_bare_number(self) -> bool:
        return BARE_NUMBER.fullmatch(self.wanted.text) is not None

    @property
    def names_a_charge(self) -> bool:
        """Whether the message holds something to find a charge by, whatever its intent was taken for."""
        said = self.wanted
        named = any((said.merchant, said.cents, said.day, said.period, said.card_ending))
        return named or said.ordinal is not None

    @property
    def pressed(self) -> str | None:
        line = (self.context.choice or {}).get("line")
        return str(line) if line else None

    @property
    def clear(self) -> str | None:
        """What the pressed button says of whether an explanation made sense (services.make_clear); None for others."""
        said = (self.context.choice or {}).get("clear")
        return str(said) if said else None

    @property
    def goodwill(self) -> str | None:
        """What the pressed button answers about money back (services.goodwill); None for others."""
        said = (self.context.choice or {}).get("goodwill")
        return str(said) if said else None

    @property
    def detail(self) -> Detail | None:
        """How much the pressed button asks to be told; None when it says nothing of that."""
        wanted = (self.context.choice or {}).get("detail")
        return Detail(wanted) if wanted else None


def hear(tracker: Tracker, secret: bytes, clock: Clock) -> Heard:
    """Raises ContextRefused when the message carries no context of ours."""
    message = tracker.latest_message
    token = (message.get("metadata") or {}).get("candor")
    if not isinstance(token, str):
        raise ContextRefused
    turn = _last_turn(tracker.events)
    question = _question(turn)
    listed = tuple(tracker.get_slot("listed") or ())
    wanted = _wanted(message)
    return Heard(
        context=read(token, secret, clock.now()),
        intent=_intent(message),
        wanted=_as_answer(wanted, len(listed) if question is Question.WHICH_CHARGE else 0),
        charge=tracker.get_slot("charge"),
        listed=listed,
        question=question,
        failed_turns=_failed_turns(tracker.events),
        said=_said(turn),
        ranking=_ranking(message),
        requests=_requests(message),
    )


def _wanted(message: Mapping[str, Any]) -> Wanted:
    values = {entity["entity"]: entity.get("value") for entity in message.get("entities") or ()}
    day, period = _when(values.get("date"))
    return Wanted(
        text=message.get("text") or "",
        merchant=_text(values.get("merchant")),
        cents=_whole(values.get("amount")),
        day=day,
        period=period,
        card_ending=_text(values.get("card_ending")),
        ordinal=EVERY_ONE if values.get("ordinal") == ALL else _whole(values.get("ordinal")),
    )


def _as_answer(wanted: Wanted, choices: int) -> Wanted:
    """A bare number is an amount in dollars, or the place in a list of so many choices that was just shown."""
    number = BARE_NUMBER.fullmatch(wanted.text)
    if number is None:
        return wanted
    if not number[2] and 0 < int(number[1]) <= choices:
        return replace(wanted, ordinal=int(number[1]), cents=None)
    return replace(
        wanted, cents=int(number[1]) * 100 + int((number[2] or "").ljust(2, "0")), ordinal=None, day=None, period=None
    )


def _ranking(message: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    listed = message.get("intent_ranking") or ()
    told = ((one.get("name"), one.get("confidence")) for one in listed if isinstance(one, Mapping))
    return tuple((name, float(sure)) for name, sure in told if isinstance(name, str) and isinstance(sure, int | float))


def _requests(message: Mapping[str, Any]) -> tuple[Request, ...]:
    """All requests that were noticed; none where only one was, or where what is told of them has another shape."""
    try:
        told = message.get("requests") or ()
        return tuple(Request(str(one["intent"]), int(one["start"]), int(one["end"])) for one in told)
    except (KeyError, TypeError, ValueError):
        return ()


def _when(value: object) -> tuple[date | None, str | None]:
    """A day, or a month or period as it is; neither for what is no ISO value, since the text is read again anyway."""
    said = str(value or "")
    days = span(said)
    if days is None or len(said) == len("2026-05-03"):
        return days[0] if days else None, None
    return None, said


def _text(value: object) -> str | None:
    return str(value) if value else None


def _whole(value: object) -> int | None:
    try:
        return int(str(value))
    except ValueError:
        return None


def _question(turn: Sequence[Mapping[str, Any]]) -> Question | None:
    """What was asked in the turn before this one; an older question has been talked past."""
    asked = [event.get("value") for event in turn if event.get("event") == "slot" and event.get("name") == "asked"]
    return question_of(asked[-1] if asked else None, _said(turn))


def _said(turn: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    bubbles = (event for event in turn if event.get("event") == "bot")
    return tuple((bubble.get("metadata") or {}).get("utter_action") or "" for bubble in bubbles)


def _of_session(events: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """The events since the customer came back, if there was a long silence: what was asked before it is stale."""
    starts = [index for index, event in enumerate(events) if event.get("event") == "session_started"]
    return events[starts[-1] + 1 :] if starts else events


def _last_turn(events: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """The events between the customer's last two messages of this session."""
    events = _of_session(events)
    messages = [index for index, event in enumerate(events) if event.get("event") == "user"]
    start, end = [-1, -1, *messages][-2:]
    return events[start + 1 : end] if end >= 0 else ()


def _failed_turns(events: Sequence[Mapping[str, Any]]) -> int:
    messages = [event for event in _of_session(events) if event.get("event") == "user"]
    count = 0
    for message in reversed(messages):
        if _intent(message.get("parse_data") or {}) != FALLBACK:
            return count
        count += 1
    return count


def _intent(message: Mapping[str, Any]) -> str:
    return (message.get("intent") or {}).get("name") or ""
