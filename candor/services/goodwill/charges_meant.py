"""Which fee or interest a wish for money back is about: by its words, else the line that the talk is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from candor.billing.records import Book, Line, LineType
from candor.goodwill.history import GIVEN_BACK
from candor.services.explain.explain_fee import FEE_WORDS
from candor.services.find.clues import Wanted, read_clues

PRICES = frozenset({LineType.FEE, LineType.INTEREST})
INTEREST = re.compile(r"\binterest\b|finance charge", re.IGNORECASE)
FEE = re.compile(r"\b(?:fees?|penalt(?:y|ies)|late (?:payment )?charges?)\b", re.IGNORECASE)
LOOKS_BACK = timedelta(days=400)
MOST_BUTTONS = 5


def charges_meant(book: Book, wanted: Wanted, today: date, focus: str | None) -> tuple[Line, ...]:
    """The fees and interest that may be meant, newest first; none when the words are about nothing of that sort.

    One that was given back before counts only when there is no other.
    """
    prices = _prices(book, today)
    named = [line for line in prices if _is_named(book, line, wanted.text)] if names_a_price(wanted.text) else prices
    clues = read_clues(wanted, today)
    fitting = [line for line in named if _fits(line, clues.amounts, clues.days)]
    if not clues.amounts and not clues.days:
        in_focus = [line for line in named if line.id == focus]
        if in_focus:
            return tuple(in_focus)
        if focus and not names_a_price(wanted.text):
            return ()
    given = _given_back(book)
    return tuple([line for line in fitting if line.id not in given] or fitting)[:MOST_BUTTONS]


def is_price(book: Book, line_id: str | None) -> bool:
    """Whether an id is that of a fee or of interest."""
    return any(line.id == line_id and line.type in PRICES and line.amount > 0 for line in book.lines)


def _prices(book: Book, today: date) -> list[Line]:
    found = [line for line in book.lines if line.type in PRICES and line.amount > 0]
    recent = [line for line in found if today - line.post_date <= LOOKS_BACK] or found
    return sorted(recent, key=lambda line: (line.post_date, line.id), reverse=True)


def names_a_price(text: str) -> bool:
    """Whether the words name a fee or interest."""
    return bool(INTEREST.search(text) or FEE.search(text) or _kind_in(text))


def _kind_in(text: str) -> str | None:
    return next((kind for kind, words in FEE_WORDS.items() if words.search(text)), None)


def _is_named(book: Book, line: Line, text: str) -> bool:
    """Whether the words may mean this line: its sort, and its kind where they name one."""
    sorts = {LineType.FEE: bool(FEE.search(text)), LineType.INTEREST: bool(INTEREST.search(text))}
    if any(sorts.values()) and not sorts[line.type]:
        return False
    if line.type is LineType.INTEREST:
        return sorts[LineType.INTEREST]
    kind = _kind_in(text)
    known = next((fee.kind for fee in book.fees if fee.line_id == line.id), None) or _kind_in(line.descriptor)
    return kind in (None, known)


def _fits(line: Line, amounts: Sequence[int] | frozenset[int], days: tuple[date, date] | None) -> bool:
    in_time = not days or any(days[0] <= on <= days[1] for on in (line.txn_date, line.post_date))
    return in_time and (
        not amounts or line.amount in amounts or any(line.amount // 100 * 100 == one for one in amounts)
    )


def _given_back(book: Book) -> frozenset[str]:
    return frozenset(row.target_id for row in book.corrections if row.kind in GIVEN_BACK and row.target_id)
