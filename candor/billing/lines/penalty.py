"""What late, returned-payment and over-limit fees share: tiers, the bill they are about, and one fee for one event.

A tier is the higher one when one of the six bills before has a fee of the same kind that was not our mistake. Of two
penalty fees for one event only the first may stay (12 CFR 1026.52(b)(1)(ii) and (b)(2)(ii)).
"""

from __future__ import annotations

from collections.abc import Sequence

from candor.billing.page import Page
from candor.billing.records import Fee, Statement

CYCLES_OF_MEMORY = 6
PENALTIES = ("late", "returned")


def bill_of(page: Page, fee: Fee) -> Statement | None:
    """The bill whose payment (late, returned) or whose month (over the limit) a fee is about."""
    if fee.kind != "returned":
        return page.statement(fee.trigger_id)
    paid = page.index.payment_ids.get(fee.trigger_id) if fee.trigger_id else None
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
    before = bills_before(page, bill)
    begins = min((row.open for row in before), default=bill.open)
    is_whole = len(before) >= CYCLES_OF_MEMORY or page.book.account.opened >= begins
    return is_whole or earlier(page, fee.kind, bill) is not None


def earlier(page: Page, kind: str, bill: Statement) -> Fee | None:
    """The newest fee of a kind for one of the six bills before this one that was not our own mistake."""
    closed = {s.id: s.close for s in bills_before(page, bill)[-CYCLES_OF_MEMORY:]}
    found = [
        (closed[about.id], fee.id, fee)
        for fee in page.index.fees_of_kind.get(kind, ())
        if (about := bill_of(page, fee)) and about.id in closed and not _was_our_mistake(page, fee)
    ]
    return max(found, default=(None, "", None), key=lambda entry: (entry[0], entry[1]))[2]


def first_for_event(page: Page, fee: Fee, bill: Statement) -> Fee | None:
    """The fee that was charged before this one for the same event; None when this one is the first.

    Late and returned for one bill are one event, and so is a payment that was sent in and came back again.
    """
    kinds = PENALTIES if fee.kind in PENALTIES else (fee.kind,)
    line = page.line(fee.line_id)
    if line is None:
        return None
    others = [
        (its.post_date, row.id, row)
        for row in (row for kind in kinds for row in page.index.fees_of_kind.get(kind, ()))
        if row.id != fee.id and bill_of(page, row) == bill and (its := page.line(row.line_id))
        if (its.post_date, row.id) < (line.post_date, fee.id) and not _was_our_mistake(page, row)
    ]
    return min(others, key=lambda entry: entry[:2])[2] if others else None


def bills_before(page: Page, bill: Statement) -> Sequence[Statement]:
    """The bills that closed before one, oldest first."""
    return page.index.bills_until(bill.close)


def _was_our_mistake(page: Page, fee: Fee) -> bool:
    reasons = (c for target in (fee.id, fee.line_id) for c in page.index.corrections.get(target, ()))
    return any(reason.kind == "correction" for reason in reasons)
