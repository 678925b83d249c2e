"""Bills: their sum, their order, their columns, and the lines that stand on them (invariants 1, 2 and 8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from candor.billing.invariants.violation import Violation
from candor.billing.records import Book, LineType, Statement

DAYS_TO_PAY = 21
COLUMN_OF = {
    LineType.PURCHASE: ("purchases", 1),
    LineType.CASH_ADVANCE: ("cash", 1),
    LineType.TRANSFER: ("transfers", 1),
    LineType.FEE: ("fees", 1),
    LineType.INTEREST: ("interest", 1),
    LineType.PAYMENT: ("payments", -1),
    LineType.REFUND: ("credits", -1),
    LineType.CREDIT: ("credits", -1),
}


def in_order(book: Book) -> list[Statement]:
    """The bills of a book, oldest first."""
    return sorted(book.statements, key=lambda bill: bill.close)


def sums(book: Book) -> Iterator[Violation]:
    for bill in book.statements:
        charged = bill.purchases + bill.cash + bill.transfers + bill.fees + bill.interest
        owed = bill.previous + charged - bill.payments - bill.credits
        if owed != bill.new_balance:
            yield Violation("balance_sum", bill.id, f"{owed} is not {bill.new_balance}")
        if not 0 <= bill.minimum_due <= max(bill.new_balance, 0):
            yield Violation("minimum_above_balance", bill.id, str(bill.minimum_due))


def follows_the_last(book: Book) -> Iterator[Violation]:
    for last, bill in pairwise(in_order(book)):
        if bill.previous != last.new_balance:
            yield Violation("previous_balance", bill.id, f"{bill.previous} is not {last.new_balance}")
        if bill.open != last.close + timedelta(days=1):
            yield Violation("gap_between_bills", bill.id, f"{last.close} to {bill.open}")


def columns(book: Book) -> Iterator[Violation]:
    found: defaultdict[tuple[str, str], int] = defaultdict(int)
    for line in book.lines:
        if line.statement_id:
            name, sign = COLUMN_OF[LineType(line.type)]
            found[line.statement_id, name] += sign * line.amount
    for bill in book.statements:
        for name in sorted({name for name, _ in COLUMN_OF.values()}):
            if getattr(bill, name) != found[bill.id, name]:
                yield Violation("column_sum", bill.id, f"{name}: {getattr(bill, name)} is not {found[bill.id, name]}")


def lines_on_bills(book: Book) -> Iterator[Violation]:
    bills = {bill.id: bill for bill in book.statements}
    newest = max((bill.close for bill in book.statements), default=None)
    for line in book.lines:
        bill = bills.get(line.statement_id or "")
        if bill and not bill.open <= line.post_date <= bill.close:
            yield Violation("line_on_wrong_bill", line.id, f"{line.post_date}: {bill.open} to {bill.close}")
        if line.statement_id is None and newest is not None and line.post_date <= newest:
            yield Violation("line_on_no_bill", line.id, str(line.post_date))


def time_to_pay(book: Book) -> Iterator[Violation]:
    """At least 21 days between sending a bill and its due day (12 CFR 1026.5(b)(2)(ii)), the same day each month."""
    for bill in book.statements:
        if (bill.due - bill.transmitted_on).days < DAYS_TO_PAY:
            yield Violation("too_little_time_to_pay", bill.id, f"{bill.transmitted_on} to {bill.due}")
        if bill.transmitted_on < bill.close:
            yield Violation("sent_before_close", bill.id, str(bill.transmitted_on))
        if bill.due.day != book.account.due_day:
            yield Violation("due_day_moved", bill.id, str(bill.due))
