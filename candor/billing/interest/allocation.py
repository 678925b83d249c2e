"""Where a payment goes (12 CFR 1026.53): the minimum by the terms' order, all above it to the highest rate first.

Disputed amounts come last. In the last two cycles of a deferred-interest offer, what is above the minimum goes there
first (1026.53(b)(1)).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

OVERPAID = "purchase"


class MinimumTo(StrEnum):
    """Which rate the minimum due goes to first (`cfg`)."""

    LOWEST = "lowest"
    HIGHEST = "highest"


class Why(StrEnum):
    """Why a part of a payment went where it did."""

    MINIMUM = "minimum"
    OFFER_ENDS = "offer_ends"
    HIGHEST_RATE = "highest_rate"
    DISPUTED = "disputed"
    OVERPAID = "overpaid"


@dataclass(frozen=True)
class Owed:
    """One balance type before the payment, in cents; `disputed` is how much of it is in dispute."""

    kind: str
    amount: int
    apr: Fraction
    disputed: int = 0
    offer_ends: bool = False

    @property
    def undisputed(self) -> int:
        return max(self.amount - self.disputed, 0)


@dataclass(frozen=True)
class Part:
    """So many cents of the payment, to one balance."""

    kind: str
    amount: int
    why: Why


@dataclass(frozen=True)
class Allocation:
    """A payment's parts, in the order they were given out; together they are the payment."""

    parts: tuple[Part, ...]

    @property
    def by_kind(self) -> dict[str, int]:
        """Cents for each balance that got some. What nobody was owed is a credit among the purchases."""
        found: dict[str, int] = {}
        for part in self.parts:
            found[part.kind] = found.get(part.kind, 0) + part.amount
        return found


def allocate(payment: int, minimum: int, owed: Sequence[Owed], minimum_to: MinimumTo = MinimumTo.LOWEST) -> Allocation:
    """Gives a payment out. `minimum` is what is still open of the minimum due, in cents.

    Balances of equal rates come in the order given. Raises ValueError for a payment below zero.
    """
    if payment < 0:
        raise ValueError("a payment is not below zero")
    dear_first = sorted(owed, key=lambda one: -one.apr)
    cheap_first = sorted(owed, key=lambda one: one.apr)
    spread = _Spread({one.kind: one.undisputed for one in owed})
    spare = payment - min(payment, max(minimum, 0))
    rest = spread.give(payment - spare, dear_first if minimum_to is MinimumTo.HIGHEST else cheap_first, Why.MINIMUM)
    rest = spread.give(rest + spare, [one for one in dear_first if one.offer_ends], Why.OFFER_ENDS)
    rest = spread.give(rest, dear_first, Why.HIGHEST_RATE)
    spread.left = {one.kind: min(max(one.disputed, 0), max(one.amount, 0)) for one in owed}
    rest = spread.give(rest, dear_first, Why.DISPUTED)
    over = (Part(OVERPAID, rest, Why.OVERPAID),) if rest else ()
    return Allocation((*spread.parts, *over))


class _Spread:
    def __init__(self, left: dict[str, int]) -> None:
        self.left = left
        self.parts: list[Part] = []

    def give(self, amount: int, order: Sequence[Owed], why: Why) -> int:
        """What is left of the amount after each balance took what it is owed."""
        for one in order:
            part = min(amount, self.left[one.kind])
            if part:
                self.parts.append(Part(one.kind, part, why))
                self.left[one.kind] -= part
                amount -= part
        return amount
