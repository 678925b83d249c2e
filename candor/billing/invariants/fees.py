"""Fees: each has its reason, its price, its cap, and an event of its own (invariant 5, domain 1.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from candor.billing.invariants.payments import came_in_time
from candor.billing.invariants.statements import in_order
from candor.billing.invariants.violation import Violation
from candor.billing.money import half_up
from candor.billing.records import Book, Fee, Line, LineType, Payment, Statement

CYCLES_A_TIER_LASTS = 6
PENALTIES = ("late", "returned")


def reasons(book: Book) -> Iterator[Violation]:
    lines = {line.id: line for line in book.lines if line.type == LineType.FEE}
    told = Counter(fee.line_id for fee in book.fees)
    for line_id in lines:
        if told[line_id] != 1:
            yield Violation("fee_without_reason", line_id, f"{told[line_id]} reasons")
    for fee in book.fees:
        line = lines.get(fee.line_id)
        if line is None or line.amount != fee.amount:
            yield Violation("fee_differs", fee.id, f"{fee.amount} is not on its line")


def caps(book: Book) -> Iterator[Violation]:
    """A late or returned-payment fee is at most its tier, and at most the minimum that was due (12 CFR 1026.52(b))."""
    terms, seen = book.account.terms, list[tuple[str, int]]()
    place = {bill.id: number for number, bill in enumerate(in_order(book))}
    for fee, bill in sorted(_penalties(book), key=lambda pair: place[pair[1].id]):
        number = place[bill.id]
        repeat = any(kind == fee.kind and 0 < number - n <= CYCLES_A_TIER_LASTS for kind, n in seen)
        cap = min(terms.late_fee_repeat if repeat else terms.late_fee_first, bill.minimum_due)
        if fee.amount > cap:
            yield Violation("fee_above_cap", fee.id, f"{fee.amount} is above {cap}")
        seen.append((fee.kind, number))


def one_for_each_event(book: Book) -> Iterator[Violation]:
    """Never two penalty fees for one event: late and returned for the same bill are one (12 CFR 1026.52(b)(2)(ii))."""
    for bill_id, count in Counter(bill.id for _, bill in _penalties(book)).items():
        if count > 1:
            yield Violation("two_fees_for_one_event", bill_id, f"{count} penalty fees")
    over_limit = Counter(fee.trigger_id or "" for fee in book.fees if fee.kind == "overlimit")
    for bill_id, count in over_limit.items():
        if count > 1:
            yield Violation("two_fees_for_one_event", bill_id, f"{count} over-limit fees")


def late_is_due(book: Book) -> Iterator[Violation]:
    """A late fee needs a minimum that did not come in time; money counts when it was received (12 CFR 1026.10)."""
    for fee, bill in _penalties(book):
        in_time = sum(p.amount for p in book.payments if p.statement_id == bill.id and came_in_time(book, p, bill))
        if fee.kind == "late" and in_time >= bill.minimum_due:
            yield Violation("late_fee_not_due", fee.id, f"{in_time} of {bill.minimum_due} came in time")


def over_limit_allowed(book: Book) -> Iterator[Violation]:
    """Needs the customer's consent before it, and is at most the excess (12 CFR 1026.56)."""
    lines = {line.id: line for line in book.lines}
    for fee in book.fees:
        line = lines.get(fee.line_id)
        if fee.kind != "overlimit" or line is None:
            continue
        consent = book.account.overlimit_optin_on
        if consent is None or consent > line.post_date:
            yield Violation("over_limit_without_consent", fee.id, str(consent))
        if fee.amount > _most_over_limit(book, fee, line):
            yield Violation("fee_above_cap", fee.id, f"{fee.amount} is more than the excess")


def priced(book: Book) -> Iterator[Violation]:
    """Fees that are a share of something are exactly that share."""
    terms, amounts = book.account.terms, {line.id: line.amount for line in book.lines}
    share = {
        "foreign": (terms.foreign_fee_bp, 0),
        "cash": (terms.cash_fee_bp, terms.cash_fee_least),
        "transfer": (terms.transfer_fee_bp, terms.transfer_fee_least),
    }
    for fee in book.fees:
        if fee.kind in share and fee.trigger_id in amounts:
            points, least = share[fee.kind]
            price = max(least, half_up(Fraction(amounts[fee.trigger_id] * points, 10_000)))
            if fee.amount != price:
                yield Violation("fee_price", fee.id, f"{fee.amount} is not {price}")
        if fee.kind == "annual" and fee.amount != terms.annual_fee:
            yield Violation("fee_price", fee.id, f"{fee.amount} is not {terms.annual_fee}")


def _penalties(book: Book) -> list[tuple[Fee, Statement]]:
    """Late and returned-payment fees, each with the bill whose payment it is about."""
    bills = {bill.id: bill for bill in book.statements}
    payments: dict[str, Payment] = {payment.id: payment for payment in book.payments}
    found = []
    for fee in book.fees:
        if fee.kind in PENALTIES:
            payment = payments.get(fee.trigger_id or "")
            bill = bills.get((payment.statement_id if payment else fee.trigger_id) or "")
            found += [(fee, bill)] if bill else []
    return found


def _most_over_limit(book: Book, fee: Fee, line: Line) -> int:
    """How far the balance had gone over the limit before the fee, in its cycle, in cents; our own charges left out."""
    bill = next((bill for bill in book.statements if bill.id == fee.trigger_id), None)
    if bill is None:
        return 0
    before = [n for n in book.lines if n.statement_id == bill.id and n.post_date < line.post_date]
    own = [n for n in before if n.type not in (LineType.FEE, LineType.INTEREST)]
    days = sorted({n.post_date for n in own})
    balances = [bill.previous + sum(n.amount for n in own if n.post_date <= day) for day in days]
    return max([*balances, bill.previous]) - book.account.limit
