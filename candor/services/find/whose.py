"""Which lines a question after a sum is about: those of a shop, of a kind of shop, of a card, abroad, or all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from candor.billing.page import Page, Row, Shop
from candor.billing.records import Book, LineType
from candor.services.find.candidates import Candidate, candidates_of, names_on
from candor.services.find.clues import Clues, Wanted, read_clues
from candor.services.find.find_charge import HALF_NAMED, SURELY_NAMED
from candor.services.find.vocabulary import NOT_A_NAME

__all__ = ["Whose", "whose"]

BY_SHOPS = frozenset({LineType.PURCHASE, LineType.REFUND, None})
ABROAD = re.compile(
    r"\b(?:abroad|overseas|foreign|other countries|outside (?:of )?(?:the )?(?:us|usa|states|country))\b"
)
WHERE = re.compile(
    r"\b(?:at|on|to|for|with|in|from)\s+(?:(?:the|my|a|an|all|any)\s+)*([a-z][a-z'&]{2,})", re.IGNORECASE
)


@dataclass(frozen=True)
class Whose:
    """`ids` are the rows that are meant, None for all; `shops` the names that were said, as they may be told.

    `is_kind`: shops of a kind were asked about; `card`: one card by its last digits; `abroad`: shops in other
    countries only. `unknown`: something was named that no row of ours is known by.
    """

    ids: frozenset[str] | None = None
    shops: tuple[str, ...] = ()
    is_kind: bool = False
    card: str | None = None
    abroad: bool = False
    unknown: bool = False

    @property
    def is_narrowed(self) -> bool:
        return self.ids is not None

    def includes(self, row: Row) -> bool:
        return self.ids is None or row.id in self.ids


def whose(book: Book, wanted: Wanted, today: date) -> Whose:
    """What is meant by name, else by kind; a card, its holder or "abroad" narrows it further."""
    clues, page = read_clues(wanted, today), Page(book, today)
    rows = [row for row in candidates_of(book, today) if row.type in BY_SHOPS]
    named, unknown = _named(book, clues, today, rows), list(_unknown_names(wanted, clues))
    # "At Zorbo's Diner" is one shop that nobody knows; "at fancy diners" is all of them.
    is_kind = bool(clues.shop_types) and not named and not any(name[0].isupper() for name in unknown)
    card, abroad = _card(book, clues), bool(ABROAD.search(wanted.text.lower()))
    if not (named or is_kind or card or abroad):
        return Whose(unknown=bool(unknown))
    meant = (
        row
        for row in named or rows
        if (not is_kind or row.mcc in clues.shop_types)
        and (not card or row.card == card)
        and (not abroad or _is_abroad(page, row))
    )
    shops = dict.fromkeys(_shop(page, row).said for row in named)
    return Whose(frozenset(row.id for row in meant), tuple(shops), is_kind, card, abroad)


def _named(book: Book, clues: Clues, today: date, rows: Iterable[Candidate]) -> list[Candidate]:
    """The rows whose name was said best. A word for a kind of shop may be half of a name: that names no shop."""
    scores = names_on(book, today).scores(clues.words)
    best = max(scores.values(), default=0.0)
    if best < HALF_NAMED or (clues.shop_types and best < SURELY_NAMED):
        return []
    said = {name for name, score in scores.items() if score >= min(best, SURELY_NAMED)}
    return [row for row in rows if not said.isdisjoint(row.names)]


def _card(book: Book, clues: Clues) -> str | None:
    """The last digits of the card that is meant: said, or held by somebody who was named."""
    named = (card.last4 for card in book.cards if card.holder.lower().partition(" ")[0] in clues.words)
    return clues.card or next(named, None)


def _shop(page: Page, row: Candidate) -> Shop:
    found = page.line(row.id) or page.hold(row.id)
    assert found, "a candidate is a row of its book"
    return page.shop(found)


def _is_abroad(page: Page, row: Candidate) -> bool:
    merchant = _shop(page, row).merchant
    return merchant is not None and merchant.country not in ("", page.book.account.terms.home)


def _unknown_names(wanted: Wanted, clues: Clues) -> Iterator[str]:
    """What was named as a place to pay at, as it was written, that is neither a word of ours nor one of every day."""
    for said in WHERE.findall(wanted.text.replace("\u2019", "'")):
        word = said.lower()
        if word.replace("'", "") in clues.words and word not in NOT_A_NAME:
            yield said
