"""On which day money counts as received (12 CFR 1026.10)."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from candor.billing.records import Book, Payment


def counts_on(book: Book, payment: Payment) -> date:
    """The local day on which a payment counts: that of its receipt, or the next one after the cut-off hour."""
    local = payment.received_at.astimezone(ZoneInfo(book.customer.time_zone))
    after = local.hour >= book.account.terms.payment_cut_off_hour
    return local.date() + timedelta(days=1 if after else 0)
