"""Who acts at the desk, as its services need to know them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Agent:
    """Somebody of the staff, signed in. `name` is what customers read; a supervisor may pass on what others have."""

    id: str
    name: str
    supervisor: bool = False

    @property
    def actor(self) -> str:
        """As the audit trail names this person."""
        return f"staff:{self.id}"
