"""The facts of a request that is made today, read from the customer's book as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from candor.billing.invariants import Violation, check
from candor.billing.records import Book, Line
from candor.goodwill.history import (
    Given,
    counts_of,
    days_past_due,
    flags_of,
    flags_of_account,
    given_of,
    kinds_of,
    late_payments,
    mistakes_of,
    months_before,
    months_between,
)
from candor.goodwill.policy import Policy

SERVICE = "service"
# Rules of the books (docs/reference/invariants.md) that are broken when two rows about one charge say different things.
CONTRADICT = frozenset(
    ("fee_differs", "interest_differs", "interest_not_as_computed", "minimum_interest", "more_back_than_paid")
)


@dataclass(frozen=True)
class Beside:
    """What the book does not hold: grants that wait for a payment, cents left of the month, marks known elsewhere."""

    waiting: tuple[Given, ...] = ()
    left: int = 0
    marks: frozenset[str] = frozenset()


def facts_about(book: Book, line: Line, day: date, policy: Policy, beside: Beside) -> dict[str, Any]:
    """The facts as `facts_from` reads them. `kind` is None for a charge that the policy has no kind for.

    `bud` is 1 while what is left covers the most that this charge can get. What was credited earlier today counts.
    """
    kinds, broken = kinds_of(book), check(book)
    mistaken = line.id in mistakes_of(book, broken)
    marks = {*flags_of(book, line, day + timedelta(days=1), mistaken), *_contradiction(book, line, broken)}
    return _facts(book, kinds.get(line.id), line.amount, line.post_date, day, policy, beside, marks)


def facts_about_service(
    book: Book, cents: int, since: date, day: date, policy: Policy, beside: Beside
) -> dict[str, Any]:
    """The facts when we let a customer down on the day `since`, and so many cents are to make up for it."""
    return _facts(book, SERVICE, cents, since, day, policy, beside, set(flags_of_account(book)))


def _facts(
    book: Book,
    kind: str | None,
    cents: int,
    since: date,
    day: date,
    policy: Policy,
    beside: Beside,
    marks: set[str],
) -> dict[str, Any]:
    most = min(cents, policy.caps.get(kind or "", cents))
    return {
        "kind": kind,
        "amt": cents,
        "age": (day - since).days,
        "ten": months_between(book.account.opened, day),
        "dpd": days_past_due(book, day),
        **counts_of((*given_of(book, kinds_of(book)), *beside.waiting), kind or "", day, policy),
        "late12": late_payments(book, day, policy.windows.due_dates),
        "bud": int(beside.left >= most),
        "flag": sorted(marks | beside.marks),
    }


def next_day(book: Book, line: Line, day: date, policy: Policy, after: str, months: int) -> date:
    """The day from which the answer may be another one (Next of the policy): `months` after its anchor."""
    if after == "opened":
        return months_before(book.account.opened, -months)
    kinds = kinds_of(book)
    same = [one.day for one in given_of(book, kinds) if one.kind == kinds.get(line.id) and one.day <= day]
    return months_before(max(same, default=day) if after == "same" else day, -months)


def window_start(day: date, policy: Policy) -> date:
    """The last day whose credits do not count any more."""
    return months_before(day, policy.windows.credit_months)


def _contradiction(book: Book, line: Line, broken: Iterable[Violation]) -> list[str]:
    """Rows about this line that contradict each other are for a person; our own wrong decisions are another thing."""
    rows = {line.id, *(fee.id for fee in book.fees if fee.line_id == line.id)}
    rows |= {row.id for row in book.interest if row.line_id == line.id}
    return ["contradict"] if any(one.subject in rows and one.code in CONTRADICT for one in broken) else []
