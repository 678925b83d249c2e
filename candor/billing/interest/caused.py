"""Interest that a wrong amount on a line led to: each bill worked out as it is and as it would have been without it."""

from __future__ import annotations

from dataclasses import replace

from candor.billing.index import index_of
from candor.billing.interest.history import History, history_of
from candor.billing.interest.whole import whole_of
from candor.billing.records import Book, Line, Statement


def caused_interest(book: Book, line: Line, cents: int) -> int:
    """Cents of interest billed so far because `cents` of the line were too much; 0 where the rows do not tell.

    All payments stay as they came, so that each balance from the line on is lower by the cents and by the interest that
    they led to before; a bill may so have been paid in full. Never more than a bill charged.
    """
    history, total = history_of(book), 0
    for bill in index_of(book).bills:
        if bill.close < line.post_date or bill.id not in whole_of(book).bills:
            continue
        found, without = history.interest(bill), History(_without(book, line, cents + total)).interest(bill)
        if found and without:
            total += min(max(0, found.billed - without.billed), _charged(book, bill))
    return total


def _without(book: Book, line: Line, cents: int) -> Book:
    lines = tuple(replace(row, amount=row.amount - cents) if row.id == line.id else row for row in book.lines)
    bills = (
        replace(bill, new_balance=bill.new_balance - cents) if bill.close >= line.post_date else bill
        for bill in book.statements
    )
    return replace(book, lines=lines, statements=tuple(bills))


def _charged(book: Book, bill: Statement) -> int:
    return sum(charge.amount for charge in whole_of(book).interest.get(bill.id, ()))
