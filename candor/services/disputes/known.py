"""What the ledger knows of a disputed line, so that nobody is asked for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from candor.billing.records import Book, Line, LineType
from candor.disputes.reasons import Reason

BY_CUSTOMER = frozenset({LineType.PURCHASE, LineType.CASH_ADVANCE})
OLD_DAYS = 730
"""Older than any network's or law's window that we keep: a person looks at what rights are left."""


def known_facts(book: Book, line: Line, reason: Reason) -> dict[str, Any]:
    """The facts of this reason that our rows tell, as JSON can hold them."""
    facts: dict[str, Any] = {"line": line.id}
    match reason:
        case Reason.DUPLICATE:
            twin = _twin(book, line)
            return {**facts, "other_line": twin} if twin else facts
        case Reason.CANCELLED_RECURRING:
            ended = [
                one.cancelled_on
                for one in book.subscriptions
                if one.merchant_id == line.merchant_id and one.cancelled_on
            ]
            return {**facts, "cancelled_on": max(ended).isoformat()} if line.merchant_id and ended else facts
        case Reason.CREDIT_NOT_PROCESSED:
            return {**facts, **_refund(book, line)}
        case Reason.UNRECOGNISED:
            return {**facts, "card_holders": ", ".join(card.holder for card in book.cards), "alias_shown": True}
        case Reason.WRONG_CURRENCY:
            return {**facts, "currency_offered": line.original_currency or line.currency}
    return facts


def _twin(book: Book, line: Line) -> str | None:
    near = (
        one.id
        for one in book.lines
        if one.id != line.id and one.type is line.type and one.amount == line.amount
        and one.descriptor == line.descriptor and abs((one.post_date - line.post_date).days) <= 3
    )  # fmt: skip
    return next(near, None)


def _refund(book: Book, line: Line) -> dict[str, Any]:
    found = next((refund for refund in book.refunds if refund.purchase_id == line.id and not refund.line_id), None)
    if found is None:
        return {}
    told = {"refund_on": found.accepted_on.isoformat(), "refund_amount": found.amount}
    return {**told, "credit_slip": found.credit_slip} if found.credit_slip else told


def refunded(book: Book, line: Line) -> Line | None:
    """The line by which the shop gave all of it back already; None when it did not."""
    by_promise = {refund.line_id for refund in book.refunds if refund.purchase_id == line.id and refund.line_id}
    back = (one for one in book.lines if one.reversal_of == line.id or one.id in by_promise)
    return next((one for one in back if one.amount < 0 and -one.amount >= line.amount), None)


def is_old(line: Line, today: date) -> bool:
    return (today - line.post_date).days > OLD_DAYS
