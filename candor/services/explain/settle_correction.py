"""Puts our own mistakes right by itself: money in the journal, the credit on the bill, the promise kept.

An amount that is known is given back in full, with the interest it caused, uncapped and uncounted (domain 3.2, G-COR).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from candor.billing.explanation import Mistake
from candor.billing.interest.caused import caused_interest
from candor.billing.journal import CUSTOMER, Why
from candor.billing.lines import NoSuchLine, explain
from candor.billing.records import Book, Line, LineType
from candor.clock import day_in
from candor.conversation.corrections import OpenCorrection
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.due_work import DueWork

SETTLE = "correction"
"""The kind of due work; its subject is the correction."""
# A turn that is tried again in the meantime tells what the first try told.
SETTLE_AFTER = timedelta(minutes=2)
LOOK_EVERY = timedelta(days=1)
LEDGERS = {LineType.FEE: "fees", LineType.INTEREST: "interest"}
OTHER_LEDGER, INTEREST = "conversion", "interest"


def settle_correction(tx: Transaction, tools: Tools, work: DueWork, now: datetime) -> None:
    """Posts what is still too much on the line, once for a line, and keeps the promise.

    What was given back meanwhile, by whomever, is not given again. A mistake without an amount (a payment that counts
    from too late a day) is a person's to put right: it is looked at each day until that is done.
    """
    known = tx.corrections.get(work.subject)
    if known is None:
        return
    book = tx.ledger.book(known.customer_id)
    wrong = _mistake(book, known, now)
    if wrong is not None and wrong.amount.cents == 0:
        tx.due_work.add(SETTLE, known.id, now + LOOK_EVERY)
        return
    if wrong is not None:
        _post(tx, book, known, wrong.amount.cents, now)
    tx.promises.keep(tx.corrections.promise_of(known.id), now)


def _mistake(book: Book, known: OpenCorrection, now: datetime) -> Mistake | None:
    try:
        return explain(book, known.line_id, day_in(book.customer.time_zone, now)).mistake
    except NoSuchLine:
        return None


def _post(tx: Transaction, book: Book, known: OpenCorrection, cents: int, now: datetime) -> None:
    line = next(row for row in book.lines if row.id == known.line_id)
    caused = caused_interest(book, line, cents)
    tx.journal.post(
        key=f"correction:{line.id}",
        account_id=book.account.id,
        why=Why.CORRECTION,
        legs=_legs(line, cents, caused),
        at=now,
        refs={"target": line.id, "correction": known.id, "note": known.rule},
    )
    ids = {"correction": known.id, "line": line.id, "cents": cents, "interest": caused}
    tx.trail.add(now, actor="bot", act="correction_posted", subject=known.conversation_id, **ids)


def _legs(line: Line, cents: int, caused: int) -> list[tuple[str, int]]:
    given = {LEDGERS.get(line.type, OTHER_LEDGER): cents}
    given[INTEREST] = given.get(INTEREST, 0) + caused
    return [(CUSTOMER, -cents - caused), *((name, amount) for name, amount in given.items() if amount)]
