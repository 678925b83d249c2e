"""What subscriptions and the ends of free trials share: the row of charges that a line belongs to."""

from __future__ import annotations

from dataclasses import replace

from candor.billing.index import shop_of
from candor.billing.page import Page
from candor.billing.records import Line
from candor.billing.subscriptions import Recurring, subscriptions

RECURRING = "recurring"


def recurring_of(page: Page, line: Line) -> Recurring | None:
    """The subscription that a line is a charge of, when the shop marked it so or the bank has a row about it.

    Only this shop's charges are looked at, however long the book. Coffee on every Monday is no subscription.
    """
    merchant = page.shop(line).merchant
    has_row = any(merchant and row.merchant_id == merchant.id for row in page.book.subscriptions)
    if line.entry_mode != RECURRING and not has_row:
        return None
    same = page.index.at_shop.get(shop_of(line), ())
    found = subscriptions(replace(page.book, lines=same), page.today)
    its = next((one for one in found if any(row.id == line.id for row in one.lines)), None)
    return its if its and (its.row_id or line.entry_mode == RECURRING) else None
