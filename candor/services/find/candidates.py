"""The lines and holds that a message may mean, each with what a customer may remember of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from candor.billing.page import Page, Row, Shop
from candor.billing.records import Authorisation, Book, HoldState, LineType
from candor.services.find.names import KnownNames, Name, Names, words_of
from candor.services.find.printed import printed_names

Key = tuple[str, str | None]

# So long a customer may still speak of the hold instead of the final charge, or of a hold that has gone.
REMEMBERED = timedelta(days=30)


# Not frozen: hundreds are made for each message, and a frozen one takes three times as long.
@dataclass(slots=True)
class Candidate:
    """One line or hold. `held` is the amount of the hold it came from; `names` are the words of each of its names,
    `printed` those that stand on the bill, for what no shop charged. `gone`: a hold that came to nothing."""

    id: str
    shop: str
    names: Names
    printed: Names
    amounts: frozenset[int]
    held: int | None
    day: date
    days: tuple[date, ...]
    card: str | None
    mcc: str | None
    kind: str
    type: LineType | None
    gone: bool = False
    points: float = 0.0


@lru_cache(maxsize=64)
def candidates_of(book: Book, today: date) -> tuple[Candidate, ...]:
    """All posted lines, and the holds that are open or went away lately without becoming a charge.

    Kept for the books that were asked about last: a talk asks about the same one several times.
    """
    table = _Table(Page(book, today))
    return (*table.lines(), *table.holds())


@lru_cache(maxsize=64)
def names_on(book: Book, today: date) -> KnownNames:
    """The names of the shops of these lines and holds. Kept as they are."""
    return KnownNames.of({name: row.shop for row in candidates_of(book, today) for name in row.names})


@lru_cache(maxsize=64)
def printed_on(book: Book, today: date) -> frozenset[Name]:
    """The names under which these lines stand on the bill, of those that no shop charged."""
    return frozenset(name for row in candidates_of(book, today) for name in row.printed)


class _Table:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.cards = {card.id: card.last4 for card in page.book.cards}
        self.authorisations = {hold.id: hold for hold in page.book.authorisations}
        self.shops: dict[Key, tuple[Shop, Names]] = {}

    def lines(self) -> Iterator[Candidate]:
        for line in self.page.book.lines:
            shop, names = self._shop(line)
            hold = self.authorisations.get(line.authorisation_id or "")
            recent = hold and self.page.today - line.post_date <= REMEMBERED
            yield Candidate(
                id=line.id,
                shop=shop.name,
                names=names,
                printed=printed_names(line),
                amounts=frozenset({abs(line.amount), abs(line.original_amount or line.amount)}),
                held=hold.amount if hold and recent else None,
                day=line.txn_date,
                days=(line.txn_date, line.post_date),
                card=self.cards.get(line.card_id or ""),
                mcc=shop.merchant.mcc if shop.merchant else hold.mcc if hold else None,
                kind=line.type.value,
                type=line.type,
            )

    def holds(self) -> Iterator[Candidate]:
        billed = {line.authorisation_id for line in self.page.book.lines}
        for hold in self.page.book.authorisations:
            if hold.id not in billed and self._is_remembered(hold):
                yield self._hold(hold)

    def _hold(self, hold: Authorisation) -> Candidate:
        shop, names = self._shop(hold)
        day = self.page.day(hold.at)
        return Candidate(
            id=hold.id,
            shop=shop.name,
            names=names,
            printed=(),
            amounts=frozenset({hold.amount}),
            held=hold.amount,
            day=day,
            days=(day,),
            card=self.cards.get(hold.card_id),
            mcc=hold.mcc,
            kind="hold",
            type=None,
            gone=not self.page.is_open(hold) and hold.state is not HoldState.CAPTURED,
        )

    def _is_remembered(self, hold: Authorisation) -> bool:
        if self.page.is_open(hold) or hold.state is HoldState.CAPTURED:
            return True
        return self.page.today - self.page.day(hold.at) <= REMEMBERED

    def _shop(self, row: Row) -> tuple[Shop, Names]:
        """Looked up once for each printed name: an account of two years has hundreds of lines and dozens of names."""
        key = (row.descriptor, row.merchant_id)
        if key not in self.shops:
            shop = self.page.shop(row)
            self.shops[key] = shop, words_of(row.descriptor, shop.name, shop.merchant.parent if shop.merchant else "")
        return self.shops[key]
