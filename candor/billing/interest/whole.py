"""Whether a book's rows tell all that the interest of a bill takes: a bill half read must never become our mistake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from candor.billing.records import Book, InterestCharge, Line, LineType, Statement

DAY = timedelta(days=1)
Sums = defaultdict[str | None, int]


@dataclass(frozen=True)
class Whole:
    """`bills`: those whose interest can be held against the rows. `interest`: the interest rows of each bill.

    Interest stands on all days before it, so no bill after the first one that does not add up is among `bills`.
    """

    bills: frozenset[str]
    interest: Mapping[str | None, tuple[InterestCharge, ...]]


@lru_cache(maxsize=32)
def whole_of(book: Book) -> Whole:
    """Made once for each book, in one pass over its lines."""
    sums, unclear, interest = _sums(book)
    return Whole(frozenset(bill.id for bill in _until_one_breaks(book, sums, unclear)), interest)


def _until_one_breaks(book: Book, sums: Sums, unclear: set[str | None]) -> Iterator[Statement]:
    before: Statement | None = None
    for bill in sorted(book.statements, key=lambda bill: bill.close):
        joins = before is None or (bill.previous == before.new_balance and bill.open == before.close + DAY)
        if not joins or bill.id in unclear or bill.new_balance != bill.previous + sums[bill.id]:
            return
        yield bill
        before = bill


def _sums(book: Book) -> tuple[Sums, set[str | None], dict[str | None, tuple[InterestCharge, ...]]]:
    """What the lines of each bill come to, in cents; the bills with a line whose own row is not in the book; and
    the interest rows of each bill, in the book's order."""
    sums: Sums = defaultdict(int)
    unclear: set[str | None] = set()
    bill_of: dict[str, str | None] = {}
    rows = _rows(book)
    for line in book.lines:
        sums[line.statement_id] += line.amount
        if line.type in rows and _needs_a_row(line) and rows[line.type].get(line.id) != abs(line.amount):
            unclear.add(line.statement_id)
        if line.type is LineType.INTEREST:
            bill_of[line.id] = line.statement_id
    interest: defaultdict[str | None, tuple[InterestCharge, ...]] = defaultdict(tuple)
    for charge in book.interest:
        if charge.line_id in bill_of:
            interest[bill_of[charge.line_id]] += (charge,)
    return sums, unclear, dict(interest)


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
