"""The little that is read from, and put into, the bot's working memory from outside: which charge the talk is about.

The memory is the bot's (docs/reference/bot-channel.md). From outside it is only ever replaced as a whole, between two
turns, so that a talk that a person hands back goes on from what was agreed and not from what the bot had asked last.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

LISTEN = "action_listen"
FRESH: Sequence[dict[str, Any]] = ({"event": "action", "name": "action_session_start"}, {"event": "session_started"})


def charge_in(tracker: str | None) -> str | None:
    """The id of the line that the talk is about, if the bot remembers one."""
    events = json.loads(tracker) if tracker else []
    found = [event.get("value") for event in events if event.get("event") == "slot" and event.get("name") == "charge"]
    return found[-1] if found and isinstance(found[-1], str) else None


def brought_back(charge: str | None, at: datetime) -> str:
    """The memory with which the bot goes on after a person: about this charge, with no question of its own open.

    A new one. What the bot had heard before may be hours old, and the bot forgets what such a talk was about.
    """
    listens = {"event": "action", "name": LISTEN}
    about = [{"event": "slot", "name": "charge", "value": charge}]
    return json.dumps([{"timestamp": at.timestamp(), **event} for event in (*FRESH, *about, listens)])
