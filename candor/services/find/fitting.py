"""How well each line fits what was said: points for each thing said, added up. docs/reference/which-charge.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from candor.services.find.candidates import Candidate
from candor.services.find.clues import Clues
from candor.services.find.names import Name

NAME, PRINTED = 6.0, 8.0
AMOUNT, AMOUNT_OF_ITS_HOLD, AMOUNT_DENIED, OTHER_AMOUNT = 6.0, 4.0, 3.5, -3.0
AMOUNT_ROUNDED, AMOUNT_ABOUT, AMOUNT_CENTS_OFF, NUMBER = 4.5, 3.0, 2.0, 2.0
DAY, DAY_CLOSE, DAY_IN_A_WEEK, OTHER_DAY = 5.0, 3.0, 1.0, -2.0
PERIOD, OTHER_PERIOD = 3.0, -3.0
SHOP_TYPE = 4.0
KIND, NO_PURCHASE = 3.0, -1.5
CARD, OTHER_CARD = 2.0, -2.0
SHOWN = 2.0
LONG_AGO = -1.5

ENOUGH = 3.0
"""Less is no answer."""

CLOSE = timedelta(days=3)
WEEK = timedelta(days=7)
# Customers ask about their last bills: what is older, or a hold that has gone, needs more than a hint, unless its day
# was said.
RECENT_BILLS = timedelta(days=120)
# "About 40": a tenth more or less, and a dollar at least.
ABOUT_PART, ABOUT_LEAST = 10, 100


class Points(NamedTuple):
    """What a line got for each thing that was said; 0 where nothing was said of it."""

    name: float = 0.0
    amount: float = 0.0
    day: float = 0.0
    kind: float = 0.0
    shop_type: float = 0.0
    card: float = 0.0
    shown: float = 0.0
    age: float = 0.0


def ranked(
    candidates: Iterable[Candidate],
    said: Mapping[Name, float],
    printed: frozenset[Name],
    today: date,
    clues: Clues,
    shown: frozenset[str],
) -> list[Candidate]:
    """The candidates with enough points, best and then newest first.

    `said`: how well each name was, 0 to 1; `printed`: those that were said as they stand on the bill.
    """
    rows = ((_name_points(row, said, printed), row) for row in candidates)
    if not clues.tell_of_more_than_names:
        rows = ((name, row) for name, row in rows if name)
    long_ago = today - RECENT_BILLS
    sums = ((sum(points(row, clues, name, row.id in shown, long_ago)), row) for name, row in rows)
    fitting = [replace(row, points=total) for total, row in sums if total >= ENOUGH]
    return sorted(fitting, key=lambda row: (-row.points, -row.day.toordinal()))


def points(row: Candidate, clues: Clues, name: float, shown: bool, long_ago: date) -> Points:
    """The points of one line, `name` of them for its name."""
    found = (
        name,
        amount_points(row, clues),
        _day_points(row, clues),
        max(0.0, _kind_points(row, clues)) if name == PRINTED else _kind_points(row, clues),
        SHOP_TYPE if row.mcc in clues.shop_types else 0.0,
        (CARD if row.card == clues.card else OTHER_CARD) if clues.card else 0.0,
    )
    return Points(
        *found,
        SHOWN if shown and sum(found) > 0 else 0.0,
        LONG_AGO if (row.day < long_ago or row.gone) and not clues.days else 0.0,
    )


def _name_points(row: Candidate, said: Mapping[Name, float], printed: frozenset[Name]) -> float:
    if printed and not printed.isdisjoint(row.printed):
        return PRINTED
    if said.keys().isdisjoint(row.names):
        return 0.0
    return NAME * max(said.get(name, 0.0) for name in row.names)


def amount_points(row: Candidate, clues: Clues) -> float:
    """Below 0 when an amount was said that this line never had."""
    if clues.amounts:
        if not row.amounts.isdisjoint(clues.amounts):
            return AMOUNT
        if not row.amounts.isdisjoint(clues.denied):
            return AMOUNT_DENIED
        if row.held in clues.amounts:
            return AMOUNT_OF_ITS_HOLD
        return NUMBER if _is_a_number_said(row, clues) else _near_points(row, clues)
    return NUMBER if _is_a_number_said(row, clues) else 0.0


def _is_a_number_said(row: Candidate, clues: Clues) -> bool:
    """Whether a whole number that stands there without a sign is what this line comes to."""
    return any(_is_rounded(amount, cents) for amount in row.amounts for cents in clues.numbers)


def _near_points(row: Candidate, clues: Clues) -> float:
    """Said in whole dollars, as about so much, or a few cents off: a hint then, no more."""
    found = OTHER_AMOUNT
    for cents in clues.amounts:
        for amount in row.amounts:
            if _is_rounded(amount, cents):
                found = max(found, AMOUNT_CENTS_OFF if cents % 100 else AMOUNT_ROUNDED)
            elif clues.about and abs(amount - cents) <= max(cents // ABOUT_PART, ABOUT_LEAST):
                found = max(found, AMOUNT_ABOUT)
    return found


def _is_rounded(amount: int, said: int) -> bool:
    """Whether one says so much for this amount: without its cents, or to the nearest dollar."""
    return -50 <= amount - said < 100


def _day_points(row: Candidate, clues: Clues) -> float:
    if clues.days is None:
        return 0.0
    start, end = clues.days
    if any(start <= day <= end for day in row.days):
        return DAY if start == end else PERIOD
    if start != end:
        return OTHER_PERIOD
    off = min(abs(day - start) for day in row.days)
    return DAY_CLOSE if off <= CLOSE else DAY_IN_A_WEEK if off <= WEEK else OTHER_DAY


def _kind_points(row: Candidate, clues: Clues) -> float:
    if clues.kinds:
        return KIND if row.kind in clues.kinds else 0.0
    return 0.0 if row.kind in ("purchase", "hold") else NO_PURCHASE
