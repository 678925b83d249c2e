"""What a conversation is made of: its head, its bubbles, its buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Owner(StrEnum):
    """Who answers. Decided by this column before the bot is called, never by anything the bot remembers."""

    BOT = "bot"
    PERSON = "person"


class Sender(StrEnum):
    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


@dataclass(frozen=True)
class Conversation:
    """The head of a conversation. It belongs to one customer, or to one guest's session."""

    id: str
    customer_id: str | None
    guest_session_id: str | None
    owner: Owner
    started_at: datetime
    last_at: datetime
    last_seq: int
    read_seq: int
    tracker: str | None
    tracker_version: int
    agent: str | None = None
    """Who of the staff has it."""
    team: str | None = None
    closed_at: datetime | None = None
    waits_since: datetime | None = None
    """Since when the customer waits for a person's word; None when the last word was ours."""


@dataclass(frozen=True)
class Message:
    """One bubble. `answers` is the customer's message that a reply answers; `part` its place among those replies.

    `author` is the id of the agent who wrote it, `name` the one that the customer reads.
    """

    id: str
    conversation_id: str
    seq: int
    sender: Sender
    text: str
    at: datetime
    client_id: str | None = None
    answers: str | None = None
    part: int | None = None
    response: str | None = None
    cites: tuple[str, ...] = ()
    card: Mapping[str, Any] | None = None
    changed: bool = False
    author: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class ShownChoice:
    """A button as the server keeps it. The customer gets `id` and `label` and nothing else."""

    id: str
    conversation_id: str
    message_id: str
    position: int
    label: str
    intent: str
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class MessageView:
    """A bubble with its buttons, as a reader of the conversation gets it."""

    message: Message
    choices: tuple[ShownChoice, ...] = ()
