"""A letter by e-mail: the answer that was promised, for a customer who has left the chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MailState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"


@dataclass(frozen=True)
class Mail:
    """`up_to` is the number of the newest bubble in it: what was mailed once is not mailed again.

    `try_at`: not before; while it is `sending`, when another process may take it for broken off.
    """

    id: str
    conversation_id: str
    up_to: int
    address: str
    subject: str
    body: str
    made_at: datetime
    state: MailState
    try_at: datetime
    attempts: int = 0
    sent_at: datetime | None = None


def address_on_file(email: str, flags: frozenset[str]) -> str | None:
    """The address to write to; None when there is none, or the bank's file says that it is not verified."""
    plain = email.strip()
    name, at, place = plain.partition("@")
    is_one = bool(name and at and "." in place and plain.isascii() and plain.isprintable() and " " not in plain)
    return plain if is_one and "email_unverified" not in flags else None
