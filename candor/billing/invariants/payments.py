"""Payments and what is given back (invariants 7 and 8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from candor.billing.invariants.violation import Violation
from candor.billing.receipts import counts_on
from candor.billing.records import Book, LineType, Payment, Statement


def came_in_time(book: Book, payment: Payment, bill: Statement) -> bool:
    """Received by the cut-off hour of the due day, and not sent back by then."""
    stayed = payment.returned_on is None or payment.returned_on > bill.due
    return stayed and counts_on(book, payment) <= bill.due


def lines(book: Book) -> Iterator[Violation]:
    posted = {line.id: line for line in book.lines if line.type == LineType.PAYMENT}
    for payment in book.payments:
        line = posted.get(payment.line_id)
        if line is None or line.amount != -payment.amount or line.post_date != payment.credited_on:
            yield Violation("payment_differs", payment.id, "its line says otherwise")
        back = [other for other in posted.values() if other.reversal_of == payment.line_id]
        if (payment.returned_on is not None) != (sum(other.amount for other in back) == payment.amount):
            yield Violation("returned_payment", payment.id, f"{len(back)} reversals")
    known = {payment.line_id for payment in book.payments}
    for line in posted.values():
        if line.id not in known and line.reversal_of is None:
            yield Violation("payment_without_row", line.id)


def allocations(book: Book) -> Iterator[Violation]:
    for payment in book.payments:
        if sum(payment.allocation.values()) != payment.amount:
            yield Violation("allocation_sum", payment.id, f"{sum(payment.allocation.values())} of {payment.amount}")


def credited_days(book: Book) -> Iterator[Violation]:
    """A payment is credited as of the day it was received (12 CFR 1026.10(a))."""
    for payment in book.payments:
        if payment.credited_on > counts_on(book, payment):
            yield Violation("credited_late", payment.id, f"{payment.received_at} on {payment.credited_on}")
        if payment.credited_on < counts_on(book, payment):
            yield Violation("credited_before_receipt", payment.id, f"{payment.received_at} on {payment.credited_on}")


def given_back(book: Book) -> Iterator[Violation]:
    """No line is given back more than it was: refunds and credits together stay within it.

    A correction, which is for our mistake, also gives back the interest that it caused: at most what was billed since.
    """
    amounts = {line.id: line.amount for line in book.lines}
    back: defaultdict[str, int] = defaultdict(int)
    for line in book.lines:
        if line.type == LineType.REFUND and line.reversal_of:
            back[line.reversal_of] -= line.amount
    for correction in book.corrections:
        if correction.target_id:
            back[correction.target_id] -= amounts.get(correction.line_id, 0)
    for line_id, amount in back.items():
        if line_id in amounts and amount > amounts[line_id] and amount > amounts[line_id] + _caused(book, line_id):
            yield Violation("more_back_than_paid", line_id, f"{amount} of {amounts[line_id]}")


def _caused(book: Book, line_id: str) -> int:
    """Cents of interest that a correction of this line may give back beside it."""
    if not any(row.target_id == line_id and row.kind == "correction" for row in book.corrections):
        return 0
    posted = next(line.post_date for line in book.lines if line.id == line_id)
    return sum(charge.amount for charge in book.interest if charge.to_day >= posted)
