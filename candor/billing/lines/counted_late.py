"""Interest that is too much because we counted a payment from a later day than it came (12 CFR 1026.10)."""

from __future__ import annotations

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
    as_billed = its.history.counting({paid.id: paid.credited_on for paid in late}).interest(its.bill)
    fits = as_billed is not None and as_billed.lines.get(its.row.kind) == charged
    return max(in_time, key=lambda paid: paid.received_at) if fits else None
