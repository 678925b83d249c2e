"""Answers "what must I pay to stop the interest, and by when?"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from candor.billing.days import spoken
from candor.billing.records import Book
from candor.billing.stop_interest import StopInterest, to_stop_interest
from candor.conversation.replies import Reply
from candor.services.explain.telling import Told

__all__ = ["tell_what_stops_interest"]

NOON = 12


def tell_what_stops_interest(book: Book, today: date) -> Told:
    """The sum and the day; then what cash costs meanwhile, and the offer under which a part may wait."""
    found = to_stop_interest(book, today)
    facts = _facts(book, found, today)
    return Told(tuple(Reply(name, facts, found.cites) for name in _responses(found)))


def _responses(found: StopInterest) -> Iterator[str]:
    yield f"utter_stop_interest_{found.case}"
    if found.cash:
        yield "utter_stop_interest_cash"
    if found.offer_until:
        yield "utter_stop_interest_offer"


def _facts(book: Book, found: StopInterest, today: date) -> dict[str, str]:
    closed = max((bill.close for bill in book.statements if bill.close < today), default=None)
    days = {
        "due": found.by,
        "closed": closed,
        "next_close": found.next_close,
        "next_due": found.next_due,
        "until": found.offer_until,
    }
    facts = {name: spoken(day, today) for name, day in days.items() if day}
    return {**facts, "amount": str(found.amount), "cut_off": _hour(found.hour)}


def _hour(hour: int) -> str:
    return f"{hour % NOON or NOON} {'a.m.' if hour < NOON else 'p.m.'}"
