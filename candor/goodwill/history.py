"""The facts of requests about fees and interest, read from a customer's book as it stood on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from candor.billing.invariants import Violation, check
from candor.billing.invariants.payments import came_in_time
from candor.billing.records import Book, Correction, Line, LineType, Statement
from candor.goodwill.policy import Policy

FEE_KINDS = {
    "late": "late",
    "returned": "returned",
    "overlimit": "overlimit",
    "annual": "annual",
    "foreign": "ftf",
    "cash": "cash",
    "transfer": "bt_fee",
}
INTEREST_KINDS = {
    "purchase": "interest",
    "cash": "interest",
    "deferred": "interest",
    "trailing": "trailing",
    "minimum": "min_int",
}
GIVEN_BACK = frozenset({"goodwill", "correction"})
# The note of a credit's reason when it is a gift.
GIFT = "gift"
# A grant up to this limit of the policy counts as a small one, where the ledger does not say which it was.
SMALL = "tiny"


@dataclass(frozen=True)
class Request:
    """A line that somebody could have asked about, on the day its bill was sent; `facts` as `facts_from` reads them."""

    line_id: str
    day: date
    facts: dict[str, Any]


@dataclass(frozen=True)
class Given:
    """A grant in the ledger: when, for which kind of charge, how many cents."""

    day: date
    kind: str
    amount: int


def requests_of(book: Book, since: date, until: date, policy: Policy) -> Iterator[Request]:
    """A request for each fee and interest line that became final in these days, in the order of the ledger.

    Each is asked on the day its bill was sent, or when it became final while it is on no bill; earlier ones come first.
    Budget is always there. A charge that the policy has no kind for, of an instalment plan say, is not asked about.
    """
    kinds, mistakes = kinds_of(book), mistakes_of(book)
    given = given_of(book, kinds)
    sent = {bill.id: bill.transmitted_on for bill in book.statements}
    asked = [
        (min(sent.get(line.statement_id or "", line.post_date), until), line)
        for line in book.lines
        if line.id in kinds and line.amount > 0 and since <= line.post_date <= until
    ]
    for day, line in sorted(asked, key=lambda one: one[0]):
        yield Request(line.id, day, _facts(book, line, kinds[line.id], day, given, line.id in mistakes, policy))


def after_grants(request: Request, grants: Iterable[Given], policy: Policy) -> dict[str, Any]:
    """The facts of a request when these grants were given before it, on top of those in the ledger."""
    counted = counts_of(grants, request.facts["kind"], request.day, policy)
    return {**request.facts, **{name: request.facts[name] + count for name, count in counted.items()}}


def _facts(
    book: Book, line: Line, kind: str, day: date, given: list[Given], mistaken: bool, policy: Policy
) -> dict[str, Any]:
    return {
        "kind": kind,
        "amt": line.amount,
        "age": (day - line.post_date).days,
        "ten": months_between(book.account.opened, day),
        "dpd": days_past_due(book, day),
        **counts_of(given, kind, day, policy),
        "late12": late_payments(book, day, policy.windows.due_dates),
        "bud": 1,
        "flag": sorted(flags_of(book, line, day, mistaken)),
    }


def counts_of(grants: Iterable[Given], kind: str, day: date, policy: Policy) -> dict[str, int]:
    """What `same`, `n`, `used` and `mic` come to on a day."""
    start, small = months_before(day, policy.windows.credit_months), policy.limits.get(SMALL, 0)
    recent = [grant for grant in grants if start < grant.day <= day]
    counted = [grant for grant in recent if grant.amount > small]
    return {
        "same": sum(grant.kind == kind for grant in counted),
        "n": len(counted),
        "used": sum(grant.amount for grant in counted),
        "mic": len(recent) - len(counted),
    }


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another; never below 0."""
    whole = (end.year - start.year) * 12 + end.month - start.month
    return max(0, whole - (end.day < start.day))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first_after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_after - timedelta(days=1))


def late_payments(book: Book, day: date, due_dates: int) -> int:
    """By how many of the last so many due dates before a day the least that was due had not come."""
    past = sorted((bill for bill in book.statements if bill.due < day), key=lambda bill: bill.due)[-due_dates:]
    return sum(_came_by_due(book, bill) < bill.minimum_due for bill in past)


