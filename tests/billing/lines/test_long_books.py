"""A line of an account of ten years is told just as one of a new account."""

from dataclasses import replace
from datetime import date, timedelta

from candor.billing.explanation import Detail
from candor.billing.lines import explain
from candor.billing.records import Book, LineType
from tests import ours

TODAY = date(2026, 5, 12)


def ten_years(book: Book) -> Book:
    """The same account with its purchases again and again before its first bill: 20,000 lines."""
    copies = 20_000 // len(book.lines) + 1
    years = [timedelta(days=760 + 30 * n) for n in range(copies)]
    older = [
        replace(row, id=f"{row.id}-{n}", post_date=row.post_date - gap, txn_date=row.txn_date - gap, statement_id=None)
        for n, gap in enumerate(years)
        for row in book.lines
        if row.type is LineType.PURCHASE and not row.order_ref and not row.authorisation_id
    ]
    return replace(book, lines=(*older, *book.lines))


def test_twenty_thousand_lines_change_nothing_of_what_is_told_of_a_fee() -> None:
    short = ours.bank(1, TODAY)[4]
    long = ten_years(short)
    assert len(long.lines) > 10_000
    fees = [line.id for line in short.lines if line.type is LineType.FEE]
    for line_id in fees:
        assert explain(long, line_id, TODAY, Detail.FULL) == explain(short, line_id, TODAY, Detail.FULL)
