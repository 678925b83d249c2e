"""Pays grants that wait for a payment: by itself, once, when what was past due has come; ends them when it did not."""

from __future__ import annotations

from datetime import date, datetime

from candor.billing.records import Book
from candor.clock import day_in
from candor.goodwill.granted import Granted, State
from candor.goodwill.history import days_past_due
from candor.services.goodwill.give import LOOK, LOOK_EVERY, post
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.due_work import DueWork


def settle_goodwill(tx: Transaction, customer_id: str, now: datetime) -> tuple[Granted, ...]:
    """The grants of this customer that were paid now. To be called whenever a payment came, or a day told has passed.

    A payment counts by the day it is credited on: one that came in time pays, however late we look.
    """
    account = tx.ledger.account(customer_id)
    tx.goodwill.hold(account.id)
    waiting = tx.goodwill.waiting(account.id)
    if not waiting:
        return ()
    book = tx.ledger.book(customer_id)
    today = day_in(book.customer.time_zone, now)
    return tuple(grant for grant in waiting if _settled(tx, book, grant, today, now))


def look_again(tx: Transaction, tools: Tools, work: DueWork, now: datetime) -> None:
    """What is done each day for a customer whose grant waits (due work LOOK), until none does."""
    settle_goodwill(tx, work.subject, now)
    if tx.goodwill.waiting(tx.ledger.account(work.subject).id):
        tx.due_work.add(LOOK, work.subject, now + LOOK_EVERY)


def _settled(tx: Transaction, book: Book, grant: Granted, today: date, now: datetime) -> bool:
    """Whether it was paid; one whose day has passed without the payment ends, and the month has its money back."""
    assert grant.pay_by
    if days_past_due(book, min(today, grant.pay_by)) == 0:
        if tx.goodwill.settle(grant, State.PAID, now):
            post(tx, grant, now)
            _note(tx, grant, "goodwill_paid", now)
            return True
    elif today > grant.pay_by and tx.goodwill.settle(grant, State.EXPIRED, now):
        tx.goodwill.give_back(grant.month, grant.cents)
        _note(tx, grant, "goodwill_expired", now)
    return False


def _note(tx: Transaction, grant: Granted, act: str, now: datetime) -> None:
    made = tx.goodwill.decision(grant.id)
    subject = (made.conversation_id if made else None) or grant.account_id
    tx.trail.add(now, actor="bot", act=act, subject=subject, decision=grant.id, line=grant.line_id, cents=grant.cents)
