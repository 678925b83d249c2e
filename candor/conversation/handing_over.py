"""A hand-over to a person: why, how urgent, what the person needs to know, and what was promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class HandOff:
    """A recorded hand-over. `due` is the promise: by then a person has answered."""

    id: str
    conversation_id: str
    message_id: str
    customer_id: str | None
    trigger: str
    urgency: str
    requested_at: datetime
    due: datetime
    context: Mapping[str, Any]
    joined_at: datetime | None = None


# What these are about, a person takes over. The others are answered by a person later, and the bot goes on.
TAKES_OVER = frozenset({"fraud", "person", "misunderstood", "bot_down", "explain"})
URGENT = frozenset({"fraud"})


def urgency_of(trigger: str) -> str:
    """`now` (fraud: domain 2.3) or `soon`. Never by the customer's balance or spend (V14)."""
    return "now" if trigger in URGENT else "soon"
