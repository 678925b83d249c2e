"""Lines put together by the shop behind them; each printed name is looked up once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from candor.billing.descriptors import shop_words
from candor.billing.page import Page, Row, Shop
from candor.billing.records import Book, Line, LineType

Key = tuple[str, str | None]


@dataclass
class Shops:
    """The shops of one page. An account of ten years has thousands of lines and dozens of names."""

    page: Page
    _known: dict[Key, Shop] = field(default_factory=dict)

    def of(self, row: Row) -> Shop:
        key = (row.descriptor, row.merchant_id)
        if key not in self._known:
            self._known[key] = self.page.shop(row)
        return self._known[key]

    def key(self, row: Row) -> str:
        """The same for two rows of one shop: its id, or the words of the printed name when nobody knows the shop."""
        shop = self.of(row)
        return shop.merchant.id if shop.merchant else shop_words(row.descriptor) or row.descriptor


def bought(book: Book, today: date) -> Iterator[Line]:
    """The final purchases up to `today`, without the parts of an instalment plan: nobody buys those again."""
    return bought_of(book, today, book.lines)


def bought_of(book: Book, today: date, lines: Iterable[Line]) -> Iterator[Line]:
    """Those of some lines that are such purchases."""
    plans = {plan.id for plan in book.plans}
    for line in lines:
        is_purchase = line.type is LineType.PURCHASE and line.amount > 0 and line.post_date <= today
        if is_purchase and line.order_ref not in plans:
            yield line
