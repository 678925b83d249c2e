"""The little that is read from, and put into, the bot's working memory from outside: which charge the talk is about.

The memory is the bot's (docs/reference/bot-channel.md). Only its slots are touched here, at the end of a turn, so that
a talk that a person hands back goes on from what was agreed and not from what the bot had asked last.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

LISTEN = "action_listen"
FRESH: list[dict[str, Any]] = [{"event": "action", "name": "action_session_start"}, {"event": "session_started"}]


def charge_in(tracker: str | None) -> str | None:
    """The id of the line that the talk is about, if the bot remembers one."""
    events = json.loads(tracker) if tracker else []
    found = [event.get("value") for event in events if event.get("event") == "slot" and event.get("name") == "charge"]
    return found[-1] if found and isinstance(found[-1], str) else None


def brought_back(tracker: str | None, charge: str | None, at: datetime) -> str:
    """The memory with which the bot goes on after a person: about this charge, with no question of its own open."""
    events: list[dict[str, Any]] = json.loads(tracker) if tracker else FRESH
    while events and events[-1].get("event") == "action" and events[-1].get("name") == LISTEN:
        events = events[:-1]
    slots: dict[str, Any] = {"charge": charge, "asked": None, "listed": None}
    told: list[dict[str, Any]] = [{"event": "slot", "name": name, "value": value} for name, value in slots.items()]
    ends: list[dict[str, Any]] = [*told, {"event": "action", "name": LISTEN}]
    stamped = [{"timestamp": at.timestamp(), **event} for event in (*events, *ends)]
    return json.dumps(stamped, separators=(",", ":"))
