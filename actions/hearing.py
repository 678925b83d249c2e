"""What an action hears: the verified context, what was understood, and what the talk is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasa_sdk import Tracker

from candor.billing.explanation import Detail
from candor.clock import Clock
from candor.conversation.context import TurnContext, read
from candor.conversation.questions import Question, question_of
from candor.errors import ContextRefused
from candor.services.clues import EVERY_ONE
from candor.services.find_charge import Wanted
from candor.values.dates import span
from candor.values.ordinals import ALL

FALLBACK = "nlu_fallback"


@dataclass(frozen=True)
class Heard:
    """One message. `charge` is the id of the line in focus, `listed` those shown last, `question` what we asked last.

    `pressed` is the line whose button was pressed: the server's own id, not the customer's word. `failed_turns`
    counts the messages in a row, this one included, that were not understood.
    """

    context: TurnContext
    intent: str
    wanted: Wanted
    charge: str | None
    listed: tuple[str, ...]
    question: Question | None
    failed_turns: int

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
    return Heard(
        context=read(token, secret, clock.now()),
        intent=_intent(message),
        wanted=_wanted(message),
        charge=tracker.get_slot("charge"),
        listed=tuple(tracker.get_slot("listed") or ()),
        question=_question(tracker),
        failed_turns=_failed_turns(tracker),
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


def _question(tracker: Tracker) -> Question | None:
    """What was asked in the turn before this one; an older question has been talked past."""
    turn = _last_turn(tracker.events)
    asked = [event.get("value") for event in turn if event.get("event") == "slot" and event.get("name") == "asked"]
    said = [(event.get("metadata") or {}).get("utter_action") or "" for event in turn if event.get("event") == "bot"]
    return question_of(asked[-1] if asked else None, said)


def _last_turn(events: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """The events between the customer's last two messages."""
    messages = [index for index, event in enumerate(events) if event.get("event") == "user"]
    start, end = [-1, -1, *messages][-2:]
    return events[start + 1 : end] if end >= 0 else ()


def _failed_turns(tracker: Tracker) -> int:
    messages = [event for event in tracker.events if event.get("event") == "user"]
    count = 0
    for message in reversed(messages):
        if _intent(message.get("parse_data") or {}) != FALLBACK:
            return count
        count += 1
    return count


def _intent(message: Mapping[str, Any]) -> str:
    return (message.get("intent") or {}).get("name") or ""
