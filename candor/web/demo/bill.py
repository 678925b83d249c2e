"""What the sample bank's page shows of a customer: who they are and the newest lines of their card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from candor.billing.money import Money
from candor.billing.records import Book, HoldState
from candor.bootstrap import Candor
from candor.clock import day_in
from candor.importing.sample.recipe import recipe

LINES_SHOWN = 12


@dataclass(frozen=True)
class Person:
    """A sample customer; `about` is their story in one line."""

    id: str
    name: str
    about: str

    def as_json(self) -> dict[str, str]:
        return {"id": self.id, "name": self.name, "about": self.about}


def stories() -> dict[str, str]:
    """What the sample bank's recipe says about each customer, by id."""
    return {person.id: person.about for person in recipe().people}


def people(candor: Candor, told: Callable[[], Mapping[str, str]]) -> list[Person]:
    """All customers, by id, each with their story."""
    with candor.store.read() as tx:
        customers = tx.ledger.customers()
    about = told()
    return [Person(c.id, c.name, about.get(c.id, "")) for c in sorted(customers, key=lambda c: c.id)]


def bill_of(candor: Candor, customer: str) -> dict[str, Any]:
    """Name, card, newest bill and newest lines, ready to be shown. Raises NotYours for an unknown customer."""
    with candor.store.read() as tx:
        book = tx.ledger.book(customer)
    today = day_in(book.customer.time_zone, candor.clock.now())
    bill = max(book.statements, key=lambda statement: statement.close, default=None)
    return {
        "name": book.customer.name,
        "card": next((card.last4 for card in book.cards if card.status == "active"), ""),
        "owed": _money(book, bill.new_balance) if bill else None,
        "least": _money(book, bill.minimum_due) if bill else None,
        "due": _day(bill.due, today) if bill else None,
        "lines": _lines(book, today),
    }


def _lines(book: Book, today: date) -> list[dict[str, Any]]:
    zone = book.customer.time_zone
    holds = [
        (day_in(zone, hold.at), hold.descriptor, hold.amount, True)
        for hold in book.authorisations
        if hold.state is HoldState.OPEN
    ]
    posted = [(line.post_date, line.descriptor, line.amount, False) for line in book.lines]
    newest = sorted(holds + posted, key=lambda row: (row[3], row[0]), reverse=True)[:LINES_SHOWN]
    return [
        {"day": _day(day, today), "name": name, "amount": _money(book, amount), "pending": pending}
        for day, name, amount, pending in newest
    ]


def _money(book: Book, cents: int) -> str:
    return str(Money(cents, book.account.currency))


def _day(day: date, today: date) -> str:
    year = "" if day.year == today.year else f", {day.year}"
    return f"{day:%b} {day.day}{year}"
