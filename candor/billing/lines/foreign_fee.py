"""Our fee for a shop in another country: a share of the amount in dollars (domain 1.2)."""

from __future__ import annotations

from dataclasses import replace

from candor.billing.explanation import Explanation
from candor.billing.lines import fee as any_fee
from candor.billing.lines.share_fee import base_of, checked
from candor.billing.page import Page
from candor.billing.records import Line, LineType


def explained(page: Page, line: Line) -> Explanation | None:
    """None when the line is no such fee, or when the purchase that it was taken on is not in the book."""
    fee = any_fee.fee_of(page, line)
    base = base_of(page, fee, "foreign", LineType.PURCHASE)
    if fee is None or base is None:
        return None
    found = checked(page, base, page.book.account.terms.foreign_fee_bp)
    if is_home(page, base):
        found = replace(found, right=0, shown=(), wrong="not_abroad", wrong_as="home")
    elif base.dcc:
        found = replace(found, variant="dollars")
    return any_fee.told(page, line, fee, found)


def is_home(page: Page, line: Line) -> bool:
    """Whether we know for sure that the shop is in the account's own country and took the account's own money."""
    shop = page.shop(line)
    country = shop.merchant.country if shop.merchant and shop.certain else ""
    return country == page.book.account.terms.home and line.original_currency in (None, line.currency)
