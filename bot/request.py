"""Reads a turn request. docs/reference/bot-channel.md describes each field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

_ID = re.compile(r"[A-Za-z0-9_.:\-]{1,128}")
LONGEST_TEXT = 8_000
LONGEST_CONTEXT = 16_384


class RequestRefused(Exception):
    """The body is not a turn; the message names the field, never its value."""


@dataclass(frozen=True)
class TurnRequest:
    """Exactly one of `text` and `choice` decides what the customer meant; with a choice, `text` is its label."""

    conversation: str
    message: str
    text: str
    choice: Mapping[str, Any] | None
    context: str
    today: str
    version: int
    events: list[Any] | None

    @classmethod
    def read(cls, body: Any) -> TurnRequest:
        """Raises RequestRefused for anything that is not the documented shape."""
        _demand(isinstance(body, dict), "body")
        text, choice = body.get("text"), body.get("choice")
        _demand(text is None or (isinstance(text, str) and len(text) <= LONGEST_TEXT), "text")
        _demand(text is not None or choice is not None, "text")
        version, events = _tracker(body.get("tracker"))
        return cls(
            conversation=_matching(_ID, body.get("conversation"), "conversation"),
            message=_matching(_ID, body.get("message"), "message"),
            text=text or "",
            choice=_choice(choice),
            context=_context(body.get("context")),
            today=_day(body.get("today")),
            version=version,
            events=events,
        )


def _demand(condition: bool, name: str) -> None:
    if not condition:
        raise RequestRefused(name)


def _matching(pattern: re.Pattern[str], value: Any, name: str) -> str:
    _demand(isinstance(value, str) and pattern.fullmatch(value) is not None, name)
    return str(value)


def _context(value: Any) -> str:
    _demand(isinstance(value, str) and 0 < len(value) <= LONGEST_CONTEXT, "context")
    return str(value)


def _day(value: Any) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise RequestRefused("today") from None


def _choice(value: Any) -> Mapping[str, Any] | None:
    if value is None:
        return None
    _demand(isinstance(value, dict) and isinstance(value.get("intent"), str), "choice")
    entities = value.get("entities") or []
    _demand(isinstance(entities, list) and all(_is_entity(entity) for entity in entities), "choice")
    return {"intent": value["intent"], "entities": entities}


def _is_entity(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("entity"), str) and "value" in value


def _tracker(value: Any) -> tuple[int, list[Any] | None]:
    if value is None:
        return 0, None
    _demand(isinstance(value, dict), "tracker")
    version, events = value.get("version"), value.get("events")
    _demand(type(version) is int and version >= 1 and isinstance(events, list), "tracker")
    return version, events
