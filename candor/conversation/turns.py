"""A turn: one waiting message, held by one worker for a while, answered once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

# Short, so that what a killed worker held is answered by another soon; a worker that lives renews it.
LEASE = timedelta(seconds=6)
RENEWED_EVERY = timedelta(seconds=2)
WORKING_AFTER = timedelta(seconds=3)
FIRST_PAUSE = timedelta(milliseconds=400)
LONGEST_PAUSE = timedelta(seconds=4)


@dataclass(frozen=True)
class Waiting:
    """A message in the inbox. `intent` and `payload` are set when it was a button that was pressed.

    `attempts` counts the tries of it, the one that goes on among them.
    """

    message_id: str
    conversation_id: str
    seq: int
    attempts: int
    queued_at: datetime
    first_tried_at: datetime | None
    intent: str | None = None
    payload: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Lease:
    """The right to answer one conversation until `expires_at`. `fence` grows with each holder."""

    conversation_id: str
    holder: str
    fence: int
    expires_at: datetime


def pause_before(attempt: int) -> timedelta:
    """How long to wait after the `attempt`-th failure (1, 2, ...): doubling, with an upper bound."""
    doublings: int = 2 ** (attempt - 1)
    return min(FIRST_PAUSE * doublings, LONGEST_PAUSE)


def is_spent(waiting: Waiting, now: datetime, budget: timedelta) -> bool:
    """Whether trying has lasted long enough and a person should be promised instead.

    The budget runs from the first try, not from the question: what waited while we were down still gets its tries.
    """
    if waiting.first_tried_at is None or waiting.attempts < 3:
        return False
    return now - waiting.first_tried_at >= budget
