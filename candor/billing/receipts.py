"""On which day money counts as received (12 CFR 1026.10): the one rule for interest, late fees and what is told."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from candor.billing.records import Book, Payment, Terms

# Terms may set no earlier hour (12 CFR 1026.10(b)(2)(ii)).
EARLIEST_CUT_OFF = 17


def cut_off_hour(terms: Terms) -> int:
    """The hour of the day until which money counts that day; 24 is the day's end."""
    return max(terms.payment_cut_off_hour, EARLIEST_CUT_OFF)


def cut_off(book: Book, day: date) -> datetime:
    """The last instant at which money counts on a day: the hour sharp, in the account's time zone."""
    days, hour = divmod(cut_off_hour(book.account.terms), 24)
    return datetime.combine(day + timedelta(days=days), time(hour), ZoneInfo(book.customer.time_zone))


def counts_on(book: Book, payment: Payment) -> date:
    """The local day on which a payment counts: that of its receipt, or the next one after the cut-off."""
    day = payment.received_at.astimezone(ZoneInfo(book.customer.time_zone)).date()
    return day if payment.received_at <= cut_off(book, day) else day + timedelta(days=1)
