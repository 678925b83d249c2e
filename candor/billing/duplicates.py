"""Charges that may be there twice (domain 1.2, duplicate), and the pairs that only look like it.

A twin: same card, shop and amount within three days, under different references. A pending charge beside its final one
is none, and neither are the parts of one order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from candor.billing.page import Page
from candor.billing.records import Authorisation, Book, Line
from candor.billing.shops import Shops, bought, bought_of

WITHIN = timedelta(days=3)
# The same sum at the same shop on so many other days is a habit (a fare, a coffee), and then two prove nothing.
HABIT = 3
HABIT_WITHIN = timedelta(days=90)


@dataclass(frozen=True)
class Twin:
    """The same charge, `lines` times; oldest first. `extra` is what is paid too much if only one is right, in cents."""

    lines: tuple[Line, ...]
    habit: bool = False

    @property
    def extra(self) -> int:
        return sum(line.amount for line in self.lines[1:])

    @property
    def cites(self) -> tuple[str, ...]:
        return tuple(line.id for line in self.lines)


@dataclass(frozen=True)
class Parts:
    """One order that was billed in parts as it was sent; `total` in cents."""

    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True)
class PendingToo:
    """A final charge and a hold of the same shop, card and amount that is still open: one purchase, seen twice."""

    line: Line
    hold: Authorisation


def twins(book: Book, today: date, since: date | None = None) -> tuple[Twin, ...]:
    """The twins whose newest line became final on `since` or later, newest first.

    One that was paid back, or is being looked into (a temporary credit), is settled and left out.
    """
    earliest = since - HABIT_WITHIN if since else None
    lines = (line for line in bought(book, today) if earliest is None or line.post_date >= earliest)
    found = _among(Page(book, today), lines)
    wanted = [twin for twin in found if since is None or max(line.post_date for line in twin.lines) >= since]
    return tuple(sorted(wanted, key=lambda twin: (twin.lines[-1].txn_date, twin.lines[-1].id), reverse=True))


def twin_of(page: Page, line: Line) -> Twin | None:
    """The twin that a line belongs to. Only charges of its amount and card are looked at, and of those the ones near
    enough to matter, however long the book."""
    alike = page.index.alike(line)
    if len(alike) < 2:
        return None
    near = bought_of(page.book, page.today, _near(alike, line))
    return next((twin for twin in _among(page, near) if line.id in twin.cites), None)


def _near(alike: tuple[Line, ...], line: Line) -> tuple[Line, ...]:
    """The charges around a line, from a gap that no twin reaches over to the next, and those that may be a habit."""
    place = bisect_left(alike, _by_day(line), key=_by_day)
    first = last = place
    while first and alike[first].txn_date - alike[first - 1].txn_date <= WITHIN:
        first -= 1
    while last + 1 < len(alike) and alike[last + 1].txn_date - alike[last].txn_date <= WITHIN:
        last += 1
    start, end = alike[first].txn_date - HABIT_WITHIN, alike[last].txn_date + HABIT_WITHIN
    return alike[bisect_left(alike, start, key=_day) : bisect_right(alike, end, key=_day)]


def _among(page: Page, lines: Iterable[Line]) -> list[Twin]:
    shops, settled = Shops(page), page.index.settled
    alike: defaultdict[tuple[str | None, str, int, str], list[Line]] = defaultdict(list)
    for line in lines:
        alike[line.card_id, shops.key(line), line.amount, line.currency].append(line)
    return [twin for rows in alike.values() if len(rows) > 1 for twin in _twins_of(rows, settled)]


def parts_of_orders(book: Book, today: date, since: date) -> tuple[Parts, ...]:
    """The orders billed in two parts or more since a day, newest first."""
    orders: defaultdict[str, list[Line]] = defaultdict(list)
    for line in bought(book, today):
        if line.order_ref and line.post_date >= since:
            orders[line.order_ref].append(line)
    several = [Parts(tuple(sorted(rows, key=_by_day))) for rows in orders.values() if len(rows) > 1]
    return tuple(sorted(several, key=lambda parts: _by_day(parts.lines[-1]), reverse=True))


def pending_too(book: Book, today: date) -> Iterator[PendingToo]:
    """Open holds beside a final charge of the same card, shop and amount, within three days of it."""
    page = Page(book, today)
    shops = Shops(page)
    final = {
        (line.card_id, shops.key(line), line.amount): line
        for line in bought(book, today)
        if today - line.post_date <= HABIT_WITHIN
    }
    for hold in page.open_holds():
        line = final.get((hold.card_id, shops.key(hold), hold.amount))
        if line and abs(page.day(hold.at) - line.txn_date) <= WITHIN:
            yield PendingToo(line, hold)


def _twins_of(rows: list[Line], settled: frozenset[str]) -> Iterator[Twin]:
    """Runs of charges that lie within three days of the first of them."""
    left = [line for line in sorted(rows, key=_by_day) if line.id not in settled]
    while left:
        first, *later = left
        near = [line for line in later if line.txn_date - first.txn_date <= WITHIN]
        twin = [first, *_others(first, near)]
        if len(twin) > 1:
            yield Twin(tuple(twin), _is_habit(twin, rows))
        taken = {line.id for line in twin}
        left = [line for line in later if line.id not in taken]


def _others(first: Line, near: Iterable[Line]) -> Iterator[Line]:
    """Those under another reference: neither the same booking again nor a part of the same order."""
    seen = [first]
    for line in near:
        if not any(_belong_together(line, other) for other in seen):
            seen.append(line)
            yield line


def _belong_together(one: Line, other: Line) -> bool:
    shared = (
        (one.arn, other.arn),
        (one.order_ref, other.order_ref),
        (one.authorisation_id, other.authorisation_id),
    )
    return any(mine is not None and mine == theirs for mine, theirs in shared)


def _is_habit(twin: list[Line], rows: Iterable[Line]) -> bool:
    taken = {line.txn_date for line in twin}
    days = {line.txn_date for line in rows if abs(line.txn_date - twin[0].txn_date) <= HABIT_WITHIN} - taken
    return len(days) >= HABIT


def _by_day(line: Line) -> tuple[date, str]:
    return line.txn_date, line.id


def _day(line: Line) -> date:
    return line.txn_date
