"""A book's rows by what they are looked up by, made once, so that a line costs no more in a longer book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from functools import cached_property, lru_cache
from typing import TypeVar

from candor.billing.descriptors import shop_words
from candor.billing.records import Authorisation, Book, Descriptor, Fee, Line, LineType, Statement

T = TypeVar("T")
BACK = frozenset({LineType.REFUND, LineType.CREDIT})


class Index:
    """Each look-up is built when it is first needed. Where an id stands twice the first row counts."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @cached_property
    def lines(self) -> dict[str, Line]:
        return {line.id: line for line in reversed(self._book.lines)}

    @cached_property
    def holds(self) -> dict[str, Authorisation]:
        return {hold.id: hold for hold in reversed(self._book.authorisations)}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        return {bill.id: bill for bill in reversed(self._book.statements)}

    @cached_property
    def descriptors(self) -> dict[str, Descriptor]:
        """By the name exactly as printed."""
        return {known.raw: known for known in reversed(self._book.descriptors)}

    @cached_property
    def captures(self) -> dict[Hashable, tuple[Line, ...]]:
        """By the hold they came of."""
        return _grouped(self._book.lines, lambda line: line.authorisation_id)

    @cached_property
    def orders(self) -> dict[Hashable, tuple[Line, ...]]:
        return _grouped(self._book.lines, lambda line: line.order_ref)

    @cached_property
    def alike(self) -> dict[Hashable, tuple[Line, ...]]:
        """By amount and card."""
        return _grouped(self._book.lines, lambda line: (line.amount, line.card_id))

    @cached_property
    def at_shop(self) -> dict[Hashable, tuple[Line, ...]]:
        """By the bank's own link to a shop, else by the words of the printed name."""
        return _grouped(self._book.lines, shop_of)

    @cached_property
    def given_back(self) -> tuple[Line, ...]:
        return tuple(line for line in self._book.lines if line.type in BACK)

    @cached_property
    def fees(self) -> dict[str, Fee]:
        """By the line they are about."""
        return {fee.line_id: fee for fee in reversed(self._book.fees)}


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
