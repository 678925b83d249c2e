"""What late, returned-payment and over-limit fees share: tiers, the bill they are about, and one fee for one event.

A tier is the higher one when one of the six bills before has a fee of the same kind that was not our mistake. Of two
penalty fees for one event only the first may stay (12 CFR 1026.52(b)(1)(ii) and (b)(2)(ii)).
"""

from __future__ import annotations

from candor.billing.page import Page
from candor.billing.records import Fee, Statement

CYCLES_OF_MEMORY = 6
PENALTIES = ("late", "returned")


def bill_of(page: Page, fee: Fee) -> Statement | None:
    """The bill whose payment (late, returned) or whose month (over the limit) a fee is about."""
    if fee.kind != "returned":
        return page.statement(fee.trigger_id)
    paid = next((row for row in page.book.payments if row.id == fee.trigger_id), None)
    return page.statement(paid.statement_id) if paid else None


def tier(page: Page, fee: Fee, bill: Statement) -> int:
    """The step that applies, in cents."""
    terms = page.book.account.terms
    return terms.late_fee_repeat if earlier(page, fee.kind, bill) else terms.late_fee_first


def is_checkable(page: Page, fee: Fee, bill: Statement) -> bool:
    """Whether the rows tell which step applies: not when the higher one would, and bills before this one are missing.

    A fee within the first step, or above the higher one's cap all the same, needs no look back.
    """
    terms, minimum = page.book.account.terms, bill.minimum_due
    if fee.amount <= min(terms.late_fee_first, minimum) or minimum <= terms.late_fee_first:
        return True
    before = [row for row in page.book.statements if row.close < bill.close]
    begins = min((row.open for row in before), default=bill.open)
    is_whole = len(before) >= CYCLES_OF_MEMORY or page.book.account.opened >= begins
    return is_whole or earlier(page, fee.kind, bill) is not None


def earlier(page: Page, kind: str, bill: Statement) -> Fee | None:
    """The newest fee of a kind for one of the six bills before this one that was not our own mistake."""
    before = sorted((s for s in page.book.statements if s.close < bill.close), key=lambda s: s.close)
    closed = {s.id: s.close for s in before[-CYCLES_OF_MEMORY:]}
    corrected = {c.target_id for c in page.book.corrections if c.kind == "correction"}
    found = [
        (closed[about.id], fee.id, fee)
        for fee in page.book.fees
        if fee.kind == kind and not corrected & {fee.id, fee.line_id}
        if (about := bill_of(page, fee)) and about.id in closed
    ]
    return max(found, default=(None, "", None), key=lambda entry: (entry[0], entry[1]))[2]


def first_for_event(page: Page, fee: Fee, bill: Statement) -> Fee | None:
    """The fee that was charged before this one for the same event; None when this one is the first.

    Late and returned for one bill are one event, and so is a payment that was sent in and came back again.
    """
    kinds = PENALTIES if fee.kind in PENALTIES else (fee.kind,)
    days = {row.line_id: line.post_date for row in page.book.fees if (line := page.line(row.line_id))}
    if fee.line_id not in days:
        return None
    own = (days[fee.line_id], fee.id)
    corrected = {c.target_id for c in page.book.corrections if c.kind == "correction"}
    others = [
        (days[row.line_id], row.id, row)
        for row in page.book.fees
        if row.kind in kinds and row.id != fee.id and row.line_id in days and not corrected & {row.id, row.line_id}
        if bill_of(page, row) == bill and (days[row.line_id], row.id) < own
    ]
    return min(others, key=lambda entry: entry[:2])[2] if others else None
