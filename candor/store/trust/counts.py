"""Looks at the counts: what the board shows is read from here and never from the rows."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, String, cast, func, select

from candor.store.tables.trust import trust_counts as t
from candor.store.tables.trust import trust_figures
from candor.trust.tally import EVERYBODY, NAMES, NO_STEP, Tally

Month = date


class TrustCounts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_day(self, since: date, until: date, today: date) -> list[tuple[str, str, date, Tally]]:
        """Ripe counts of everybody from `since` up to, not with, `until`: metric, path, day, tally."""
        query = (
            select(t.c.metric, t.c.path, t.c.day, *(func.sum(t.c[name]) for name in NAMES))
            .where(t.c.segment == EVERYBODY, t.c.step == NO_STEP, t.c.ripe <= today)
            .where(t.c.day >= since, t.c.day < until)
            .group_by(t.c.metric, t.c.path, t.c.day)
        )
        return [(row[0], row[1], row[2], _tally(row[3:])) for row in self._connection.execute(query)]

    def by_month(self, since: date, until: date, today: date) -> list[tuple[str, str, str, Tally]]:
        """As `by_day`, by month as `2026-05`."""
        month = func.substr(cast(t.c.day, String), 1, 7)
        query = (
            select(t.c.metric, t.c.path, month, *(func.sum(t.c[name]) for name in NAMES))
            .where(t.c.segment == EVERYBODY, t.c.step == NO_STEP, t.c.ripe <= today)
            .where(t.c.day >= since, t.c.day < until)
            .group_by(t.c.metric, t.c.path, month)
        )
        return [(row[0], row[1], row[2], _tally(row[3:])) for row in self._connection.execute(query)]

    def unripe(self, since: date, until: date, today: date) -> dict[str, int]:
        """How many of each metric may not be published yet."""
        query = (
            select(t.c.metric, func.sum(t.c.n + t.c.unknown))
            .where(t.c.segment == EVERYBODY, t.c.step == NO_STEP, t.c.ripe > today)
            .where(t.c.day >= since, t.c.day < until)
            .group_by(t.c.metric)
        )
        return {metric: int(count) for metric, count in self._connection.execute(query)}

    def waits(self, since: date, until: date) -> dict[str, dict[int, int]]:
        """Metric to waiting time (upper end of its step, in seconds) to how many; by whole months."""
        query: Select[Any] = (
            select(t.c.metric, t.c.step, func.sum(t.c.n))
            .where(t.c.segment == EVERYBODY, t.c.step != NO_STEP, t.c.day >= since, t.c.day < until)
            .group_by(t.c.metric, t.c.step)
        )
        found: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for metric, step, count in self._connection.execute(query):
            found[metric][step] = int(count)
        return found

    def by_segment(self, since: date, until: date, today: date) -> dict[str, dict[str, Tally]]:
        """Metric to segment to its ripe tally."""
        query = (
            select(t.c.metric, t.c.segment, *(func.sum(t.c[name]) for name in NAMES))
            .where(t.c.segment > EVERYBODY, t.c.ripe <= today, t.c.day >= since, t.c.day < until)
            .group_by(t.c.metric, t.c.segment)
        )
        found: defaultdict[str, dict[str, Tally]] = defaultdict(dict)
        for row in self._connection.execute(query):
            found[row[0]][row[1]] = _tally(row[2:])
        return found

    def everything(self) -> dict[tuple[Any, ...], Tally]:
        """All counts by their keys, for comparison."""
        keys = ("segment", "metric", "day", "ripe", "path", "step")
        rows = self._connection.execute(select(*(t.c[name] for name in (*keys, *NAMES))))
        return {tuple(row[:6]): _tally(row[6:]) for row in rows}

    def first_day(self) -> date | None:
        """The first day that anything was counted on."""
        found: date | None = self._connection.scalar(select(func.min(t.c.day)).where(t.c.segment == EVERYBODY))
        return found

    def put_figure(self, month: Month, name: str, part: str, *, hits: int = 0, n: int = 0, cents: int = 0) -> None:
        """A figure from the books of the house; the newest word on it stands."""
        which = (trust_figures.c.month == month, trust_figures.c.name == name, trust_figures.c.part == part)
        self._connection.execute(trust_figures.delete().where(*which))
        row = {"month": month, "name": name, "part": part, "hits": hits, "n": n, "cents": cents}
        self._connection.execute(trust_figures.insert(), row)

    def figures(self, since: Month, until: Month) -> list[tuple[Month, str, str, int, int, int]]:
        """Month, name, part, hits, n and cents of what the books of the house say."""
        f = trust_figures
        query = select(f).where(f.c.month >= since, f.c.month < until).order_by(f.c.month, f.c.name, f.c.part)
        return [tuple(row) for row in self._connection.execute(query)]


def _tally(values: Any) -> Tally:
    return Tally(*(int(value) for value in values))
