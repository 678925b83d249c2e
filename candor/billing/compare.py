"""Why a bill is higher or lower than the one before: what came, what went, what grew, exact to the cent.

A bill is what was left of the bills before (`previous` less payments) and the month's own lines. So the difference of
two bills is the difference of what was left, and of each shop, each kind of fee, interest, refunds and credits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from candor.billing.page import Page
from candor.billing.records import Book, Line, LineType, Statement
from candor.billing.shops import Shops

MOST_TOLD = 6


class ChangeKind(StrEnum):
    """What a change is about. `unseen` is the part of a bill that no line of ours accounts for (half an import)."""

    SHOP = "shop"
    REFUND = "refund"
    FEE = "fee"
    INTEREST = "interest"
    CASH = "cash"
    TRANSFER = "transfer"
    CREDIT = "credit"
    CARRIED = "carried"
    UNSEEN = "unseen"
    REST = "rest"


class Way(StrEnum):
    CAME = "came"
    WENT = "went"
    MORE = "more"
    LESS = "less"


KIND_OF = {
    LineType.PURCHASE: ChangeKind.SHOP,
    LineType.REFUND: ChangeKind.REFUND,
    LineType.FEE: ChangeKind.FEE,
    LineType.INTEREST: ChangeKind.INTEREST,
    LineType.CASH_ADVANCE: ChangeKind.CASH,
    LineType.TRANSFER: ChangeKind.TRANSFER,
    LineType.CREDIT: ChangeKind.CREDIT,
    LineType.PAYMENT: ChangeKind.CARRIED,
}
BY_SHOP = frozenset({ChangeKind.SHOP, ChangeKind.REFUND})


@dataclass(frozen=True)
class Change:
    """Cents on the earlier and on the later bill, signed as on the bill. `name` is the shop, or the kind of fee.

    `cites` are the later bill's rows, then the earlier one's.
    """

    kind: ChangeKind
    name: str
    before: int
    now: int
    cites: tuple[str, ...] = ()

    @property
    def by(self) -> int:
        return self.now - self.before

    @property
    def way(self) -> Way:
        if self.kind is not ChangeKind.REST and self.before == 0:
            return Way.CAME
        if self.kind is not ChangeKind.REST and self.now == 0:
            return Way.WENT
        return Way.MORE if self.by > 0 else Way.LESS


@dataclass(frozen=True)
class Comparison:
    """Two bills and all that changed, the largest change first; the changes add up to the difference."""

    earlier: Statement
    later: Statement
    changes: tuple[Change, ...]

    @property
    def difference(self) -> int:
        """Cents by which the later bill is higher; negative when it is lower."""
        return self.later.new_balance - self.earlier.new_balance

    @property
    def told(self) -> tuple[Change, ...]:
        """At most MOST_TOLD of them: the largest, and the others summed as the rest. They add up to the same."""
        if len(self.changes) <= MOST_TOLD:
            return self.changes
        told, others = self.changes[: MOST_TOLD - 1], self.changes[MOST_TOLD - 1 :]
        before, now = sum(change.before for change in others), sum(change.now for change in others)
        return (*told, Change(ChangeKind.REST, "", before, now, tuple(id_ for one in others for id_ in one.cites)))


def compare_bills(book: Book, today: date, closed_by: date | None = None) -> Comparison | None:
    """The newest bill held against the one before it; None when there are not two.

    `closed_by` asks for an older one: the newest that had closed by that day.
    """
    bills = sorted((s for s in book.statements if s.close < today), key=lambda s: s.close)
    wanted = [bill for bill in bills if closed_by is None or bill.close <= closed_by]
    if len(wanted) < 2:
        return None
    earlier, later = wanted[-2:]
    return Comparison(earlier, later, _changes(book, today, earlier, later))


def lines_of(book: Book, bill: Statement) -> Iterator[Line]:
    """The lines on a bill: those the bank put there, else (of an import) those that became final in its days."""
    for line in book.lines:
        if line.statement_id == bill.id or (line.statement_id is None and bill.open <= line.post_date <= bill.close):
            yield line


@dataclass
class _Sum:
    name: str = ""
    before: int = 0
    now: int = 0
    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


def _changes(book: Book, today: date, earlier: Statement, later: Statement) -> tuple[Change, ...]:
    shops = Shops(Page(book, today))
    kinds = {fee.line_id: fee.kind for fee in book.fees}
    sums: defaultdict[tuple[ChangeKind, str], _Sum] = defaultdict(_Sum)
    for line in lines_of(book, earlier):
        one = _sum_of(sums, line, shops, kinds)
        one.before, one.earlier = one.before + line.amount, (*one.earlier, line.id)
    for line in lines_of(book, later):
        one = _sum_of(sums, line, shops, kinds)
        one.now, one.later = one.now + line.amount, (*one.later, line.id)
    _add_what_was_left(sums, earlier, later)
    changes = (Change(kind, one.name, one.before, one.now, one.later + one.earlier) for (kind, _), one in sums.items())
    return tuple(sorted((c for c in changes if c.by), key=lambda c: (-abs(c.by), c.kind, c.name)))


def _sum_of(sums: defaultdict[tuple[ChangeKind, str], _Sum], line: Line, shops: Shops, kinds: dict[str, str]) -> _Sum:
    kind = KIND_OF[line.type]
    key = shops.key(line) if kind in BY_SHOP else kinds.get(line.id, "other") if kind is ChangeKind.FEE else ""
    one = sums[kind, key]
    one.name = shops.of(line).said if kind in BY_SHOP else key
    return one


def _add_what_was_left(sums: defaultdict[tuple[ChangeKind, str], _Sum], earlier: Statement, later: Statement) -> None:
    """Puts the balances before each bill beside the payments, and what no line accounts for in an entry of its own."""
    left = sums[ChangeKind.CARRIED, ""]
    left.before, left.now = left.before + earlier.previous, left.now + later.previous
    left.earlier, left.later = (*left.earlier, earlier.id), (*left.later, later.id)
    seen_before, seen_now = sum(one.before for one in sums.values()), sum(one.now for one in sums.values())
    unseen = _Sum("", earlier.new_balance - seen_before, later.new_balance - seen_now, (earlier.id,), (later.id,))
    if unseen.before or unseen.now:
        sums[ChangeKind.UNSEEN, ""] = unseen
