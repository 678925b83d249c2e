"""Answers "did you get my payment?": from the line of the payment that is meant, or that none like it has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from candor.billing.explanation import Detail
from candor.billing.records import Book, Line, LineType
from candor.conversation.replies import Reply
from candor.services.explain.telling import WANT_PERSON, Told, ask_which, tell_line
from candor.services.find.clues import Clues, Wanted, read_clues

__all__ = ["check_payment"]

MOST_CHOICES = 3


def check_payment(book: Book, wanted: Wanted, today: date) -> Told:
    """The payment of the amount or the day that was said, else the newest; one that came back again is told as that.

    None like it: says so, with the newest ones to choose from. None at all: says so, and offers a person.
    """
    paid = sorted(
        (line for line in book.lines if line.type is LineType.PAYMENT and line.amount < 0 and line.post_date <= today),
        key=lambda line: (line.post_date, line.id),
        reverse=True,
    )
    if not paid:
        return Told((Reply("utter_no_payment", cites=(book.account.id,)),), asked=WANT_PERSON)
    fitting = _fitting(book, paid, read_clues(wanted, today), today)
    if fitting:
        return tell_line(book, fitting[0].id, today, Detail(book.customer.detail_level))
    return ask_which(book, [line.id for line in paid[:MOST_CHOICES]], today, "utter_no_such_payment")


def _fitting(book: Book, paid: Iterable[Line], clues: Clues, today: date) -> list[Line]:
    """Of the day or month, and of the amount (or as many whole dollars), newest first."""
    received = {row.line_id: row.credited_on for row in book.payments}
    said = clues.amounts or clues.numbers
    days = clues.days if clues.days and clues.days[0] <= today else None
    return [
        line
        for line in paid
        if not days or any(days[0] <= on <= days[1] for on in (line.post_date, received.get(line.id, line.txn_date)))
        if not said or -line.amount in said or -line.amount // 100 * 100 in said
    ]
