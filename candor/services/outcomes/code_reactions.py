"""Two people code, each alone, what a negative reaction was caused by (domain part 5, seed 003)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from candor.services.tools import Tools
from candor.trust.counting import POOR_SERVICE

CODES = {
    POOR_SERVICE: "Not served right the first time",
    "own_mistake": "A mistake of the bank on the bill",
    "price_or_rule": "A price or a rule of the bank",
    "shop": "The shop",
    "other": "Something else",
}


@dataclass(frozen=True)
class ToCode:
    """A reaction that waits for this coder. What the other one said is not in it."""

    id: str
    conversation_id: str | None
    kind: str
    at: datetime


def to_code(tools: Tools, coder: str) -> list[ToCode]:
    with tools.store.read() as tx:
        return [ToCode(**row) for row in tx.trust.uncoded(coder)]


def code_reaction(tools: Tools, reaction_id: str, code: str, coder: str) -> bool:
    """Writes the code down; False when it is no code, or when this coder has none to give here."""
    if code not in CODES:
        return False
    with tools.store.write() as tx:
        return tx.trust.code_reaction(reaction_id, code, coder)