def _came_by_due(book: Book, bill: Statement) -> int:
    answers = (payment for payment in book.payments if payment.statement_id == bill.id)
    return sum(payment.amount for payment in answers if came_in_time(book, payment, bill))


def days_past_due(book: Book, day: date) -> int:
    """Days since the earliest due date whose least has not come until a day; 0 when nothing is past due."""
    for bill in sorted(book.statements, key=lambda bill: bill.due):
        if bill.due < day and _paid_since(book, bill, day) < bill.minimum_due:
            return (day - bill.due).days
    return 0


def past_due(book: Book, day: date) -> int:
    """Cents that are missing of the least that was due, by the newest bill whose due date is before a day."""
    missed = [bill for bill in book.statements if bill.due < day]
    newest = max(missed, key=lambda bill: bill.due, default=None)
    return max(0, newest.minimum_due - _paid_since(book, newest, day)) if newest else 0


def _paid_since(book: Book, bill: Statement, day: date) -> int:
    """What came after a bill closed until a day and was not sent back by then; a later payment pays an older bill."""
    return sum(
        payment.amount
        for payment in book.payments
        if bill.close < payment.credited_on <= day and (payment.returned_on is None or payment.returned_on > day)
    )


def kinds_of(book: Book) -> dict[str, str]:
    """The policy's kind of each fee and interest line that has one."""
    fees = {fee.line_id: FEE_KINDS[fee.kind] for fee in book.fees if fee.kind in FEE_KINDS}
    return fees | {row.line_id: INTEREST_KINDS[row.kind] for row in book.interest if row.kind in INTEREST_KINDS}


def given_of(book: Book, kinds: dict[str, str]) -> list[Given]:
    """The grants of the ledger. A gift that nobody asked for uses nothing up."""
    lines = {line.id: line for line in book.lines}
    targets = _targets(book)
    found = []
    for row in book.corrections:
        if row.kind == "goodwill" and row.note != GIFT and row.line_id in lines and lines[row.line_id].amount < 0:
            line, kind = lines[row.line_id], kinds.get(targets.get(row.target_id or "", ""), "service")
            found.append(Given(line.post_date, kind, -line.amount))
    return found


def _targets(book: Book) -> dict[str, str]:
    """The line that an id means: its own, or that of the fee or interest row."""
    fees = {fee.id: fee.line_id for fee in book.fees}
    interest = {row.id: row.line_id for row in book.interest}
    return fees | interest | {line.id: line.id for line in book.lines}


def flags_of(book: Book, line: Line, day: date, mistaken: bool) -> Iterator[str]:
    """The marks of a line by the rows that were there before a day."""
    yield from flags_of_account(book)
    if mistaken:
        yield "bank_error"
    kinds = {row.kind for row in _about(book, line, day)}
    if "temporary" in kinds:
        yield "disputed"
    if kinds & GIVEN_BACK:
        yield "already"


def flags_of_account(book: Book) -> Iterator[str]:
    """The marks of a customer and their account, whatever is asked about."""
    if book.customer.flags:
        yield "sensitive"
    if book.account.status not in ("open", "active"):
        yield "closed"


def _about(book: Book, line: Line, day: date) -> Iterator[Correction]:
    """Credits for a line that were there before a day."""
    posted, targets = {one.id: one.post_date for one in book.lines if one.type is LineType.CREDIT}, _targets(book)
    for row in book.corrections:
        if targets.get(row.target_id or "") == line.id and posted.get(row.line_id, day) < day:
            yield row


def mistakes_of(book: Book, broken: Iterable[Violation] | None = None) -> frozenset[str]:
    """The lines that we charged wrongly, by what the invariants of the books found."""
    mistakes = [violation for violation in (check(book) if broken is None else broken) if violation.is_our_mistake]
    subjects = {violation.subject for violation in mistakes}
    # Interest that a bill got wrong, or left out, says nothing about the fee that the same bill led to.
    events = {violation.subject for violation in mistakes if violation.code != "interest_wrong"}
    answered = {payment.id: payment.statement_id for payment in book.payments}
    found = {line.id for line in book.lines if line.id in subjects}
    for fee in book.fees:
        if fee.id in subjects or events & {fee.trigger_id, answered.get(fee.trigger_id or "")}:
            found.add(fee.line_id)
    return frozenset(found | {row.line_id for row in book.interest if row.id in subjects})
