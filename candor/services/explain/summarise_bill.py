"""Answers "how much do I owe, and by when?" from the newest bill and what arrived since."""

from __future__ import annotations

from datetime import date

from candor.billing.bill import BillState, BillSummary, summarise
from candor.billing.days import spoken
from candor.billing.money import Money
from candor.billing.records import Book
from candor.conversation.replies import Reply
from candor.services.explain.telling import Told

__all__ = ["summarise_bill", "what_is_due"]

# The states in which something is still to pay, so that a payment set up to go by itself is worth saying.
TO_PAY = frozenset({BillState.OPEN, BillState.PART_PAID, BillState.MINIMUM_MET})
# The states in which nothing is to pay and all that is final by now is told: it may be that we owe the customer.
SETTLED = frozenset({BillState.NONE, BillState.PAID})


def summarise_bill(book: Book, today: date) -> Told:
    """What is due, and in a last reply what is pending and free to spend when something is pending."""
    bill = summarise(book, today)
    due = what_is_due(book, today)
    if not bill.pending_count:
        return due
    return Told((*due.replies, Reply(_pending_response(bill), _facts(bill, today), bill.cites)))


def what_is_due(book: Book, today: date) -> Told:
    """The bill in one reply, and in a second one the refunds and credits since it when there are any."""
    bill = summarise(book, today)
    names = (_response(bill, today), *_credits_response(bill))
    return Told(tuple(Reply(name, _facts(bill, today), bill.cites or (book.account.id,)) for name in names))


def _response(bill: BillSummary, today: date) -> str:
    """The state of the bill, and whether its date has passed or autopay will see to it."""
    name = f"utter_bill_summary_{bill.state}"
    if bill.state in SETTLED and bill.today.cents < 0:
        return f"{name}_owed"
    if bill.state is BillState.MINIMUM_MET and bill.due and bill.due < today:
        return f"{name}_after_due"
    if bill.state is BillState.PAST_DUE and bill.missed != bill.due:
        return f"{name}_older"
    return f"{name}_autopay" if bill.autopay and bill.state in TO_PAY else name


def _credits_response(bill: BillSummary) -> tuple[str, ...]:
    """What came off the bill without being a payment; empty when nothing did, or when there was nothing to pay."""
    credited, temporary = bill.credits_since.cents, bill.temporary_since.cents
    if bill.balance.cents <= 0 or not credited:
        return ()
    if credited < 0:
        return ("utter_bill_credits_taken_back",)
    if 0 < temporary < credited:
        return ("utter_bill_credits_part_temporary",)
    return ("utter_bill_credits_temporary" if temporary == credited else "utter_bill_credits",)


def _pending_response(bill: BillSummary) -> str:
    one = bill.pending_count == 1
    if bill.available is None:
        return "utter_bill_pending_one_no_limit" if one else "utter_bill_pending_no_limit"
    if bill.available.cents < 0:
        return "utter_bill_pending_over_limit"
    return "utter_bill_pending_one" if one else "utter_bill_pending"


def _facts(bill: BillSummary, today: date) -> dict[str, str]:
    amounts = {
        "balance": abs(bill.balance),
        "minimum": bill.minimum,
        "paid": bill.paid_since,
        "credits": abs(bill.credits_since),
        "temporary": bill.temporary_since,
        "left": bill.left,
        "minimum_left": bill.minimum_left,
        "past_due": bill.past_due,
        "new": bill.new_since,
        "today": bill.today,
        "owed": Money(max(0, -bill.today.cents), bill.today.currency),
        "pending": bill.pending,
        **_left_to_spend(bill.available),
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


def _left_to_spend(available: Money | None) -> dict[str, Money]:
    """Nothing at all when the limit is not known."""
    if available is None:
        return {}
    return {"available": available, "over": Money(max(0, -available.cents), available.currency)}
