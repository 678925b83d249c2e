"""Answers the questions about the whole bill, each by the service that knows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from candor.billing.records import Book
from candor.conversation.replies import Reply
from candor.conversation.wording import Wording
from candor.services.explain.check_payment import check_payment
from candor.services.explain.check_twice import check_twice
from candor.services.explain.compare_bills import tell_difference
from candor.services.explain.fees_paid import tell_fees, tell_interest_paid
from candor.services.explain.list_pending import list_pending
from candor.services.explain.list_subscriptions import list_subscriptions
from candor.services.explain.stop_interest import tell_what_stops_interest
from candor.services.explain.tell_account import (
    tell_autopay,
    tell_balance,
    tell_due_day,
    tell_left_to_spend,
    tell_next_bill,
    tell_offer,
    tell_rates,
)
from candor.services.explain.tell_minimum import tell_minimum
from candor.services.explain.tell_recent import tell_largest, tell_recent
from candor.services.explain.tell_spent import tell_spent
from candor.services.explain.telling import Told
from candor.services.explain.whole_questions import whole_question
from candor.services.explain.whole_words import WholeQuestion
from candor.services.find.clues import Wanted, read_clues
from candor.services.find.find_charge import names_on_bill

__all__ = ["tell_whole"]


Service = Callable[[Book, Wanted, date, Wording], Told]


def _said(response: str, book: Book) -> Told:
    return Told((Reply(response, cites=(book.account.id,)),))


SERVICES: dict[WholeQuestion, Service] = {
    WholeQuestion.WHY_DIFFERENT: tell_difference,
    WholeQuestion.FEES_PAID: tell_fees,
    WholeQuestion.SPENT: tell_spent,
    WholeQuestion.LARGEST: tell_largest,
    WholeQuestion.RECENT: lambda book, _wanted, today, wording: tell_recent(book, today, wording),
    WholeQuestion.RATES: lambda book, _wanted, today, wording: tell_rates(book, today, wording),
    WholeQuestion.AUTOPAY: lambda book, _wanted, today, _wording: tell_autopay(book, today),
    WholeQuestion.LEFT_TO_SPEND: lambda book, _wanted, today, _wording: tell_left_to_spend(book, today),
    WholeQuestion.BALANCE: lambda book, _wanted, today, _wording: tell_balance(book, today),
    WholeQuestion.MOVE_DUE_DAY: lambda book, _wanted, today, _wording: tell_due_day(book, today),
    WholeQuestion.CREDIT_REPORT: lambda book, *_: _said("utter_account_credit_report", book),
    WholeQuestion.OFFER: lambda book, _wanted, today, _wording: tell_offer(book, today),
    WholeQuestion.INTEREST_PAID: tell_interest_paid,
    WholeQuestion.COPY: lambda book, *_: _said("utter_account_copy", book),
    WholeQuestion.NEXT_BILL: lambda book, _wanted, today, _wording: tell_next_bill(book, today),
    WholeQuestion.CHARGED_TWICE: check_twice,
    WholeQuestion.ONLY_MINIMUM: lambda book, _wanted, today, _wording: tell_minimum(book, today),
    WholeQuestion.STOP_INTEREST: lambda book, _wanted, today, _wording: tell_what_stops_interest(book, today),
    WholeQuestion.PAYMENT_CAME: lambda book, wanted, today, _wording: check_payment(book, wanted, today),
    WholeQuestion.PENDING: lambda book, wanted, today, _wording: list_pending(book, wanted, today),
    WholeQuestion.SUBSCRIPTIONS: lambda book, _wanted, today, wording: list_subscriptions(book, today, wording),
}


def tell_whole(book: Book, wanted: Wanted, intent: str, today: date, wording: Wording) -> Told | None:
    """The answer to the question about the whole bill that a message asks; None when it asks none.

    Who asks about the subscription to one shop is answered about that charge.
    """
    question = whole_question(wanted.text, intent)
    if question is None:
        return None
    if question is WholeQuestion.SUBSCRIPTIONS and _names_shop(book, wanted, today):
        return None
    return SERVICES[question](book, wanted, today, wording)


def _names_shop(book: Book, wanted: Wanted, today: date) -> bool:
    return bool(wanted.merchant or read_clues(wanted, today).names_shop or names_on_bill(book, wanted, today))
