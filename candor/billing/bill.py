"""The bill in short: what it comes to, what arrived since, what is left to pay by when, and what is free to spend."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from candor.billing.index import index_of
from candor.billing.money import Money
from candor.billing.page import Page
from candor.billing.records import Book, Line, LineType, Statement

# What comes off the bill. Only payments count towards the minimum (domain 3.3: a credit is not a payment).
CREDITS = frozenset({LineType.REFUND, LineType.CREDIT})
PAYMENTS = frozenset({LineType.PAYMENT})


class BillState(StrEnum):
    """How the newest bill stands on a day."""

    NONE = "none"
    OWED_TO_CUSTOMER = "owed_to_customer"
    PAID = "paid"
    PAST_DUE = "past_due"
    OPEN = "open"
    PART_PAID = "part_paid"
    MINIMUM_MET = "minimum_met"


@dataclass(frozen=True)
class BillSummary:
    """All amounts in the account's currency, none of them estimated.

    `left` and `minimum_left` are what is still to pay of the newest bill; `past_due` is the part whose date, `missed`,
    has passed; `today` is what is owed with everything that is final by now. `pending` is set aside and counts only
    against `available`, which is None when the account's limit is not known (0, as of an import). `temporary_since` is
    the part of `credits_since` that can be taken back again. The next bill closes on `next_close`.
    """

    state: BillState
    statement: Statement | None
    balance: Money
    minimum: Money
    due: date | None
    paid_since: Money
    credits_since: Money
    temporary_since: Money
    left: Money
    minimum_left: Money
    past_due: Money
    missed: date | None
    new_since: Money
    today: Money
    pending: Money
    pending_count: int
    available: Money | None
    autopay: bool
    next_close: date
    cites: tuple[str, ...]


def summarise(book: Book, today: date) -> BillSummary:
    """The newest bill as it stands at the end of `today` (a calendar day in the account's time zone)."""
    page = Page(book, today)
    bills = index_of(book).bills_until(today)
    bill = bills[-1] if bills else None
    since = lines_after(book, bill.close if bill else None, today)
    paid, credited, new = _paid(since), -_sum(since, CREDITS), _sum(since, frozenset(LineType) - CREDITS - PAYMENTS)
    owed_now = (bill.new_balance if bill else 0) - paid - credited + new
    left = max(0, bill.new_balance - paid - credited) if bill else 0
    minimum_left = min(left, max(0, bill.minimum_due - paid)) if bill else 0
    missed = next((s for s in reversed(bills) if s.due < today), None)
    past_due = min(max(0, owed_now), _past_due(book, missed, today))
    holds, limit = tuple(page.open_holds()), book.account.limit
    set_aside = sum(hold.amount for hold in holds)
    return BillSummary(
        state=_state(bill, left, minimum_left, paid, past_due),
        statement=bill,
        balance=page.money(bill.new_balance if bill else 0),
        minimum=page.money(bill.minimum_due if bill else 0),
        due=bill.due if bill else None,
        paid_since=page.money(paid),
        credits_since=page.money(credited),
        temporary_since=page.money(-_temporary(book, since)),
        left=page.money(left),
        minimum_left=page.money(minimum_left),
        past_due=page.money(past_due),
        missed=missed.due if missed and past_due else None,
        new_since=page.money(new),
        today=page.money(owed_now),
        pending=page.money(set_aside),
        pending_count=len(holds),
        available=page.money(limit - owed_now - set_aside) if limit else None,
        autopay=book.account.autopay,
        next_close=next_close(book.account.cycle_day, today),
        cites=((bill.id,) if bill else ()) + tuple(line.id for line in since) + tuple(hold.id for hold in holds),
    )


def lines_after(book: Book, close: date | None, today: date) -> tuple[Line, ...]:
    """What became final after a bill closed, up to and with `today`; with no bill yet, all there is."""
    return index_of(book).days.after(close, today)


def _sum(lines: Iterable[Line], types: frozenset[LineType]) -> int:
    return sum(line.amount for line in lines if line.type in types)


def _temporary(book: Book, lines: Iterable[Line]) -> int:
    reasons = index_of(book).reasons
    return sum(line.amount for line in lines if any(why.kind == "temporary" for why in reasons.get(line.id, ())))


def _paid(lines: Iterable[Line]) -> int:
    """Payments less those that their bank took back (a payment line that raises the debt again)."""
    return -_sum(lines, PAYMENTS)


def next_close(cycle_day: int, today: date) -> date:
    """The next day on which a bill closes, after `today`; a short month's last day stands for a day it lacks."""
    year, month = today.year, today.month
    while (close := _day_of_month(year, month, cycle_day)) <= today:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return close


def _day_of_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _past_due(book: Book, bill: Statement | None, today: date) -> int:
    """What is missing of the minimum of the newest bill whose due date has passed; it includes older arrears."""
    return max(0, bill.minimum_due - _paid(lines_after(book, bill.close, today))) if bill else 0


def _state(bill: Statement | None, left: int, minimum_left: int, paid: int, past_due: int) -> BillState:
    if bill is None:
        return BillState.NONE
    if past_due:
        return BillState.PAST_DUE
    if bill.new_balance < 0:
        return BillState.OWED_TO_CUSTOMER
    if left == 0:
        return BillState.PAID
    if minimum_left == 0:
        return BillState.MINIMUM_MET
    return BillState.PART_PAID if paid > 0 else BillState.OPEN
