"""Answers what is asked of the account: its rates, autopay, what is left to spend, today's balance, the next bill."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from candor.billing.bill import summarise
from candor.billing.lines.common import percent_words
from candor.billing.page import Page
from candor.billing.records import Book, Plan
from candor.conversation.replies import Reply
from candor.conversation.wording import Wording
from candor.services.explain.listing import Item, listed
from candor.services.explain.summarise_bill import what_is_due
from candor.services.explain.telling import Told

__all__ = [
    "tell_autopay",
    "tell_balance",
    "tell_due_day",
    "tell_left_to_spend",
    "tell_next_bill",
    "tell_offer",
    "tell_rates",
]

OFFERS = {"transfer_offer": "utter_account_offer_transfer", "deferred": "utter_account_offer_deferred"}


def tell_rates(book: Book, today: date, wording: Wording) -> Told:
    """The yearly rates of today; where no row tells them, that we do not know them."""
    rates = tuple(_rates(book, today))
    if not rates:
        return Told((Reply("utter_account_rates_unknown", cites=(book.account.id,)),))
    cites = (book.account.id, *(row.id for row in book.rates), *(plan.id for plan in book.plans))
    return Told((Reply("utter_account_rates", {"list": listed(wording, rates)}, cites),))


def _rates(book: Book, today: date) -> Iterator[Item]:
    for balance in ("purchase", "cash"):
        rate = book.rate_on(today, balance)
        if rate is not None:
            yield f"utter_word_rate_{balance}", {"rate": percent_words(rate)}
    for plan in book.plans:
        if plan.kind == "transfer_offer" and plan.starts <= today <= plan.ends:
            page = Page(book, today)
            yield "utter_word_rate_offer", {"rate": percent_words(plan.apr_bp), "to_day": page.say(plan.ends)}


def tell_autopay(book: Book, today: date) -> Told:
    """Whether it is on, and what is due. Its day and its amount are not ours to see."""
    name = "utter_account_autopay_on" if book.account.autopay else "utter_account_autopay_off"
    return Told((Reply(name, cites=(book.account.id,)), *what_is_due(book, today).replies))


def tell_left_to_spend(book: Book, today: date) -> Told:
    """What is left of the limit, and what it is reckoned from; that the limit is not known where no row tells it."""
    bill, page = summarise(book, today), Page(book, today)
    cites = (book.account.id, *bill.cites)
    facts = {"limit": page.amount(book.account.limit), "pending": str(bill.pending), "today": str(bill.today)}
    if bill.available is None:
        return Told((Reply("utter_account_limit_unknown", cites=cites),))
    if bill.available.cents < 0:
        return Told((Reply("utter_account_over_limit", {**facts, "over": str(abs(bill.available))}, cites),))
    name = "utter_account_left_pending" if bill.pending.cents else "utter_account_left"
    return Told((Reply(name, {**facts, "available": str(bill.available)}, cites),))


def tell_balance(book: Book, today: date) -> Told:
    """What is owed today with all that is final, beside the newest bill, and what of that is due."""
    bill = summarise(book, today)
    if bill.statement is None or bill.today.cents < 0:
        return what_is_due(book, today)
    facts = {
        "today": str(bill.today),
        "balance": str(bill.balance),
        "closed": Page(book, today).say(bill.statement.close),
        "new": str(bill.new_since),
    }
    off = bill.paid_since.cents + bill.credits_since.cents
    name = "utter_account_balance_less" if off else "utter_account_balance"
    facts |= {"back": Page(book, today).amount(off)} if off else {}
    return Told((Reply(name, facts, bill.cites), *what_is_due(book, today).replies))


def tell_next_bill(book: Book, today: date) -> Told:
    """The day on which the next bill closes, and the last one with its due day."""
    bill, page = summarise(book, today), Page(book, today)
    facts = {"next_close": page.say(bill.next_close)}
    if bill.statement is None:
        return Told((Reply("utter_account_first_bill", facts, (book.account.id,)),))
    facts |= {"closed": page.say(bill.statement.close), "due": page.say(bill.statement.due)}
    return Told((Reply("utter_account_next_bill", facts, (book.account.id, bill.statement.id)),))


def tell_due_day(book: Book, today: date) -> Told:
    """That the due day is not ours to move, with the one of the newest bill when there is one."""
    bill, page = summarise(book, today), Page(book, today)
    if bill.statement is None:
        return Told((Reply("utter_account_due_day", cites=(book.account.id,)),))
    facts = {"closed": page.say(bill.statement.close), "due": page.say(bill.statement.due)}
    return Told((Reply("utter_account_due_day_of_bill", facts, (book.account.id, bill.statement.id)),))


def tell_offer(book: Book, today: date) -> Told:
    """Until when each offer that runs has its rate. What is left of it is not told: payments go to several balances."""
    page = Page(book, today)
    plans = sorted(
        (plan for plan in book.plans if plan.kind in OFFERS and plan.ends >= today), key=lambda plan: plan.ends
    )
    if not plans:
        return Told((Reply("utter_account_no_offer", cites=(book.account.id,)),))
    return Told(tuple(_offer(page, plan) for plan in sorted(plans, key=lambda plan: plan.ends)))


def _offer(page: Page, plan: Plan) -> Reply:
    facts = {"amount": page.amount(plan.amount), "rate": percent_words(plan.apr_bp), "to_day": page.say(plan.ends)}
    return Reply(OFFERS[plan.kind], facts, (plan.id,))
