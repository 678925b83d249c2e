"""A posting of the journal: cents that move between named ledgers, none made and none lost.

Signs are those of the bill: on the ledger `customer`, what is owed more is positive and what comes off is negative.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from candor.errors import Unbalanced

CUSTOMER = "customer"
Leg = tuple[str, int]
"""A ledger and the cents that it gains; negative for what it loses."""


class Why(StrEnum):
    """What a posting is to the customer. Each has its name on the bill and its reason in `corrections`."""

    GOODWILL = "goodwill"
    GIFT = "gift"
    CORRECTION = "correction"
    TEMPORARY = "temporary"


# As printed on the bill: what comes off, and what comes back when it is taken back.
NAMES: Mapping[Why, tuple[str, str]] = {
    Why.GOODWILL: ("COURTESY CREDIT", "COURTESY CREDIT TAKEN BACK"),
    Why.GIFT: ("COURTESY CREDIT", "COURTESY CREDIT TAKEN BACK"),
    Why.CORRECTION: ("CORRECTION CREDIT", "CORRECTION"),
    Why.TEMPORARY: ("TEMPORARY CREDIT - DISPUTE", "TEMPORARY CREDIT TAKEN BACK"),
}


@dataclass(frozen=True)
class Move:
    """So many cents, more than 0, from one ledger to another: balanced by its shape."""

    from_ledger: str
    to_ledger: str
    cents: int


@dataclass(frozen=True)
class Posting:
    """One posting as the journal holds it. `line_id` is the customer's line, None when no line of theirs moved."""

    id: str
    key: str
    account_id: str
    why: Why
    at: datetime
    line_id: str | None
    moves: tuple[Move, ...]
    refs: Mapping[str, str] = field(default_factory=dict)

    @property
    def legs(self) -> dict[str, int]:
        """What each ledger gained."""
        gained: dict[str, int] = {}
        for move in self.moves:
            gained[move.from_ledger] = gained.get(move.from_ledger, 0) - move.cents
            gained[move.to_ledger] = gained.get(move.to_ledger, 0) + move.cents
        return gained


def moves_of(legs: Iterable[Leg]) -> tuple[Move, ...]:
    """The same legs as moves from ledger to ledger, the fewest in the order given.

    Raises Unbalanced when they do not sum to zero, when a ledger stands there twice, or when nothing moves.
    """
    legs = tuple(legs)
    gives = [(name, -cents) for name, cents in legs if name and cents < 0]
    takes = [(name, cents) for name, cents in legs if name and cents > 0]
    named_once = len(dict(legs)) == len(legs) == len(gives) + len(takes)
    if not gives or not named_once or sum(cents for _, cents in gives) != sum(cents for _, cents in takes):
        raise Unbalanced
    return _paired(gives, takes)


def _paired(gives: Sequence[Leg], takes: Sequence[Leg]) -> tuple[Move, ...]:
    found: list[Move] = []
    waiting = list(reversed(takes))
    for giver, given in gives:
        left = given
        while left:
            taker, wanted = waiting.pop()
            cents = min(left, wanted)
            found.append(Move(giver, taker, cents))
            left -= cents
            if wanted > cents:
                waiting.append((taker, wanted - cents))
    return tuple(found)
