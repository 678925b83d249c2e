"""A book's rows by what they are looked up by, made once, so that a line costs no more in a longer book."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import TypeVar

from candor.billing.descriptors import Aliases, shop_words
from candor.billing.records import (
    Authorisation,
    Book,
    Correction,
    Fee,
    HoldState,
    InterestCharge,
    Line,
    LineType,
    Payment,
    Plan,
    Refund,
    Statement,
)
from candor.billing.timeline import Timeline

T = TypeVar("T")
Groups = Mapping[Hashable, tuple[T, ...]]
NO_LINES = Timeline(())
BACK = frozenset({LineType.REFUND, LineType.CREDIT})


class Index:
    """Each look-up is built when it is first needed. Where an id stands twice the first row counts; groups are in the
    book's order."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @cached_property
    def lines(self) -> dict[str, Line]:
        return {line.id: line for line in reversed(self._book.lines)}

    @cached_property
    def days(self) -> Timeline:
        """All lines by the day they became final."""
        return Timeline(self._book.lines)

    @cached_property
    def of_type(self) -> Groups[Line]:
        return _grouped(self._book.lines, attrgetter("type"))

    def of_day(self, kind: LineType) -> Timeline:
        """The lines of a type by the day they became final."""
        return self._by_day.get(kind, NO_LINES)

    @cached_property
    def _by_day(self) -> dict[Hashable, Timeline]:
        return {kind: Timeline(lines) for kind, lines in self.of_type.items()}

    @cached_property
    def bills(self) -> tuple[Statement, ...]:
        """By their last day, oldest first."""
        return tuple(sorted(self._book.statements, key=attrgetter("close")))

    def bills_until(self, day: date) -> tuple[Statement, ...]:
        """Those that had closed before a day, oldest first."""
        return self.bills[: bisect_left(self.bills, day, key=attrgetter("close"))]

    @cached_property
    def holds(self) -> dict[str, Authorisation]:
        return {hold.id: hold for hold in reversed(self._book.authorisations)}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        return {bill.id: bill for bill in reversed(self._book.statements)}

    @cached_property
    def held(self) -> tuple[Authorisation, ...]:
        """The holds that the bank says are open."""
        return tuple(hold for hold in self._book.authorisations if hold.state is HoldState.OPEN)

    @cached_property
    def aliases(self) -> Aliases:
        return Aliases(self._book.descriptors, self._book.merchants)

    @cached_property
    def captures(self) -> Groups[Line]:
        """By the hold they came of."""
        return _grouped(self._book.lines, attrgetter("authorisation_id"))

    @cached_property
    def orders(self) -> Groups[Line]:
        return _grouped(self._book.lines, attrgetter("order_ref"))

    def alike(self, line: Line) -> tuple[Line, ...]:
        """The lines of a line's amount and card by the day of the purchase, oldest first, itself among them."""
        key = line.amount, line.card_id
        if key not in self._in_order:
            self._in_order[key] = tuple(sorted(self._same_amount.get(key, ()), key=attrgetter("txn_date", "id")))
        return self._in_order[key]

    @cached_property
    def _same_amount(self) -> Groups[Line]:
        return _grouped(self._book.lines, attrgetter("amount", "card_id"))

    @cached_property
    def _in_order(self) -> dict[tuple[int, str | None], tuple[Line, ...]]:
        """Put in order when asked for: a first look at a long book sorts one amount and not all of them."""
        return {}

    @cached_property
    def at_shop(self) -> Groups[Line]:
        """By the bank's own link to a shop, else by the words of the printed name."""
        return _grouped(self._book.lines, shop_of)

    @cached_property
    def given_back(self) -> Groups[Line]:
        """Refunds and credits by the line that they name."""
        return _grouped((line for line in self._book.lines if line.type in BACK), attrgetter("reversal_of"))

    @cached_property
    def fees(self) -> Groups[Fee]:
        """By the line they are about."""
        return _grouped(self._book.fees, attrgetter("line_id"))

    @cached_property
    def fees_of_kind(self) -> Groups[Fee]:
        return _grouped(self._book.fees, attrgetter("kind"))

    @cached_property
    def fees_on(self) -> Groups[Fee]:
        """By the row that set them off."""
        return _grouped(self._book.fees, attrgetter("trigger_id"))

    @cached_property
    def interest(self) -> Groups[InterestCharge]:
        """By the line they are about."""
        return _grouped(self._book.interest, attrgetter("line_id"))

    @cached_property
    def payments(self) -> Groups[Payment]:
        """By the line they are about."""
        return _grouped(self._book.payments, attrgetter("line_id"))

    @cached_property
    def payments_for(self) -> Groups[Payment]:
        """By the bill that they answered; None stands for those whose bill is not known."""
        return _grouped(self._book.payments, lambda paid: paid.statement_id or None)

    @cached_property
    def payment_ids(self) -> dict[str, Payment]:
        return {paid.id: paid for paid in reversed(self._book.payments)}

    @cached_property
    def refund_ids(self) -> dict[str, Refund]:
        return {refund.id: refund for refund in reversed(self._book.refunds)}

    @cached_property
    def refunds(self) -> Groups[Refund]:
        """By the line that they arrived with."""
        return _grouped(self._book.refunds, attrgetter("line_id"))

    @cached_property
    def refunds_of(self) -> Groups[Refund]:
        """By the purchase that they are for."""
        return _grouped(self._book.refunds, attrgetter("purchase_id"))

    @cached_property
    def plans(self) -> Groups[Plan]:
        """By the line they are about."""
        return _grouped(self._book.plans, attrgetter("line_id"))

    @cached_property
    def reasons(self) -> Groups[Correction]:
        """The reasons of credits, by the credit's own line."""
        return _grouped(self._book.corrections, attrgetter("line_id"))

    @cached_property
    def corrections(self) -> Groups[Correction]:
        """The reasons of credits, by what they were given for."""
        return _grouped(self._book.corrections, attrgetter("target_id"))

    @cached_property
    def settled(self) -> frozenset[str]:
        """The charges that a refund, a credit or a correction names, a refund on its way included."""
        back: set[str | None] = {line.reversal_of for line in self._book.lines if line.type in BACK}
        back |= {refund.purchase_id for refund in self._book.refunds}
        back |= {row.target_id for row in self._book.corrections if row.kind != "plan"}
        return frozenset(found for found in back if found)


def first(rows: Groups[T], key: Hashable) -> T | None:
    """The first row of a group; None when there is no such group."""
    return next(iter(rows.get(key, ())), None)


def shop_of(line: Line) -> str:
    return line.merchant_id or shop_words(line.descriptor)


@lru_cache(maxsize=64)
def index_of(book: Book) -> Index:
    """Kept for the books that were asked about last; a book is never changed."""
    return Index(book)


def _grouped(rows: Iterable[T], key: Callable[[T], Hashable]) -> dict[Hashable, tuple[T, ...]]:
    found: defaultdict[Hashable, list[T]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return {name: tuple(group) for name, group in found.items()}
