"""What subscriptions and the ends of free trials share: the row of charges that a line belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from candor.billing.index import index_of, shop_of
from candor.billing.page import Page
from candor.billing.records import Book, Line
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
    its = _at_shop(page.book, shop_of(line), page.today).get(line.id)
    return its if its and (its.row_id or line.entry_mode == RECURRING) else None


@lru_cache(maxsize=256)
def _at_shop(book: Book, shop: str, today: date) -> Mapping[str, Recurring]:
    """The subscriptions of one shop by the lines that are their charges; kept, for each of its lines asks for them."""
    found = subscriptions(replace(book, lines=index_of(book).at_shop.get(shop, ())), today)
    return {row.id: one for one in reversed(found) for row in one.lines}
