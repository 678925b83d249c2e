"""Which line of the customer's own account is meant: one, a choice of a few, or honestly none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from candor.billing.records import Book, LineType
from candor.services.candidates import Candidate, candidates_of
from candor.services.clues import Clues, Wanted, read_clues
from candor.services.names import name_scores

__all__ = ["Found", "Nothing", "One", "Several", "Wanted", "find_charge"]

# Points for what fits. Less than ENOUGH is no answer; less than a LEAD apart is a question back.
EXACT, NEAR, MAYBE, ENOUGH, LEAD = 6.0, 3.0, 2.0, 3.0, 1.5
MOST_CHOICES = 3
# Of charges by one shop the newest is meant, unless another one is this close to it.
RECENT = timedelta(days=25)
# Customers ask about their last bills: what is older needs more than a hint, unless its day was said.
LONG_AGO = timedelta(days=120)


@dataclass(frozen=True)
class One:
    """The line (or hold) that is meant."""

    id: str


@dataclass(frozen=True)
class Several:
    """A few that fit about as well, best first. `near`: none of them has the amount that was said."""

    ids: tuple[str, ...]
    near: bool = False


@dataclass(frozen=True)
class Nothing:
    """None fits. `asked` tells whether the message said anything to look for."""

    asked: bool


Found = One | Several | Nothing


def find_charge(
    book: Book,
    wanted: Wanted,
    today: date,
    shown: Sequence[str] = (),
    focus: str | None = None,
    not_these: Iterable[str] = (),
) -> Found:
    """The line that a message means.

    `shown` are the ids listed last, in the order shown ("the second one"); `focus` is the line talked about ("it");
    `not_these` are lines the customer has just turned down. `today` is a calendar day in the account's time zone.
    """
    clues = read_clues(wanted, today)
    turned_down = frozenset(not_these)
    if clues.ordinal and shown:
        return _counted(shown, clues.ordinal)
    ranked = _ranked(candidates_of(book, today), today, clues, frozenset(shown), turned_down)
    if ranked:
        return _decided(ranked, clues)
    if turned_down:
        left = tuple(line_id for line_id in shown if line_id not in turned_down)
        return _offered(left) if left else Nothing(clues.is_strong)
    if focus and clues.points_back:
        return One(focus)
    return Nothing(clues.is_strong or clues.only_names)


def newest(book: Book, today: date, count: int = MOST_CHOICES) -> tuple[str, ...]:
    """The newest purchases and open holds, for "which one do you mean"."""
    bought = [c for c in candidates_of(book, today) if c.type in (LineType.PURCHASE, None)]
    return tuple(c.id for c in sorted(bought, key=lambda c: c.day, reverse=True)[:count])


def _counted(shown: Sequence[str], ordinal: int) -> Found:
    index = ordinal - 1 if ordinal > 0 else len(shown) + ordinal
    return One(shown[index]) if 0 <= index < len(shown) else _offered(tuple(shown))


def _offered(ids: tuple[str, ...]) -> Found:
    return One(ids[0]) if len(ids) == 1 else Several(ids[:MOST_CHOICES])


def _ranked(
    candidates: Iterable[Candidate], today: date, clues: Clues, shown: frozenset[str], without: frozenset[str]
) -> list[Candidate]:
    """The candidates with enough points, best and then newest first."""
    rows = [row for row in candidates if row.id not in without]
    said = name_scores({name for row in rows for name in row.names}, clues.words)
    names = {names: max((said.get(name, 0.0) for name in names), default=0.0) for names in {row.names for row in rows}}
    long_ago = today - LONG_AGO
    points = (
        (_points(row, clues, names[row.names], shown) - (1.0 if row.day < long_ago and not clues.days else 0.0), row)
        for row in rows
    )
    fitting = [replace(row, points=sum_) for sum_, row in points if sum_ >= ENOUGH]
    return sorted(fitting, key=lambda row: (-row.points, -row.day.toordinal()))


def _points(row: Candidate, clues: Clues, name: float, shown: frozenset[str]) -> float:
    evidence = (
        name * EXACT
        + _amount_points(row, clues)
        + _day_points(row, clues)
        + _kind_points(row, clues)
        + (4.0 if row.mcc in clues.shop_types else 0.0)
        + ((MAYBE if row.card == clues.card else -MAYBE) if clues.card else 0.0)
    )
    return evidence + (MAYBE if evidence > 0 and row.id in shown else 0.0)


def _amount_points(row: Candidate, clues: Clues) -> float:
    if clues.amounts:
        if not row.amounts.isdisjoint(clues.amounts):
            return EXACT
        return EXACT - MAYBE if row.held in clues.amounts else _near_points(row, clues)
    if clues.numbers:
        whole = {amount - amount % 100 for amount in row.amounts}
        return 0.0 if clues.numbers.isdisjoint(row.amounts | whole) else MAYBE
    return 0.0


def _near_points(row: Candidate, clues: Clues) -> float:
    """Said in whole dollars, or a few cents off: a hint then, no more."""
    points = -NEAR
    for cents in clues.amounts:
        for amount in row.amounts:
            if -50 <= amount - cents < 100:
                points = max(points, MAYBE if cents % 100 else NEAR)
    return points


def _day_points(row: Candidate, clues: Clues) -> float:
    if clues.days is None:
        return 0.0
    start, end = clues.days
    if any(start <= day <= end for day in row.days):
        return EXACT - 1 if start == end else NEAR
    if start != end:
        return -NEAR
    off = min(abs((day - start).days) for day in row.days)
    return NEAR if off <= 3 else 1.0 if off <= 7 else -MAYBE


def _kind_points(row: Candidate, clues: Clues) -> float:
    if clues.kinds:
        return NEAR if row.kind in clues.kinds else 0.0
    return 0.0 if row.kind in ("purchase", "hold") else -1.0


def _decided(ranked: list[Candidate], clues: Clues) -> Found:
    best = ranked[0]
    if clues.amounts and _amount_points(best, clues) < 0:
        return Several(tuple(row.id for row in ranked[:MOST_CHOICES]), near=True)
    close = [row for row in ranked if best.points - row.points < LEAD]
    if len(close) > 1 and len({row.shop for row in close}) == 1:
        last = max(close, key=lambda row: row.day)
        if all(last.day - row.day > RECENT for row in close if row is not last):
            return One(last.id)
    return _offered(tuple(row.id for row in close[:MOST_CHOICES]))
