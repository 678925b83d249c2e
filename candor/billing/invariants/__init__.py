"""What must be true of every Book (domain.md part 6). Pure: reads a book, changes nothing, asks no clock.

`check` finds a bank's own mistakes too: a late fee although the payment came in time is a violation, not a row to
explain. Interest is worked out again from the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from candor.billing.invariants import fees, holds, interest, payments, statements, wholeness
from candor.billing.invariants.violation import Violation
from candor.billing.records import Book

__all__ = ["Violation", "check"]

RULES: tuple[Callable[[Book], Iterator[Violation]], ...] = (
    statements.sums,
    statements.follows_the_last,
    statements.columns,
    statements.lines_on_bills,
    statements.time_to_pay,
    interest.reasons,
    interest.smallest_charge,
    interest.amounts,
    holds.chains,
    holds.orders,
    fees.reasons,
    fees.caps,
    fees.one_for_each_event,
    fees.late_is_due,
    fees.over_limit_allowed,
    fees.priced,
    payments.lines,
    payments.allocations,
    payments.credited_days,
    payments.given_back,
    wholeness.ids,
    wholeness.references,
    wholeness.currencies,
    wholeness.no_card_numbers,
    wholeness.order_of_days,
)


def check(book: Book) -> list[Violation]:
    """Every violation in a book, in the order of the rules; empty when all is as it must be.

    A book whose rows point at rows that are not there gives `dangling`, and rules about those rows pass over them.
    """
    return [violation for rule in RULES for violation in rule(book)]
