"""Payments: on time, late, returned, or held back by the bank's own mistake; and the fees that follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from candor.billing.records import Line, LineType, Payment, Statement
from candor.importing.sample.arithmetic import penalty
from candor.importing.sample.cycles import BILLED
from candor.importing.sample.life import Life, Receipt
from candor.importing.sample.recipe import Pay

TIER_LASTS = 6
NO_MONEY = "R01"


def plan_payments(life: Life, bill: Statement, number: int) -> None:
    """Puts on the agenda how this bill is paid, and the look at the day after it was due."""
    for way in life.person.payments.get(number - BILLED - 1, [life.person.pays]):
        if way.how != "none":
            credited = bill.due + timedelta(days=way.shift + way.credited)
            life.on(credited, _payment(life, bill, number, way, credited))
    day_after = bill.due + timedelta(days=1)
    life.on(day_after, lambda: _look_for_minimum(life, bill, number))


def _payment(life: Life, bill: Statement, number: int, way: Pay, credited: date) -> Callable[[], None]:
    def act() -> None:
        amount = _amount(life, bill, way, credited)
        if amount > 0:
            payment = _pay(life, bill, way, amount, credited)
            if way.returned:
                back = credited + timedelta(days=way.returned)
                life.on(back, lambda: _return(life, bill, number, payment, back))

    return act


def _amount(life: Life, bill: Statement, way: Pay, day: date) -> int:
    if way.how == "minimum":
        return bill.minimum_due - life.received_by(day, only_payments=True)
    if way.how == "fixed":
        return min(way.amount, life.ledger.total)
    open_minimum = bill.minimum_due - life.received_by(day, only_payments=True)
    return max(bill.new_balance - life.received_by(day) - way.short, open_minimum if way.short else 0)


def _pay(life: Life, bill: Statement, way: Pay, amount: int, credited: date) -> Payment:
    journal, received = life.journal, credited - timedelta(days=way.credited)
    row_id = journal.ids.new("p")
    open_minimum = max(bill.minimum_due - life.received_by(credited, only_payments=True), 0)
    offer = life.deferred
    promo_first = offer is not None and credited <= offer.ends and (offer.ends - credited).days <= 61
    allocation = life.ledger.pay(credited, amount, open_minimum, row_id, promo_first=promo_first)
    life.receipts.append(Receipt(credited, amount, True, row_id))
    line = _line(life, -amount, "PAYMENT RECEIVED - THANK YOU", credited, received)
    moment = journal.instant(received, way.at)
    row = Payment(row_id, journal.account.id, line.id, amount, moment, credited, bill.id, allocation=allocation)
    journal.payments.append(row)
    return row


def _line(life: Life, amount: int, words: str, post: date, txn: date, reversal_of: str | None = None) -> Line:
    return life.journal.post(LineType.PAYMENT, amount, words, post, txn_date=txn, reversal_of=reversal_of)


def _return(life: Life, bill: Statement, number: int, payment: Payment, day: date) -> None:
    life.ledger.unpay(payment.id)
    if life.deferred and life.deferred.ends < day:
        # What it had seemed to pay of an offer was never paid when the offer ended.
        life.ledger.end_offer(life.deferred.ends + timedelta(days=1))
    life.receipts = [receipt for receipt in life.receipts if receipt.source != payment.id]
    _line(life, payment.amount, "PAYMENT RETURNED", day, day, payment.line_id)
    rows = life.journal.payments
    rows[rows.index(payment)] = replace(payment, returned_on=day, return_code=NO_MONEY)
    _charge(life, "returned", "RETURNED PAYMENT FEE", bill, number, day, payment.id)


def _look_for_minimum(life: Life, bill: Statement, number: int) -> None:
    """The morning after the due day: was the minimum credited by then?"""
    if life.received_by(bill.due, only_payments=True) < bill.minimum_due and life.ledger.total > 0:
        _charge(life, "late", "LATE FEE", bill, number, bill.due + timedelta(days=1), bill.id)


def _charge(life: Life, kind: str, words: str, bill: Statement, number: int, day: date, trigger: str) -> None:
    """One event has one penalty: a bill that was paid late or whose payment came back is not charged for both."""
    if any(n == number for _, n in life.penalties):
        return
    terms = life.journal.account.terms
    repeated = any(k == kind and number - n <= TIER_LASTS for k, n in life.penalties)
    amount = penalty(terms.late_fee_first, terms.late_fee_repeat, repeated=repeated, minimum=bill.minimum_due)
    life.penalties.append((kind, number))
    life.charge_fee(kind, amount, words, day, trigger)
