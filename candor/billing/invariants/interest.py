"""Interest lines and the rows that say why they are there (invariant 3)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from candor.billing.interest.history import History
from candor.billing.invariants.violation import Violation
from candor.billing.records import Book, InterestCharge, LineType


def reasons(book: Book) -> Iterator[Violation]:
    lines = {line.id: line for line in book.lines if line.type == LineType.INTEREST}
    told = Counter(charge.line_id for charge in book.interest)
    for line_id in lines:
        if told[line_id] != 1:
            yield Violation("interest_without_reason", line_id, f"{told[line_id]} reasons")
    for charge in book.interest:
        line = lines.get(charge.line_id)
        if line is None or line.amount != charge.amount:
            yield Violation("interest_differs", charge.id, f"{charge.amount} is not on its line")


def smallest_charge(book: Book) -> Iterator[Violation]:
    """Interest above 0 and below the minimum is billed as the minimum, all other as computed (domain 1.1)."""
    least = book.account.terms.minimum_interest
    for charge in book.interest:
        small = charge.kind == "minimum"
        if small and not (0 < charge.computed < least and charge.amount == least):
            yield Violation("minimum_interest", charge.id, f"{charge.computed} became {charge.amount}")
        if not small and charge.amount != charge.computed:
            yield Violation("interest_not_as_computed", charge.id, f"{charge.computed} became {charge.amount}")
        if charge.to_day < charge.from_day:
            yield Violation("days_out_of_order", charge.id, f"{charge.from_day} to {charge.to_day}")


def amounts(book: Book) -> Iterator[Violation]:
    """Interest worked out again from the rows is what each bill charged, kind by kind (domain part 6, rule 3)."""
    billed: defaultdict[str | None, dict[str, InterestCharge]] = defaultdict(dict)
    bill_of = {line.id: line.statement_id for line in book.lines}
    for charge in book.interest:
        billed[bill_of.get(charge.line_id)][charge.kind] = charge
    history = History(book)
    for bill in history.bills:
        found, charged = history.interest(bill), billed[bill.id]
        due = found.lines if found else {kind: row.amount for kind, row in charged.items()}
        for kind in sorted({*charged, *due}):
            row, right = charged.get(kind), due.get(kind, 0)
            amount = row.amount if row else 0
            if amount != right:
                yield Violation("interest_wrong", row.id if row else bill.id, f"{kind}: {amount}, not {right}")
