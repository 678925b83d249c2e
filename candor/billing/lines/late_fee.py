"""A late fee with its sum, checked against the ledger before it is told (domain 1.2; 12 CFR 1026.10, 1026.52(b)).

The fee is at most min(tier, minimum due), and there is none beside a returned-payment fee for the same bill. The tier
is the higher one when another payment was late for one of the six bills before. A payment is on time when it reached us
by the cut-off hour of the due date in the account's time zone.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime

from candor.billing.days import spoken_hour
from candor.billing.explanation import Explanation, Mistake, NextStep, Role, Step
from candor.billing.lines import fee as any_fee
from candor.billing.lines import penalty
from candor.billing.page import Page
from candor.billing.receipts import counts_on, cut_off
from candor.billing.records import Fee, Line, Payment, Statement
from candor.billing.tariff import late_fee_cap


@dataclass(frozen=True)
class LateFee:
    """What the ledger says about one late fee, in cents.

    `covered_by` is the payment that made up the minimum due; `beside` the fee that was charged first for this event.
    """

    fee: Fee
    bill: Statement
    deadline: datetime
    paid_in_time: int
    payments: tuple[Payment, ...]
    covered_by: Payment | None
    earlier: Fee | None
    beside: Fee | None
    tier: int

    @property
    def on_time(self) -> bool:
        return self.paid_in_time >= self.bill.minimum_due

    @property
    def most(self) -> int:
        """The most that may be charged; nothing when the payment was on time, or beside another fee for it."""
        return 0 if self.on_time or self.beside else late_fee_cap(self.tier, self.bill.minimum_due)

    @property
    def wrong(self) -> str:
        """Which rule is broken when it is too much."""
        return "on_time" if self.on_time else "two_fees" if self.beside else "above_cap"

    @property
    def too_much(self) -> int:
        return max(0, self.fee.amount - self.most)


def explained(page: Page, line: Line) -> Explanation | None:
    """None when the line is no late fee, or when a bill that it needs is not in the book."""
    fee = any_fee.fee_of(page, line)
    case = assess(page, fee) if fee and fee.kind == "late" else None
    if case is None or not (case.on_time or case.beside or penalty.is_checkable(page, case.fee, case.bill)):
        return None
    back = any_fee.given_back(page, line)
    wrong = case.too_much > 0 and not back
    return Explanation(
        kind="late_fee",
        variant=_variant(page, case, bool(back)),
        line_id=line.id,
        facts=_facts(page, line, case) | any_fee.back_facts(page, back),
        cites=_cites(line, case) + tuple(credit.id for credit in back),
        detail=page.detail,
        sum_as="fee" if case.fee.amount != case.most else "",
        sum_variant=_sum_variant(case),
        steps=_steps(page, case),
        mistake=Mistake(case.wrong, page.money(case.too_much)) if wrong else None,
        next_step=NextStep.NONE if back else NextStep.ASK_PERSON,
        details={"due": page.say(case.bill.due)},
    )


def assess(page: Page, fee: Fee) -> LateFee | None:
    """The fee held against the bill, the payments and the fees before it; None without the bill."""
    bill = page.statement(fee.trigger_id)
    if bill is None:
        return None
    payments = _answering(page, bill)
    return LateFee(
        fee=fee,
        bill=bill,
        deadline=cut_off(page.book, bill.due),
        paid_in_time=sum(p.amount for p in payments if counts_on(page.book, p) <= bill.due),
        payments=payments,
        covered_by=_covering(payments, bill.minimum_due),
        earlier=penalty.earlier(page, fee.kind, bill),
        beside=penalty.first_for_event(page, fee, bill),
        tier=penalty.tier(page, fee, bill),
    )


def _answering(page: Page, bill: Statement) -> tuple[Payment, ...]:
    """Payments for this bill that their bank did not take back, oldest first."""
    later = page.index.bills[bisect_right(page.index.bills, bill.close, key=lambda row: row.close) :]
    until = later[0].close if later else None

    def answers(payment: Payment) -> bool:
        day = page.day(payment.received_at)
        return day > bill.close and (until is None or day <= until)

    known, unknown = page.index.payments_for.get(bill.id, ()), page.index.payments_for.get(None, ())
    found = (p for p in (*known, *filter(answers, unknown)) if not p.returned_on)
    return tuple(sorted(found, key=lambda p: p.received_at))


def _covering(payments: tuple[Payment, ...], minimum: int) -> Payment | None:
    total = 0
    for payment in payments:
        total += payment.amount
        if total >= minimum:
            return payment
    return None


def _variant(page: Page, case: LateFee, given_back: bool) -> str:
    if given_back:
        return "given_back"
    if case.too_much:
        return _mistaken(case)
    if case.covered_by is None:
        return "part_unpaid" if case.paid_in_time else "unpaid"
    if case.paid_in_time:
        return "part"
    return "cut_off" if page.day(case.covered_by.received_at) == case.bill.due else ""


def _mistaken(case: LateFee) -> str:
    if case.on_time and case.covered_by:
        return "mistake"
    return "twice" if case.beside else "too_high"


def _facts(page: Page, line: Line, case: LateFee) -> dict[str, str]:
    zone = page.book.customer.time_zone
    facts = {
        **any_fee.facts_of_fee(page, line),
        "due": page.say(case.bill.due),
        "closed": page.say(case.bill.close),
        "cut_off": spoken_hour(case.deadline, zone),
        "minimum": page.amount(case.bill.minimum_due),
        "paid_in_time": page.amount(case.paid_in_time),
        "most": page.amount(case.most),
        "right": page.amount(case.most),
        "too_much": page.amount(case.too_much),
    }
    beside = page.line(case.beside.line_id) if case.beside else None
    if beside:
        facts |= {"first_name": page.shop(beside).said, "first_date": page.say(beside.post_date)}
    if case.covered_by:
        instant = case.covered_by.received_at
        facts |= {"received": page.say(page.day(instant)), "received_hour": spoken_hour(instant, zone)}
    return facts | _earlier_facts(page, case)


def _earlier_facts(page: Page, case: LateFee) -> dict[str, str]:
    bill = page.statement(case.earlier.trigger_id) if case.earlier else None
    return {"earlier_due": page.say(bill.due)} if bill else {}


def _sum_variant(case: LateFee) -> str:
    if case.too_much:
        return "mistake"
    if case.fee.amount < case.most:
        return "less"
    return "repeat" if case.earlier else ""


def _steps(page: Page, case: LateFee) -> tuple[Step, ...]:
    beside = case.fee.amount - case.most
    name, role = ("too_much", Role.ADDED) if beside > 0 else ("let_off", Role.TAKEN)
    return (
        Step("tier", page.money(case.tier)),
        Step("minimum", page.money(case.bill.minimum_due)),
        Step("most", page.money(case.most), Role.ADDED),
        *((Step(name, page.money(abs(beside)), role),) if beside else ()),
        Step("charged", page.money(case.fee.amount), Role.RESULT),
    )


def _cites(line: Line, case: LateFee) -> tuple[str, ...]:
    paid = tuple(payment.id for payment in case.payments)
    others = tuple(fee.id for fee in (case.earlier, case.beside) if fee)
    return (line.id, case.fee.id, case.bill.id, *paid, *others)
