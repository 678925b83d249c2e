"""Which line of the customer's own account is meant: one, a choice of a few, or honestly none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from candor.billing.records import Book, LineType
from candor.services.find.candidates import Candidate, candidates_of, names_on, printed_on
from candor.services.find.clues import Clues, Wanted, read_clues
from candor.services.find.fitting import amount_points, ranked
from candor.services.find.names import Name
from candor.services.find.printed import printed_in

__all__ = ["Found", "Nothing", "One", "Several", "Unlike", "Wanted", "find_charge"]

LEAD = 1.5
"""Points; lines less than this behind the best are offered beside it."""
MOST_CHOICES = 3
SURELY_NAMED, HALF_NAMED = 0.9, 0.5
# Of charges by one shop the newest is meant, unless another one is this close to it.
RECENT = timedelta(days=25)


@dataclass(frozen=True)
class One:
    """The line (or hold) that is meant."""

    id: str


class Unlike(StrEnum):
    """What was said that no line has beside the rest."""

    AMOUNT = "amount"
    DAY = "day"


@dataclass(frozen=True)
class Several:
    """A few that fit about as well, best first. `unlike`: what none of them has; then one alone is only offered too."""

    ids: tuple[str, ...]
    unlike: Unlike | None = None


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
    clues = read_clues(wanted, today, len(shown))
    candidates = candidates_of(book, today)
    if shown and (picked := _picked(candidates, clues, shown)):
        return picked
    turned_down = frozenset((*not_these, *((focus,) if focus and clues.other_than_it else ())))
    left_over = [row for row in candidates if row.id not in turned_down]
    said = names_on(book, today).scores(clues.words)
    printed = printed_in(wanted.text, printed_on(book, today))
    fitting = ranked(left_over, said, printed, today, clues, frozenset(shown))
    if fitting:
        return _decided(fitting, clues, said)
    if clues.days and clues.amounts:
        # The amount is remembered, the day is not: a fee of "30 dollars on the 23rd" was taken on the 6th.
        on_any_day = ranked(left_over, said, printed, today, replace(clues, days=None), frozenset(shown))
        having = [row.id for row in on_any_day if amount_points(row, clues) > 0]
        if having:
            return Several(tuple(having[:MOST_CHOICES]), unlike=Unlike.DAY)
    if turned_down:
        left = tuple(line_id for line_id in shown if line_id not in turned_down)
        return _offered(left) if left else Nothing(clues.is_strong)
    if focus and clues.points_back:
        return One(focus)
    return Nothing(clues.is_strong or clues.only_names)


def names_on_bill(book: Book, wanted: Wanted, today: date, sure: float = SURELY_NAMED) -> bool:
    """Whether the message holds a name that stands on the customer's own bills: a shop's, or a line's as printed.

    `sure`: how well it must be said; of a message that is a name and nothing more, half of one is enough (HALF_NAMED).
    """
    if printed_in(wanted.text, printed_on(book, today)):
        return True
    scores = names_on(book, today).scores(read_clues(wanted, today).words)
    return max(scores.values(), default=0.0) >= sure


def printed_lines(book: Book, wanted: Wanted, today: date) -> frozenset[str]:
    """The lines that no shop charged and whose name, as it stands on the bill, was said."""
    said = printed_in(wanted.text, printed_on(book, today))
    return frozenset(row.id for row in candidates_of(book, today) if not said.isdisjoint(row.printed))


def newest(book: Book, today: date, count: int = MOST_CHOICES) -> tuple[str, ...]:
    """The newest purchases and open holds, for "which one do you mean"."""
    bought = [c for c in candidates_of(book, today) if c.type in (LineType.PURCHASE, None)]
    return tuple(c.id for c in sorted(bought, key=lambda c: c.day, reverse=True)[:count])


def _picked(candidates: Iterable[Candidate], clues: Clues, shown: Sequence[str]) -> Found | None:
    """The one of the list that was shown: by its place, or as the newest, oldest, largest or smallest of them."""
    if clues.ordinal is not None:
        return _counted(shown, clues.ordinal)
    if clues.superlative is None:
        return None
    by_id = {row.id: row for row in candidates}
    listed = [by_id[line_id] for line_id in shown if line_id in by_id]
    if not listed:
        return None
    by_day, last = clues.superlative in ("newest", "oldest"), clues.superlative in ("newest", "largest")
    listed.sort(key=lambda row: row.day.toordinal() if by_day else max(row.amounts))
    return One(listed[-1 if last else 0].id)


def _counted(shown: Sequence[str], ordinal: int) -> Found:
    index = ordinal - 1 if ordinal > 0 else len(shown) + ordinal
    return One(shown[index]) if ordinal and 0 <= index < len(shown) else _offered(tuple(shown))


def _offered(ids: tuple[str, ...]) -> Found:
    return One(ids[0]) if len(ids) == 1 else Several(ids[:MOST_CHOICES])


def _decided(fitting: list[Candidate], clues: Clues, said: Mapping[Name, float]) -> Found:
    best = fitting[0]
    if clues.amounts and amount_points(best, clues) < 0:
        return Several(tuple(row.id for row in fitting[:MOST_CHOICES]), unlike=Unlike.AMOUNT)
    other = next((row for row in fitting if any(said.get(name, 0.0) >= SURELY_NAMED for name in row.names)), None)
    if other and clues.amounts and not clues.kinds and said.keys().isdisjoint(best.names):
        # The amount says one shop, the words another: whichever was misremembered, the customer knows.
        return Several((best.id, other.id))
    close = [row for row in fitting if best.points - row.points < LEAD]
    if len(close) > 1 and len({row.shop for row in close}) == 1:
        last = max(close, key=lambda row: row.day)
        if all(last.day - row.day > RECENT for row in close if row is not last):
            return One(last.id)
    return _offered(tuple(row.id for row in close[:MOST_CHOICES]))
