"""A customer's book opened on a day: the look-ups and the ways of writing that every kind of line needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from candor.billing.days import spoken
from candor.billing.descriptors import Alias, Confidence, alias_of, cleaned
from candor.billing.explanation import Detail
from candor.billing.index import Index, index_of
from candor.billing.money import Money
from candor.billing.records import Authorisation, Book, Card, HoldState, Line, LineType, Merchant, Statement
from candor.clock import day_in

SHOP_TYPES = frozenset({LineType.PURCHASE, LineType.REFUND, LineType.CASH_ADVANCE})

Row = Line | Authorisation


@dataclass(frozen=True)
class Shop:
    """Who stands behind a row as far as we know. `printed` is the name on the bill, without its prefix."""

    printed: str
    alias: Alias
    merchant: Merchant | None

    @property
    def name(self) -> str:
        """The shop's own name, be it certain or likely; the printed one when the shop is not known."""
        return self.merchant.brand if self.merchant else self.printed

    @property
    def said(self) -> str:
        """The name that may be said as a fact: the shop's own only when it is certain."""
        return self.name if self.certain else self.printed

    @property
    def certain(self) -> bool:
        return self.merchant is not None and self.alias.confidence is Confidence.CERTAIN

    @property
    def known(self) -> bool:
        return self.merchant is not None

    @property
    def place(self) -> str:
        """`12 Pine Street, Portland`, or as much of it as is known; "" when nothing is."""
        return ", ".join(part for part in (self.merchant.address, self.merchant.city) if part) if self.merchant else ""

    @property
    def cites(self) -> tuple[str, ...]:
        return tuple(
            found for found in (self.merchant.id if self.merchant else None, self.alias.descriptor_id) if found
        )


@dataclass(frozen=True)
class Page:
    """What an explanation is made from. `today` is a calendar day in the account's time zone."""

    book: Book
    today: date
    detail: Detail = Detail.SHORT

    def money(self, cents: int) -> Money:
        return Money(cents, self.book.account.currency)

    def amount(self, cents: int) -> str:
        return str(self.money(cents))

    def say(self, day: date) -> str:
        return spoken(day, self.today)

    def day(self, instant: datetime) -> date:
        return day_in(self.book.customer.time_zone, instant)

    def line(self, line_id: str | None) -> Line | None:
        return self.index.lines.get(line_id) if line_id else None

    def hold(self, hold_id: str | None) -> Authorisation | None:
        return self.index.holds.get(hold_id) if hold_id else None

    def statement(self, statement_id: str | None) -> Statement | None:
        return self.index.statements.get(statement_id) if statement_id else None

    def card(self, card_id: str | None) -> Card | None:
        """A card that can be named: one whose last digits are known."""
        return next((card for card in self.book.cards if card.id == card_id and card.last4.strip()), None)

    def captures(self, hold: Authorisation) -> tuple[Line, ...]:
        """The final charges that came of a hold."""
        return self.index.captures.get(hold.id, ())

    def open_holds(self) -> Iterator[Authorisation]:
        return (hold for hold in self.index.held if self.is_open(hold))

    def is_open(self, hold: Authorisation) -> bool:
        """Whether the money is still set aside: the bank says so and its last day has not passed."""
        return hold.state is HoldState.OPEN and self.day(hold.expires_at) >= self.today

    def shop(self, row: Row) -> Shop:
        """Who stands behind a row: by the bank's own link, else by the printed name."""
        alias = self._alias(row)
        merchant = self.book.merchants.get(alias.merchant_id) if alias.merchant_id else None
        if merchant and merchant.brand.strip():
            return Shop(self._printed(row), alias, merchant)
        return Shop(self._printed(row), Alias(None, Confidence.UNKNOWN, alias.descriptor_id), None)

    def _alias(self, row: Row) -> Alias:
        listed = self.index.aliases.exact.get(row.descriptor)
        if listed:
            return alias_of(listed)
        if row.merchant_id in self.book.merchants:
            return Alias(row.merchant_id, Confidence.CERTAIN)
        return self.index.aliases.identify(row.descriptor)

    @cached_property
    def index(self) -> Index:
        return index_of(self.book)

    @staticmethod
    def _printed(row: Row) -> str:
        """Never empty: an imported line may have no name at all, and that is shown as it is, unknown."""
        if isinstance(row, Line) and row.type not in SHOP_TYPES:
            return row.descriptor.strip().capitalize() or "?"
        return cleaned(row.descriptor).name or "?"
