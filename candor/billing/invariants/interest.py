"""Interest lines and the rows that say why they are there (invariant 3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from candor.billing.invariants.violation import Violation
from candor.billing.records import Book, LineType


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
