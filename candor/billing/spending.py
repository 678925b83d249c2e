"""What was bought over some days, shop by shop, less what came back; what is not final yet is told beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from candor.billing.index import index_of
from candor.billing.page import Page, Row
from candor.billing.records import Authorisation, Book, Line, LineType
from candor.billing.shops import Shops, bought
from candor.billing.yearly_fees import GIVEN_BACK, seen_only_from

IsMeant = Callable[[Row], bool]


@dataclass(frozen=True)
class AtShop:
    """The purchases at one shop, newest first. `name` is what may be said of it as a fact."""

    name: str
    lines: tuple[Line, ...]

    @property
    def amount(self) -> int:
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True)
class Spent:
    """From `start` to `end`, both counted, in cents; the shop that got most comes first.

    `back` are the refunds and corrections of these days, `pending` the holds that no final charge came of yet.
    `seen_from` is set when our rows begin only after `start` although the account is older.
    """

    start: date
    end: date
    shops: tuple[AtShop, ...]
    back: tuple[Line, ...]
    pending: tuple[Authorisation, ...]
    seen_from: date | None

    @property
    def lines(self) -> tuple[Line, ...]:
        """All purchases, newest first."""
        return tuple(sorted((line for shop in self.shops for line in shop.lines), key=_newest, reverse=True))

    @property
    def total(self) -> int:
        return sum(shop.amount for shop in self.shops)

    @property
    def came_back(self) -> int:
        return -sum(line.amount for line in self.back)

    @property
    def held(self) -> int:
        return sum(hold.amount for hold in self.pending)


def spent_between(
    book: Book, today: date, start: date, end: date, is_meant: IsMeant = lambda _row: True, *, billed: bool = False
) -> Spent:
    """What was bought in these days, by the day of the purchase; `billed`: by the day it became final, as bills count.

    Purchases only: cash, moved debt, fees and interest are none, and a purchase paid in parts counts once, whole.
    """
    day_of = attrgetter("post_date" if billed else "txn_date")
    lines = [line for line in bought(book, today) if start <= day_of(line) <= end and is_meant(line)]
    page = Page(book, today)
    holds = [hold for hold in page.open_holds() if start <= page.day(hold.at) <= end and hold.amount and is_meant(hold)]
    return Spent(
        start=start,
        end=end,
        shops=_by_shop(page, lines),
        back=tuple(line for line in _came_back(book, lines, is_meant) if start <= line.post_date <= min(end, today)),
        pending=() if billed else tuple(hold for hold in holds if not page.captures(hold)),
        seen_from=seen_only_from(book, start),
    )


def _newest(line: Line) -> tuple[date, date, str]:
    return line.txn_date, line.post_date, line.id


def _by_shop(page: Page, lines: Iterable[Line]) -> tuple[AtShop, ...]:
    shops, listed, names = Shops(page), dict[str, list[Line]](), dict[str, str]()
    for line in lines:
        key = shops.key(line)
        listed.setdefault(key, []).append(line)
        names[key] = shops.of(line).said
    found = (AtShop(names[key], tuple(sorted(its, key=_newest, reverse=True))) for key, its in listed.items())
    return tuple(sorted(found, key=lambda shop: (-shop.amount, shop.name)))


def _came_back(book: Book, lines: Iterable[Line], is_meant: IsMeant) -> Iterable[Line]:
    """Refunds by the shops that are meant, and what put one of the purchases right; temporary credits may go again."""
    bought_here = {line.id for line in lines}
    reasons = index_of(book).reasons
    for line in book.lines:
        if line.type is LineType.REFUND and is_meant(line):
            yield line
        if line.type is LineType.CREDIT and any(
            why.kind in GIVEN_BACK and why.target_id in bought_here for why in reasons.get(line.id, ())
        ):
            yield line
