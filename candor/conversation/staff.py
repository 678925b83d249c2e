"""The people of the bank who work with talks: what each of them is there for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

IDLE = timedelta(minutes=30)
"""Signed out when nothing was pressed for so long. What a page fetches by itself does not count."""

LONGEST = timedelta(hours=10)
"""Signed out after so long in any case: a working day and its break."""


class Role(StrEnum):
    """One a person. What a role may do is said by each page (candor.web.staff.routes)."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    TRAINER = "trainer"
    AUDITOR = "auditor"


@dataclass(frozen=True)
class Staff:
    """Somebody of the bank. `name` is the one that customers read; `sample` people exist in sample mode only."""

    id: str
    name: str
    login: str
    password: str
    role: Role
    active: bool
    sample: bool
    added_at: datetime

    @property
    def actor(self) -> str:
        """As the audit trail names this person."""
        return f"staff:{self.id}"


@dataclass(frozen=True)
class StaffSession:
    """A session as kept: the token only as a SHA-256 hash, so that reading the table opens nothing."""

    id: str
    token_hash: str
    staff_id: str
    opened_at: datetime
    used_at: datetime
    expires_at: datetime

    def holds(self, now: datetime) -> bool:
        return now < min(self.expires_at, self.used_at + IDLE)
