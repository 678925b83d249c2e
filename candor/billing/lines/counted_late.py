"""Interest that is too much because we counted a payment from a later day than it came (12 CFR 1026.10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from candor.billing.interest.history import History
from candor.billing.lines.worked import Worked
from candor.billing.page import Page
from candor.billing.receipts import counts_on
from candor.billing.records import Payment


def counted_late(page: Page, its: Worked, charged: int) -> Payment | None:
    """The newest such payment, when counting all of them as the bank did comes to just what was charged, in cents."""
    book = page.book
    late = [paid for paid in book.payments if not paid.returned_on and paid.credited_on > counts_on(book, paid)]
    in_time = [paid for paid in late if counts_on(book, paid) <= its.bill.close]
    if not in_time:
        return None
    moved = tuple(_as_credited(page, paid) if paid in late else paid for paid in book.payments)
    as_billed = History(replace(book, payments=moved)).interest(its.bill)
    fits = as_billed is not None and as_billed.lines.get(its.row.kind) == charged
    return max(in_time, key=lambda paid: paid.received_at) if fits else None


def _as_credited(page: Page, paid: Payment) -> Payment:
    noon = datetime.combine(paid.credited_on, time(12), ZoneInfo(page.book.customer.time_zone))
    return replace(paid, received_at=noon.astimezone(UTC))
