"""Answers anger with what may be behind it: the fees and interest of the newest bill, each with a button (voice)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from candor.billing.page import Page
from candor.billing.records import Book, Line, LineType
from candor.conversation.replies import Reply
from candor.services.explain.telling import Told, ask_which

PRICES = (LineType.FEE, LineType.INTEREST)
MOST_SHOWN = 3


def answer_anger(book: Book, today: date) -> Told:
    """The sum of what we charged since the last bill but one, and its lines to look at; without any, a way to go on."""
    charged = _charged(book, today)
    if not charged:
        return Told((Reply("utter_anger"),))
    total = Page(book, today).amount(sum(line.amount for line in charged))
    told = ask_which(book, [line.id for line in charged[:MOST_SHOWN]], today, "utter_anger_fees", {"total": total})
    # The sum stands on all of them, also on those without a button.
    return replace(told, replies=(replace(told.replies[0], cites=tuple(line.id for line in charged)),))


def _charged(book: Book, today: date) -> list[Line]:
    """Fees and interest of the newest bill and since, newest first."""
    closed = sorted(bill.close for bill in book.statements if bill.close < today)
    since = closed[-2] if len(closed) > 1 else date.min
    given_back = {line.reversal_of for line in book.lines}
    prices = (line for line in book.lines if line.type in PRICES and line.amount > 0 and line.id not in given_back)
    lines = (line for line in prices if since < line.post_date <= today)
    return sorted(lines, key=lambda line: (line.post_date, line.id), reverse=True)
