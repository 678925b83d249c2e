"""Holds and the charges that came of them (invariant 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from candor.billing.invariants.violation import Violation
from candor.billing.records import Book, HoldState, Line


def _by_hold(book: Book) -> dict[str, list[Line]]:
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for line in book.lines:
        if line.authorisation_id:
            found[line.authorisation_id].append(line)
    return found


def chains(book: Book) -> Iterator[Violation]:
    """A captured hold has its charge; one that is open, released or expired has none, so it is in no balance."""
    charged = _by_hold(book)
    for hold in book.authorisations:
        lines = charged.get(hold.id, [])
        if hold.state == HoldState.CAPTURED and not lines:
            yield Violation("captured_without_charge", hold.id)
        if hold.state != HoldState.CAPTURED and lines:
            yield Violation("hold_in_balance", hold.id, f"{hold.state} and charged")
        if len(lines) > 1 and len({line.order_ref for line in lines} | {None}) != 2:
            yield Violation("charged_twice_for_one_hold", hold.id, f"{len(lines)} charges of no one order")
        if hold.expires_at <= hold.at:
            yield Violation("days_out_of_order", hold.id, "expires before it was made")


def orders(book: Book) -> Iterator[Violation]:
    """The parts of an order that was sent in parts add up to what the shop asked for."""
    charged = _by_hold(book)
    for hold in book.authorisations:
        parts = [line.amount for line in charged.get(hold.id, ())]
        if len(parts) > 1 and sum(parts) != hold.amount:
            yield Violation("order_parts", hold.id, f"{sum(parts)} is not {hold.amount}")
