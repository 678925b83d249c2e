"""Whether a book's rows tell all that the interest of a bill takes: a bill half read must never become our mistake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache

from candor.billing.records import Book, Line, LineType, Statement

DAY = timedelta(days=1)


@lru_cache(maxsize=32)
def whole_bills(book: Book) -> frozenset[str]:
    """The bills whose interest can be held against the rows.

    Interest stands on all days before it, so nothing after the first bill that does not add up is among them.
    """
    return frozenset(bill.id for bill in _until_one_breaks(book))


def _until_one_breaks(book: Book) -> Iterator[Statement]:
    sums, unclear = _sums(book)
    before: Statement | None = None
    for bill in sorted(book.statements, key=lambda bill: bill.close):
        joins = before is None or (bill.previous == before.new_balance and bill.open == before.close + DAY)
        if not joins or bill.id in unclear or bill.new_balance != bill.previous + sums[bill.id]:
            return
        yield bill
        before = bill


def _sums(book: Book) -> tuple[defaultdict[str | None, int], set[str | None]]:
    """What the lines of each bill come to, in cents, and the bills with a line whose own row is not in the book."""
    sums: defaultdict[str | None, int] = defaultdict(int)
    unclear: set[str | None] = set()
    rows = _rows(book)
    for line in book.lines:
        sums[line.statement_id] += line.amount
        if line.type in rows and _needs_a_row(line) and rows[line.type].get(line.id) != abs(line.amount):
            unclear.add(line.statement_id)
    return sums, unclear


def _needs_a_row(line: Line) -> bool:
    """A payment that its bank took back is a line too, and stands on the row of the payment."""
    return line.type is not LineType.PAYMENT or line.amount < 0


def _rows(book: Book) -> dict[LineType, dict[str, int]]:
    """What the row of each payment, fee and interest says of its line; a payment must have been given out whole."""
    given = (paid for paid in book.payments if sum(paid.allocation.values()) == paid.amount or not paid.allocation)
    return {
        LineType.PAYMENT: {paid.line_id: paid.amount for paid in given},
        LineType.FEE: {fee.line_id: fee.amount for fee in book.fees},
        LineType.INTEREST: {charge.line_id: charge.amount for charge in book.interest},
    }
