"""Charges that come again by themselves (domain 1.2): found from the rows, with price changes and the next day.

Found: the same shop at a steady interval. The bank's own subscription rows add what charges alone can not tell: a trial
or a cancellation, and a subscription that has charged only once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from candor.billing.cadence import SPANS, Cadence, after, cadence_of
from candor.billing.page import Page
from candor.billing.records import Authorisation, Book, Line, Subscription
from candor.billing.shops import Shops, bought

CHECK_AMOUNTS = (0, 100)
LONGEST_TRIAL = timedelta(days=100)
# Of so many charges at least, unless the shop marked them as recurring: then two are enough.
ENOUGH, ENOUGH_MARKED = 3, 2
# Every so many charges may bring a new price; more than that is shopping.
STEADY_FOR = 4


@dataclass(frozen=True)
class PriceChange:
    """From cents to cents, first charged on a day."""

    before: int
    now: int
    on: date

    @property
    def up(self) -> bool:
        return self.now > self.before


@dataclass(frozen=True)
class Recurring:
    """One subscription. `lines` are its charges, oldest first, at least one; `cadence` is None when one charge is all.

    `change` is the newest change of price. `trial_end` is the day a free trial ended. `next_on` is when the next charge
    is expected, None when the charges have stopped or nobody can say. `after_cancel` are the charges that came although
    it had been cancelled on `cancelled_on`.
    """

    shop: str
    lines: tuple[Line, ...]
    cadence: Cadence | None
    change: PriceChange | None
    trial_end: date | None
    cancelled_on: date | None
    next_on: date | None
    row_id: str | None = None

    @property
    def amount(self) -> int:
        """The newest charge, in cents."""
        return self.lines[-1].amount

    @property
    def running(self) -> bool:
        return self.next_on is not None

    @property
    def after_cancel(self) -> tuple[Line, ...]:
        stopped = self.cancelled_on
        return tuple(line for line in self.lines if line.txn_date > stopped) if stopped else ()

    @property
    def cites(self) -> tuple[str, ...]:
        """The newest charge, the last one at the old price, and the bank's own row."""
        newest = self.lines[-1]
        older = [line for line in self.lines if self.change and line.txn_date < self.change.on]
        return (newest.id, *(line.id for line in older[-1:]), *((self.row_id,) if self.row_id else ()))


def subscriptions(book: Book, today: date) -> tuple[Recurring, ...]:
    """All that were found, those still running first, the dearest charge first."""
    shops = Shops(Page(book, today))
    rows = {row.merchant_id: row for row in book.subscriptions}
    found: list[Recurring] = []
    for key, lines in _by_shop(book, shops, today).items():
        row = rows.get(key)
        found += [_recurring(book, shops, chain, row, today) for chain in _chains(lines, row)]
    return tuple(sorted(found, key=lambda one: (not one.running, -one.amount, one.shop)))


def _by_shop(book: Book, shops: Shops, today: date) -> dict[str, list[Line]]:
    lines: defaultdict[str, list[Line]] = defaultdict(list)
    for line in bought(book, today):
        lines[shops.key(line)].append(line)
    return {key: sorted(found, key=lambda line: (line.txn_date, line.id)) for key, found in lines.items()}


def _chains(lines: list[Line], row: Subscription | None) -> Iterator[list[Line]]:
    """Which of a shop's charges are one subscription: all of them, else those on one card or of one amount."""
    marked = [line for line in lines if line.entry_mode == "recurring"]
    if _is_steady(marked) or (row and marked and _steady_interval(marked)):
        yield marked
        return
    if _is_steady(lines):
        yield lines
        return
    split = [chain for key in ("card_id", "amount") for chain in _split(marked or lines, key)]
    taken: set[str] = set()
    for chain in split:
        if taken.isdisjoint(line.id for line in chain):
            taken |= {line.id for line in chain}
            yield chain
    if row and not taken and (marked or len(lines) == 1):
        yield [line for line in marked or lines if line.txn_date >= row.consented_on] or lines[-1:]


def _split(lines: Sequence[Line], key: str) -> Iterator[list[Line]]:
    groups: defaultdict[object, list[Line]] = defaultdict(list)
    for line in lines:
        groups[getattr(line, key)].append(line)
    yield from (group for group in groups.values() if len(group) < len(lines) and _is_steady(group))


def _is_steady(lines: Sequence[Line]) -> bool:
    """Enough charges, at one interval, at a price that seldom changes (a marked one may: a phone bill does)."""
    marked = all(line.entry_mode == "recurring" for line in lines)
    if len(lines) < (ENOUGH_MARKED if marked else ENOUGH) or _steady_interval(lines) is None:
        return False
    changes = sum(one.amount != other.amount for one, other in pairwise(lines))
    return marked or changes <= len(lines) // STEADY_FOR


def _steady_interval(lines: Sequence[Line]) -> Cadence | None:
    return cadence_of([line.txn_date for line in lines])


def _recurring(book: Book, shops: Shops, lines: list[Line], row: Subscription | None, today: date) -> Recurring:
    cadence = _steady_interval(lines) or _agreed(row)
    return Recurring(
        shop=shops.of(lines[-1]).said,
        lines=tuple(lines),
        cadence=cadence,
        change=_change(lines),
        trial_end=row.trial_end if row and row.trial_end else _trial_end(book, shops, lines),
        cancelled_on=row.cancelled_on if row else None,
        next_on=_next(lines, cadence, today),
        row_id=row.id if row else None,
    )


def _agreed(row: Subscription | None) -> Cadence | None:
    return Cadence(row.cadence) if row and row.cadence in set(Cadence) else None


def _change(lines: Sequence[Line]) -> PriceChange | None:
    changes = [PriceChange(one.amount, two.amount, two.txn_date) for one, two in pairwise(lines)]
    return next((change for change in reversed(changes) if change.before != change.now), None)


def _trial_end(book: Book, shops: Shops, lines: Sequence[Line]) -> date | None:
    """The day of the first charge when the shop had only checked the card before it (domain 1.2, free-trial end)."""
    first = lines[0]
    return first.txn_date if any(_began(shops, hold, first) for hold in book.authorisations) else None


def _began(shops: Shops, check: Authorisation, first: Line) -> bool:
    """Whether this check of the card is what the first charge came of, after some days for nothing."""
    if check.amount not in CHECK_AMOUNTS or shops.key(check) != shops.key(first):
        return False
    before = first.txn_date - shops.page.day(check.at)
    return timedelta(days=3) < before <= LONGEST_TRIAL


def _next(lines: Sequence[Line], cadence: Cadence | None, today: date) -> date | None:
    """One interval after the newest charge; a charge that is overdue by half an interval will not come any more."""
    if cadence is None:
        return None
    expected = after(lines[-1].txn_date, cadence, max(line.txn_date.day for line in lines[-3:]))
    late = timedelta(days=max(3, SPANS[cadence][0] // 2))
    return expected if today <= expected + late else None
