"""Scores a talk: its end state in the database, what was said, and the standards that a program can check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import comb

from candor.billing.records import Book
from candor.cli.shop.hold import Held
from candor.cli.shop.script import Shopper, Wish
from candor.store import Store, Transaction
from candor.trust.standards import checked

OF_STATE, OF_STANDARD = 2, 1
"""Points: the right end weighs twice what the manner weighs."""


@dataclass(frozen=True)
class Point:
    """One thing that was looked at. `lost_by` is "" when all its points were earned."""

    name: str
    possible: int
    lost_by: str

    @property
    def earned(self) -> int:
        return 0 if self.lost_by else self.possible


@dataclass(frozen=True)
class Scored:
    """One shop. It is passed when not one point was lost."""

    shopper: Shopper
    attempt: int
    points: tuple[Point, ...]
    held: Held | None

    @property
    def earned(self) -> int:
        return sum(point.earned for point in self.points)

    @property
    def possible(self) -> int:
        return sum(point.possible for point in self.points)

    @property
    def passed(self) -> bool:
        return self.earned == self.possible

    @property
    def lost(self) -> list[Point]:
        return [point for point in self.points if point.lost_by]


def book_of(store: Store, customer: str | None) -> Book | None:
    """The customer's book before the talk."""
    if customer is None:
        return None
    with store.read() as tx:
        return tx.ledger.book(customer)


def score(store: Store, shopper: Shopper, attempt: int, held: Held, before: Book | None) -> Scored:
    """All points of a talk that was held."""
    with store.read() as tx:
        state = list(_state(tx, shopper, held, before))
        promised = bool(tx.handoffs.promises_in(held.conversation))
    said = "\n".join(one.text for one in held.said if one.turn > 0)
    state += [_says(pattern, said, wanted=True) for pattern in shopper.end.says]
    state += [_says(pattern, said, wanted=False) for pattern in shopper.end.never]
    manner = [Point(one.id, OF_STANDARD, one.broken_by) for one in checked(held.said, promised=promised)]
    return Scored(shopper, attempt, (*state, *manner), held)


def broken_off(shopper: Shopper, attempt: int, because: str) -> Scored:
    """A shop that could not be held: all of its points are lost."""
    return Scored(shopper, attempt, (Point("held", OF_STATE, because),), None)


def _state(tx: Transaction, shopper: Shopper, held: Held, before: Book | None) -> Iterator[Point]:
    wish, talk = shopper.end, held.conversation
    if wish.handed is not None:
        yield Point("handed over", OF_STATE, _handed(tx, wish.handed, talk))
    if wish.explained:
        lines = [one.line_id for one in tx.trust.issues_of(talk) if one.explained]
        yield Point("the right charge explained", OF_STATE, _line(before, wish.explained, lines))
    if wish.disputed and shopper.customer:
        heard = [line for _, line, _ in tx.disputes.notices_of(shopper.customer)]
        yield Point("the right charge disputed", OF_STATE, _line(before, wish.disputed, heard))
    if wish.promise is not None:
        made = bool(tx.handoffs.promises_in(talk))
        yield Point("promise", OF_STATE, "" if made == wish.promise else f"a promise: {made}")
    if wish.owner:
        owner = tx.conversations.get(talk).owner.value
        yield Point("owner", OF_STATE, "" if owner == wish.owner else f"it is the {owner}'s")
    if shopper.customer and before:
        yield Point("money", OF_STATE, _credited(tx, shopper.customer, before, wish))


def _handed(tx: Transaction, wanted: Sequence[str], talk: str) -> str:
    found = tx.handoffs.triggers_of(talk)
    wrong = [trigger for trigger in found if trigger not in wanted]
    if wrong:
        return f"handed over as {', '.join(wrong)}"
    return "" if found or not wanted else "nobody was brought in"


def _line(book: Book | None, words: str, ids: Sequence[str | None]) -> str:
    """ "" when one of the ids is a line, hold or fee whose descriptor fits."""
    if book is None:
        return "no book"
    meant = re.compile(words, re.IGNORECASE)
    kinds = {fee.line_id: f"fee {fee.kind}" for fee in book.fees}
    fits = {row.id for row in book.lines if meant.search(f"{row.descriptor} {row.type.value} {kinds.get(row.id, '')}")}
    fits |= {row.id for row in book.authorisations if meant.search(row.descriptor)}
    return "" if fits & {one for one in ids if one} else f"none of {len(ids)} is {words}"


def _credited(tx: Transaction, customer: str, before: Book, wish: Wish) -> str:
    known = {line.id for line in before.lines}
    given = -sum(line.amount for line in tx.ledger.book(customer).lines if line.id not in known and line.amount < 0)
    return "" if given <= wish.credited_at_most else f"{given} cents given, {wish.credited_at_most} at most"


def _says(pattern: str, said: str, *, wanted: bool) -> Point:
    found = re.search(pattern, said, re.IGNORECASE) is not None
    name = f"says {pattern}" if wanted else f"never says {pattern}"
    return Point(name, OF_STATE, "" if found is wanted else ("not said" if wanted else "said"))


def passed_all(scores: Sequence[Scored], k: int) -> float | None:
    """pass^k: the chance that k talks of the same shopper, drawn from those held, were all passed; the mean over
    shoppers. None where no shopper has k talks.
    """
    by_name: dict[str, list[bool]] = {}
    for one in scores:
        by_name.setdefault(one.shopper.name, []).append(one.passed)
    chances = [comb(sum(runs), k) / comb(len(runs), k) for runs in by_name.values() if len(runs) >= k]
    return sum(chances) / len(chances) if chances else None
