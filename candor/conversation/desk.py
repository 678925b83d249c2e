"""What the staff see of a talk beside its bubbles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

CUSTOMER = "customer"
"""Who looks or types, when it is not somebody of the staff: their row in `presence`."""

TYPES_FOR = timedelta(seconds=5)
LOOKS_FOR = timedelta(seconds=45)
"""Longer than two renewals of a stream (LOOK_AGAIN): a look that is a little late is no leaving."""
LOOK_AGAIN = timedelta(seconds=15)


@dataclass(frozen=True)
class Note:
    """A private note: read by the staff, never by the customer and never by the bot."""

    id: int
    conversation_id: str
    author: str
    name: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Present:
    """Somebody who looks at a talk now, and whether they type. `who` is CUSTOMER or an agent's id."""

    conversation_id: str
    who: str
    name: str | None
    looks_until: datetime
    types_until: datetime | None

    def types(self, now: datetime) -> bool:
        return self.types_until is not None and self.types_until > now


@dataclass(frozen=True)
class OnDuty:
    """An agent as the desk saw them last; `left_at` when they signed out by themselves."""

    agent: str
    name: str
    seen_at: datetime
    left_at: datetime | None
