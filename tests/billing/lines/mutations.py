"""Books gone wrong: rows that are missing, half there, or that contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from hypothesis import strategies as st

from candor.billing.lines import explain
from candor.billing.records import Book, HoldState

FAMILIES = (
    *("cards", "statements", "lines", "authorisations", "fees", "interest", "payments"),
    *("refunds", "subscriptions", "plans", "corrections", "descriptors"),
)
# What names a row stays, or nobody could ask for it; and a time zone, which every book has.
KEPT = frozenset({"id", "account_id"})


def telling(book: Book, today: date, of_each: int = 2) -> Book:
    """A book with the newest lines of each kind and wording alone, so that a change hits one that matters."""
    kept: Counter[tuple[str, str]] = Counter()
    lines = []
    for line in reversed(book.lines):
        told = explain(book, line.id, today)
        kept[told.kind, told.variant] += 1
        if kept[told.kind, told.variant] <= of_each:
            lines.append(line)
    ids = {line.id for line in lines} | {line.authorisation_id for line in lines}
    return replace(
        book,
        lines=tuple(reversed(lines)),
        authorisations=tuple(
            row for row in book.authorisations if row.id in ids or row.state is not HoldState.CAPTURED
        ),
        payments=tuple(row for row in book.payments if row.line_id in ids or row.returned_on),
        fees=tuple(row for row in book.fees if row.line_id in ids),
        interest=tuple(row for row in book.interest if row.line_id in ids),
        descriptors=tuple(row for row in book.descriptors if row.raw in {line.descriptor for line in lines}),
        statements=book.statements[-4:],
    )


@st.composite
def broken(draw: st.DrawFn, books: Callable[[], list[Book]]) -> Book:
    """A book of which up to six rows were dropped or had one field changed, or whose shops are all unknown."""
    book = draw(st.sampled_from(books()))
    for _ in range(draw(st.integers(1, 6))):
        book = _changed(draw, book)
    return replace(book, merchants={}) if draw(st.integers(0, 9)) == 0 else book


def _changed(draw: st.DrawFn, book: Book) -> Book:
    there = [name for name in FAMILIES if getattr(book, name)]
    family = "lines" if draw(st.booleans()) and book.lines else draw(st.sampled_from(there))
    rows = getattr(book, family)
    place = draw(st.integers(0, len(rows) - 1))
    if draw(st.integers(0, 3)) == 0:
        return replace(book, **{family: (*rows[:place], *rows[place + 1 :])})
    row = rows[place]
    name = draw(st.sampled_from([field.name for field in fields(row) if field.name not in KEPT]))
    other = replace(row, **{name: draw(_another(getattr(row, name), name, rows))})
    return replace(book, **{family: (*rows[:place], other, *rows[place + 1 :])})


def _another(value: Any, name: str, rows: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """Something of the same type that may well be wrong, or what another row has there."""
    theirs = st.sampled_from([getattr(row, name) for row in rows])
    match value:
        case Enum():
            return st.sampled_from(list(type(value)))
        case bool():
            return st.booleans()
        case int():
            return st.one_of(st.sampled_from([0, 1, -1, 100, value + 1, -value, 10 * value]), theirs)
        case datetime():
            return st.integers(-400, 400).map(lambda days: value + timedelta(days=days))
        case date():
            return st.integers(-400, 400).map(lambda days: value + timedelta(days=days))
        case str():
            return st.one_of(st.sampled_from(["", "  ", "gone", "EUR", "0", "x" * 40, "{amount}", "A*"]), theirs)
        case _:
            return theirs
