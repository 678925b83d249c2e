"""Answers "what if I pay only the minimum?": no late fee, what stays and costs in a month, and what costs nothing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from candor.billing.bill import BillState, summarise
from candor.billing.lines.common import percent_words
from candor.billing.money import half_up
from candor.billing.page import Page
from candor.billing.records import Book
from candor.conversation.replies import Reply
from candor.services.explain.stop_interest import tell_what_stops_interest
from candor.services.explain.summarise_bill import what_is_due
from candor.services.explain.telling import Told

__all__ = ["tell_minimum"]

BEFORE_ITS_DAY = frozenset({BillState.OPEN, BillState.PART_PAID})
MONTHS, WHOLE_BP = 12, 10_000


def tell_minimum(book: Book, today: date) -> Told:
    """The minimum and its day, the rest and its interest in a month (a twelfth of a year's), then the way without.

    What is due instead, when the minimum is paid or past its day, or when it is all there is to pay.
    """
    bill, page = summarise(book, today), Page(book, today)
    rest = bill.left.cents - bill.minimum_left.cents
    if bill.state not in BEFORE_ITS_DAY or not bill.due or not bill.minimum_left.cents or rest <= 0:
        return what_is_due(book, today)
    facts = {"minimum": str(bill.minimum_left), "due": page.say(bill.due), "rest": page.amount(rest)}
    rate = book.rate_on(today, "purchase")
    if rate:
        interest = half_up(Fraction(rest * rate, WHOLE_BP * MONTHS))
        facts |= {"rate": percent_words(rate), "interest": page.amount(interest)}
    cites = (*bill.cites, *(row.id for row in book.rates))
    told = Reply("utter_minimum_only" if rate else "utter_minimum_only_rate_unknown", facts, cites)
    return Told((told, *tell_what_stops_interest(book, today).replies))
