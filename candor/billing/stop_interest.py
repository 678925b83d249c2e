"""What to pay, and by when, so that no more interest is added (the grace table of domain 1.1).

Two bills in a row paid in full by their due days keep purchases free of interest. After a bill that was not, interest
runs until a bill is paid in full; what ran until that payment stands on the next bill once more (trailing interest).
Cash costs interest from its first day to the day it is paid.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from candor.billing.bill import next_close, summarise
from candor.billing.index import Index, index_of
from candor.billing.money import Money
from candor.billing.page import Page
from candor.billing.receipts import cut_off_hour
from candor.billing.records import Book, Line, LineType, Payment, Statement

OFFERS = frozenset({"deferred", "transfer_offer", "instalment"})
COUNTS = frozenset({LineType.PAYMENT, LineType.REFUND, LineType.CREDIT})


class StopCase(StrEnum):
    """How it stands with interest.

    NO_BILL: nothing to go by yet. NOTHING: paid in full, none is added. LAST: paid in full, and interest until that
    payment comes once more. PAY: pay in full by the due day and none is added. PAY_THEN_LAST: the same, and interest
    until the payment comes once more. RUNNING: the due day has passed, and interest is added for each day.
    """

    NO_BILL = "no_bill"
    NOTHING = "nothing"
    LAST = "last"
    PAY = "pay"
    PAY_THEN_LAST = "pay_then_last"
    RUNNING = "running"


@dataclass(frozen=True)
class StopInterest:
    """`amount` is what to pay: the rest of the bill, or all that is owed today when its due day has passed.

    `by` is the last day for it (None: as soon as one can), `hour` the hour at which that day ends. `next_close` and
    `next_due` are those of the bill to come. `cash`: money was taken as cash and may not be paid yet. `offer_until` is
    the end of an offer under which a part of the bill may wait.
    """

    case: StopCase
    amount: Money
    by: date | None
    hour: int
    next_close: date
    next_due: date | None
    cash: bool
    offer_until: date | None
    cites: tuple[str, ...]


def to_stop_interest(book: Book, today: date) -> StopInterest:
    """What is to be paid as of `today`, a calendar day in the account's time zone."""
    page, bill = Page(book, today), summarise(book, today)
    statements = page.index.bills_until(today)
    case = _case(book, statements, today, bill.left.cents)
    amount = {StopCase.PAY: bill.left, StopCase.PAY_THEN_LAST: bill.left, StopCase.RUNNING: bill.today}
    cash = _unpaid_cash(book, statements, today)
    offers = [plan for plan in book.plans if plan.kind in OFFERS and plan.starts <= today <= plan.ends]
    return StopInterest(
        case=case,
        amount=amount.get(case, page.money(0)),
        by=bill.due if case in (StopCase.PAY, StopCase.PAY_THEN_LAST) else None,
        hour=cut_off_hour(book.account.terms),
        next_close=next_close(book.account.cycle_day, today),
        next_due=same_day_next_month(bill.due) if bill.due else None,
        cash=bool(cash),
        offer_until=max((plan.ends for plan in offers), default=None),
        cites=(*bill.cites, *cash, *(plan.id for plan in offers)) or (book.account.id,),
    )


def paid_in_full(book: Book, bill: Statement, until: date) -> bool:
    """Whether payments, refunds and credits by a day (that day counted) came to the whole balance of a bill.

    A payment that its bank took back counts as never received, on any day.
    """
    index = index_of(book)
    came = -sum(
        line.amount
        for kind in COUNTS
        for line in index.of_day(kind).after(bill.close, until)
        if not any(paid.returned_on for paid in _payments_of(index, line))
    )
    return came >= bill.new_balance


def _payments_of(index: Index, line: Line) -> tuple[Payment, ...]:
    """The payment of a line, or the one that it takes back."""
    back = index.payments.get(line.reversal_of, ()) if line.reversal_of else ()
    return (*index.payments.get(line.id, ()), *back)


def same_day_next_month(day: date) -> date:
    """Bills are due on the same day of each month (domain 1.1)."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _case(book: Book, statements: Sequence[Statement], today: date, left: int) -> StopCase:
    if not statements:
        return StopCase.NO_BILL
    newest = statements[-1]
    before = statements[-2] if len(statements) > 1 else None
    free = before is None or paid_in_full(book, before, before.due)
    if today <= newest.due:
        if left:
            return StopCase.PAY if free else StopCase.PAY_THEN_LAST
        return StopCase.NOTHING if free else StopCase.LAST
    if paid_in_full(book, newest, newest.due):
        return StopCase.NOTHING if free else StopCase.LAST
    return StopCase.RUNNING if left else StopCase.LAST


def _unpaid_cash(book: Book, statements: Sequence[Statement], today: date) -> tuple[str, ...]:
    """Cash taken since the newest bill that has been paid in full: it may still cost interest each day."""
    taken = index_of(book).of_day(LineType.CASH_ADVANCE).after(None, today)
    # A bill before the first of it says nothing of it: without cash no bill is looked at.
    bills = [bill for bill in statements if any(line.post_date <= bill.close for line in taken)]
    paid = next((bill for bill in reversed(bills) if paid_in_full(book, bill, today)), None)
    return tuple(line.id for line in taken if paid is None or line.post_date > paid.close)
