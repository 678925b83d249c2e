"""Answers the questions about the whole bill, each by the service that knows it."""

from __future__ import annotations

from datetime import date

from candor.billing.records import Book
from candor.conversation.wording import Wording
from candor.services.check_twice import check_twice
from candor.services.clues import Wanted, read_clues
from candor.services.compare_bills import tell_difference
from candor.services.fees_paid import tell_fees
from candor.services.list_subscriptions import list_subscriptions
from candor.services.stop_interest import tell_what_stops_interest
from candor.services.telling import Told
from candor.services.whole_questions import WholeQuestion, whole_question

__all__ = ["tell_whole"]


def tell_whole(book: Book, wanted: Wanted, intent: str, today: date, wording: Wording) -> Told | None:
    """The answer to the question about the whole bill that a message asks; None when it asks none."""
    match whole_question(wanted.text, intent):
        case WholeQuestion.WHY_DIFFERENT:
            return tell_difference(book, wanted, today, wording)
        case WholeQuestion.FEES_PAID:
            return tell_fees(book, wanted, today, wording)
        case WholeQuestion.STOP_INTEREST:
            return tell_what_stops_interest(book, today)
        case WholeQuestion.CHARGED_TWICE:
            return check_twice(book, wanted, today, wording)
        case WholeQuestion.SUBSCRIPTIONS:
            one_is_meant = wanted.merchant or read_clues(wanted, today).names_shop
            return None if one_is_meant else list_subscriptions(book, today, wording)
    return None
