"""Answers "how much do I owe, and by when?" from the newest bill and what arrived since."""

from __future__ import annotations

from datetime import date

from candor.billing.bill import BillState, BillSummary, summarise
from candor.billing.days import spoken
from candor.billing.money import Money
from candor.billing.records import Book
from candor.conversation.replies import Reply
from candor.services.telling import Told

__all__ = ["summarise_bill"]

# The states in which something is still to pay, so that a payment set up to go by itself is worth saying.
TO_PAY = frozenset({BillState.OPEN, BillState.PART_PAID, BillState.MINIMUM_MET})


def summarise_bill(book: Book, today: date) -> Told:
    """The bill in one reply, and in a second one what is pending and free to spend when something is pending."""
    bill = summarise(book, today)
    replies = [Reply(_response(bill, today), _facts(bill, today), bill.cites or (book.account.id,))]
    if bill.pending_count:
        replies.append(Reply(_pending_response(bill), _facts(bill, today), bill.cites))
    return Told(tuple(replies))


def _response(bill: BillSummary, today: date) -> str:
    """The state of the bill, and whether its date has passed or autopay will see to it."""
    name = f"utter_bill_summary_{bill.state}"
    if bill.state is BillState.MINIMUM_MET and bill.due and bill.due < today:
        return f"{name}_after_due"
    if bill.state is BillState.PAST_DUE and bill.missed != bill.due:
        return f"{name}_older"
    return f"{name}_autopay" if bill.autopay and bill.state in TO_PAY else name


def _pending_response(bill: BillSummary) -> str:
    if bill.available.cents < 0:
        return "utter_bill_pending_over_limit"
    return "utter_bill_pending_one" if bill.pending_count == 1 else "utter_bill_pending"


def _facts(bill: BillSummary, today: date) -> dict[str, str]:
    amounts = {
        "balance": abs(bill.balance),
        "minimum": bill.minimum,
        "paid": bill.paid_since,
        "credits": bill.credits_since,
        "arrived": bill.paid_since + bill.credits_since,
        "left": bill.left,
        "minimum_left": bill.minimum_left,
        "past_due": bill.past_due,
        "new": bill.new_since,
        "today": bill.today,
        "pending": bill.pending,
        "available": bill.available,
        "over": Money(max(0, -bill.available.cents), bill.available.currency),
    }
    days = {
        "due": bill.due,
        "closed": bill.statement.close if bill.statement else None,
        "missed": bill.missed,
        "next_close": bill.next_close,
    }
    facts = {name: str(amount) for name, amount in amounts.items()}
    facts |= {name: spoken(day, today) for name, day in days.items() if day}
    return facts | {"pending_count": str(bill.pending_count)}
