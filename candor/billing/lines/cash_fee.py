"""The fee for taking cash with the card: a share of it, with a least amount (domain 1.2)."""

from __future__ import annotations

from candor.billing.explanation import Explanation
from candor.billing.lines import fee as any_fee
from candor.billing.lines.share_fee import base_of, checked
from candor.billing.page import Page
from candor.billing.records import Line, LineType


def explained(page: Page, line: Line) -> Explanation | None:
    """None when the line is no such fee, or when the cash that it was taken on is not in the book."""
    fee = any_fee.fee_of(page, line)
    base = base_of(page, fee, "cash", LineType.CASH_ADVANCE)
    if fee is None or base is None:
        return None
    terms = page.book.account.terms
    return any_fee.told(page, line, fee, checked(page, base, terms.cash_fee_bp, terms.cash_fee_least))
