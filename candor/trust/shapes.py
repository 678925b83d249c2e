"""What a row counts for, apart from its day. There are a few thousand such shapes, however many rows there are.

So ten million rows are counted by saying of each its shape and its day, and a row's note is one short text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from candor.trust.counting import ASSESSED_WITHIN, REPEAT_WITHIN, counts_of
from candor.trust.rows import Issue, Row, Talk
from candor.trust.tally import EVERYBODY, NO_STEP, Counts, Key, Tally
from candor.trust.waits import first_of_month, step_of

OF_MONTH = None
TIMES = ("first_at", "at", "made_at", "requested_at", "notice_at")


class Part(NamedTuple):
    """One count of a row. `ripe` is in days after the row's own; OF_MONTH for a wait, which counts for its month."""

    metric: str
    path: str
    ripe: int | None
    tally: Tally
    segment: str = EVERYBODY
    step: int = NO_STEP


Shape = tuple[Part, ...]
NO_SHAPE: Shape = ()


def day_of(row: Row) -> date:
    """The day (UTC) that all counts of a row belong to: that of first contact."""
    at = next(value for name in TIMES if isinstance(value := getattr(row, name, None), datetime))
    return at.astimezone(UTC).date()


def shape_of(row: Row, segments: Sequence[str] = ()) -> Shape:
    """The row's counts without its day."""
    day = day_of(row)
    return tuple(
        Part(
            key.metric,
            key.path,
            OF_MONTH if key.step != NO_STEP else (key.ripe - day).days,
            tally,
            key.segment,
            key.step,
        )
        for key, tally in counts_of(row, segments).items()
    )


def counts_from(shape: Shape, day: date) -> Counts:
    """The counts of a row of this shape whose day it is."""
    return {_key(part, day): part.tally for part in shape}


def counts_of_many(rows: Mapping[tuple[str, date], int]) -> Counts:
    """The counts of so many rows of each shape (as `said`) and day."""
    counts: dict[Key, list[int]] = {}
    for (text, day), times in rows.items():
        for part in read(text):
            sums = counts.setdefault(_key(part, day), [0] * len(part.tally))
            for place, value in enumerate(part.tally):
                sums[place] += value * times
    return {key: Tally(*sums) for key, sums in counts.items() if any(sums)}


def said(shape: Shape) -> str:
    """The shape as a short text; "" where nothing is counted. `read` gives it again."""
    return json.dumps([_plain(part) for part in shape], separators=(",", ":")) if shape else ""


@lru_cache(maxsize=8192)
def read(text: str) -> Shape:
    if not text:
        return NO_SHAPE
    return tuple(
        Part(metric, path, ripe, Tally(*tally), *rest) for metric, path, ripe, tally, *rest in json.loads(text)
    )


class Shapes:
    """Says shapes of many rows; what two rows have in common is worked out once."""

    def __init__(self) -> None:
        self._said: dict[object, str] = {}

    def said(self, row: Row, segments: Sequence[str] = ()) -> str:
        alike = _alike(row)
        if alike is None:
            return said(shape_of(row, segments))
        known = self._said.get((alike, *segments))
        if known is None:
            known = self._said[(alike, *segments)] = said(shape_of(row, segments))
        return known


def _alike(row: Row) -> object:
    """What the counts of a row hang on beside its day and its customer's segments; None where no two are asked for."""
    match row:
        case Talk():
            return (_days(row.first_at, row.last_at), row.path, row.human, row.mandatory, row.answered)
        case Issue():
            return (
                _days(row.first_at, row.last_at),
                row.path,
                row.repeat_of is None,
                None if row.repeated_at is None else row.repeated_at <= row.last_at + REPEAT_WITHIN,
                row.resolved,
                row.transferred,
                row.explained,
                row.disputed_at is None,
                row.upheld,
                None if row.assessed_at is None else _assessed(row.assessed_at - row.first_at),
            )
    return None


def _assessed(took: timedelta) -> tuple[int, bool]:
    return step_of(took), took <= ASSESSED_WITHIN


def _days(first: datetime, last: datetime) -> int:
    """Days from one to the other; apart by the day alone, whose windows are whole days."""
    return last.astimezone(UTC).toordinal() - first.astimezone(UTC).toordinal()


def _plain(part: Part) -> list[Any]:
    tally = list(part.tally)
    while tally and not tally[-1]:
        tally.pop()
    rest = [part.segment, part.step] if part.step != NO_STEP else [part.segment] if part.segment else []
    return [part.metric, part.path, part.ripe, tally, *rest]


def _key(part: Part, day: date) -> Key:
    if part.ripe is OF_MONTH:
        month = first_of_month(day)
        return Key(month, month, part.metric, part.path, part.segment, part.step)
    return Key(day, day + timedelta(days=part.ripe), part.metric, part.path, part.segment, part.step)
