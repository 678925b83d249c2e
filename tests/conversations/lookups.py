"""`{{fee.late.amount}}` in a talk: looked up in the customer's rows, not by the code that the talk tests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from candor.billing.records import Book, LineType

LOOKUP = re.compile(r"\{\{\s*(.+?)\s*\}\}")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class NoSuchFact(Exception):
    """A look-up names nothing on the customer's book."""


@dataclass(frozen=True)
class Lookups:
    """Reads one book. `today` decides whether a date says its year."""

    book: Book
    today: date

    def fill(self, text: str) -> str:
        """The text with its look-ups replaced; raises NoSuchFact, naming the one that is not there."""
        return LOOKUP.sub(lambda match: self.value(match[1]), text)

    def value(self, path: str) -> str:
        """`KIND.WHICH.FIELD` or `bill.FIELD`, as a customer reads it."""
        kind, *rest = path.split(".")
        try:
            row = self._row(kind, rest[:-1])
            return self._shown(rest[-1], getattr(row, rest[-1]))
        except (LookupError, AttributeError, StopIteration, ValueError) as error:
            raise NoSuchFact(f"{{{{{path}}}}} is nowhere on the book of {self.book.customer.id}") from error

    def kind_of(self, cited: str) -> str | None:
        """Which kind of row an id is, if it is one of this customer's."""
        book = self.book
        families: dict[str, Iterable[Any]] = {
            "line": book.lines,
            "hold": book.authorisations,
            "fee": book.fees,
            "interest": book.interest,
            "statement": book.statements,
            "payment": book.payments,
            "refund": book.refunds,
            "card": book.cards,
            "shop": book.merchants.values(),
            "name": book.descriptors,
            "account": (book.account,),
            "subscription": book.subscriptions,
            "plan": book.plans,
            "correction": book.corrections,
            "rate": book.rates,
        }
        return next((kind for kind, rows in families.items() if any(row.id == cited for row in rows)), None)

    def _row(self, kind: str, which: Sequence[str]) -> Any:
        book, name = self.book, ".".join(which).upper()
        match kind:
            case "bill":
                return book.statements[-1]
            case "line":
                lines = (
                    line for line in book.lines if line.type is not LineType.PAYMENT and name in line.descriptor.upper()
                )
                return max(lines, key=lambda line: line.post_date)
            case "hold":
                return max((h for h in book.authorisations if name in h.descriptor.upper()), key=lambda h: h.at)
            case "fee":
                fees = {fee.line_id for fee in book.fees if fee.kind == which[0]}
                return max((line for line in book.lines if line.id in fees), key=lambda line: line.post_date)
            case "missed":
                return self._missed(which[0])
            case "paid_late":
                missed = self._missed(which[0])
                answers = (p for p in book.payments if p.statement_id == missed.id and p.credited_on > missed.due)
                return next(answers)
            case "card":
                return book.cards[0]
        raise LookupError(kind)

    def _missed(self, fee_kind: str) -> Any:
        """The bill whose due date was missed, for the newest fee of a kind."""
        line = self._row("fee", [fee_kind])
        fee = next(fee for fee in self.book.fees if fee.line_id == line.id)
        return next(bill for bill in self.book.statements if bill.id == fee.trigger_id)

    def _shown(self, field: str, value: Any) -> str:
        if isinstance(value, datetime):
            value = value.astimezone(ZoneInfo(self.book.customer.time_zone)).date()
        if isinstance(value, date):
            year = "" if value.year == self.today.year else f", {value.year}"
            return f"{MONTHS[value.month - 1]} {value.day}{year}"
        if isinstance(value, int):
            return f"${abs(value) // 100:,}.{abs(value) % 100:02d}"
        return str(value)
