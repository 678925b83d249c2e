"""The book as a whole: ids, references, currency, days, and nothing in it that must not be kept (invariants 9, 10)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache
from typing import Any

from candor.billing.invariants.violation import Violation
from candor.billing.records import Authorisation, Book, Line

FAMILIES = (
    *("cards", "statements", "lines", "authorisations", "fees", "interest", "payments"),
    *("refunds", "subscriptions", "plans", "corrections"),
)
CARD_NUMBER = re.compile(r"(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)")
SHORTEST_CARD_NUMBER = 13
POINTERS = {
    "account_id": "account",
    "card_id": "cards",
    "merchant_id": "merchants",
    "statement_id": "statements",
    "authorisation_id": "authorisations",
    "line_id": "lines",
    "purchase_id": "lines",
    "reversal_of": "lines",
    "target_id": "lines",
    "trigger_id": "any",
}


def ids(book: Book) -> Iterator[Violation]:
    counted = Counter(row.id for _, row in _rows(book))
    for row_id, count in counted.items():
        if count > 1:
            yield Violation("id_twice", row_id, f"{count} rows")


def references(book: Book) -> Iterator[Violation]:
    """Every pointer of a row points at a row of this book."""
    known = {family: {row.id for row in getattr(book, family)} for family in FAMILIES}
    known |= {"account": {book.account.id}, "merchants": set(book.merchants)}
    known["any"] = set().union(*known.values())
    for _, row in _rows(book):
        for name, family in POINTERS.items():
            target = getattr(row, name, None)
            if target is not None and target not in known[family]:
                yield Violation("dangling", row.id, f"{name} {target}")
    if book.account.customer_id != book.customer.id:
        yield Violation("dangling", book.account.id, "customer_id")


def currencies(book: Book) -> Iterator[Violation]:
    rows: list[Line | Authorisation] = [*book.lines, *book.authorisations]
    for row in rows:
        if row.currency != book.account.currency:
            yield Violation("currency_mixed", row.id, row.currency)


def no_card_numbers(book: Book) -> Iterator[Violation]:
    """No text holds 13 to 19 digits that pass the card number check, with or without separators."""
    rows: list[tuple[str, Any]] = [*_rows(book), ("customer", book.customer), ("account", book.account)]
    rows += [("merchants", row) for row in book.merchants.values()] + [("descriptors", row) for row in book.descriptors]
    for _, row in rows:
        for text in _texts(row):
            if any(_passes_luhn(match.group()) for match in CARD_NUMBER.finditer(text)):
                yield Violation("card_number_kept", row.id)
    for card in book.cards:
        if not re.fullmatch(r"\d{4}", card.last4):
            yield Violation("card_number_kept", card.id, "last4 is not four digits")


def order_of_days(book: Book) -> Iterator[Violation]:
    for line in book.lines:
        if line.post_date < line.txn_date:
            yield Violation("days_out_of_order", line.id, f"posted {line.post_date}, used {line.txn_date}")
    for bill in book.statements:
        if not bill.open <= bill.close < bill.due:
            yield Violation("days_out_of_order", bill.id, f"{bill.open}, {bill.close}, {bill.due}")


def _rows(book: Book) -> Iterator[tuple[str, Any]]:
    for family in FAMILIES:
        for row in getattr(book, family):
            yield family, row


def _texts(row: Any) -> Iterator[str]:
    for name in _names(row.__class__):
        value = getattr(row, name)
        if isinstance(value, str) and len(value) >= SHORTEST_CARD_NUMBER:
            yield value


@lru_cache(maxsize=32)
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _passes_luhn(text: str) -> bool:
    digits = [int(sign) for sign in text if sign.isdigit()][::-1]
    doubled = [sum(divmod(digit * 2, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
