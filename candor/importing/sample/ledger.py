"""What is owed while the bank's days go by: one drawer for each balance type (domain 1.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from candor.importing.sample.arithmetic import Month, Move
from candor.importing.sample.cycles import Cycle

ORDER_AT_EQUAL_RATES = ("purchase", "cash", "transfer", "promo")


@dataclass
class Drawer:
    """One balance type: what the cycle began with and the moves since. `rates` are the days from which each yearly
    rate holds, the first of them from the beginning."""

    rates: Sequence[tuple[date, int]]
    opening: int = 0
    moves: list[tuple[Move, str]] = field(default_factory=list)

    @property
    def balance(self) -> int:
        return self.opening + sum(move.amount for move, _ in self.moves)

    def apr_on(self, day: date) -> int:
        """Basis points."""
        return [apr for since, apr in self.rates if since <= day][-1]

    def month(self, cycle: Cycle) -> Month:
        return Month(cycle.open, cycle.close, self.opening, [move for move, _ in self.moves])


class Ledger:
    """All drawers of an account. Amounts are cents, debts positive."""

    def __init__(self, rates: Mapping[str, Sequence[tuple[date, int]]], opening: int) -> None:
        self.drawers = {kind: Drawer(rates.get(kind, [(date.min, 0)])) for kind in ORDER_AT_EQUAL_RATES}
        self.drawers["purchase"].opening = opening

    @property
    def total(self) -> int:
        return sum(drawer.balance for drawer in self.drawers.values())

    def add(self, kind: str, day: date, amount: int, *, paid: bool = False, source: str = "") -> None:
        self.drawers[kind].moves.append((Move(day, amount, paid), source))

    def pay(self, day: date, amount: int, minimum: int, source: str, *, promo_first: bool) -> dict[str, int]:
        """Spreads a payment and books it: up to `minimum` to the lowest rate (`cfg`), the rest to the highest first.

        In the last two cycles of a deferred-interest offer the rest goes there first (12 CFR 1026.53(b)(1)).
        """
        left = {kind: max(drawer.balance, 0) for kind, drawer in self.drawers.items()}
        cheap_first = sorted(left, key=lambda kind: self.drawers[kind].apr_on(day))
        dear_first = sorted(left, key=lambda kind: -self.drawers[kind].apr_on(day))
        if promo_first:
            dear_first.sort(key=lambda kind: kind != "promo")
        parts = dict.fromkeys(left, 0)
        spare = _spread(min(minimum, amount), cheap_first, left, parts) + max(amount - minimum, 0)
        over = _spread(spare, dear_first, left, parts)
        parts["purchase"] += over
        for kind, part in parts.items():
            if part:
                self.add(kind, day, -part, paid=True, source=source)
        return {kind: part for kind, part in parts.items() if part}

    def unpay(self, source: str) -> None:
        """Takes a returned payment out again: money that never came lowered no balance on any day."""
        for drawer in self.drawers.values():
            drawer.moves = [entry for entry in drawer.moves if entry[1] != source]

    def end_offer(self, day: date) -> None:
        """What is left of an offer on the day after it becomes an ordinary purchase debt, before any payment then."""
        left = self.drawers["promo"].balance
        if left > 0:
            self.add("promo", day, -left)
            self.add("purchase", day, left)

    def turn(self) -> None:
        """Begins the next cycle with what is owed now."""
        for drawer in self.drawers.values():
            drawer.opening, drawer.moves = drawer.balance, []


def _spread(amount: int, order: list[str], left: dict[str, int], parts: dict[str, int]) -> int:
    for kind in order:
        part = min(amount, left[kind])
        parts[kind] += part
        left[kind] -= part
        amount -= part
    return amount
