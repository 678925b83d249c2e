"""What the bot wants to say: a response's name and the facts for it. The words themselves stand in domain.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Choice:
    """A button: what it shows, the intent that pressing it means, and what the server keeps for it (never shown)."""

    label: str
    intent: str
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """One bubble. `cites` are ids of the rows that every number in `facts` comes from."""

    response: str
    facts: Mapping[str, str] = field(default_factory=dict)
    cites: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    card: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """The shape in which it travels from an action through Rasa to the turn worker."""
        return {
            "response": self.response,
            "facts": dict(self.facts),
            "cites": list(self.cites),
            "choices": [{"label": c.label, "intent": c.intent, "payload": dict(c.payload)} for c in self.choices],
            "card": dict(self.card) if self.card else None,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Reply:
        """The reply that travelled; raises KeyError or TypeError on another shape."""
        return cls(
            response=data["response"],
            facts=dict(data.get("facts") or {}),
            cites=tuple(data.get("cites") or ()),
            choices=tuple(Choice(c["label"], c["intent"], c.get("payload") or {}) for c in data.get("choices") or ()),
            card=data.get("card"),
        )
