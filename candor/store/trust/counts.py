"""Looks at the counts: what the board shows is read from here and never from the rows."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from candor.store.tables.trust import trust_counts, trust_figures, trust_months
from candor.trust.tally import EVERYBODY, NAMES, NO_STEP, Tally
from candor.trust.waits import first_of_month, month_after

Month = date


class TrustCounts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_month(self, since: date, until: date, today: date) -> list[tuple[str, str, str, Tally]]:
        """Ripe counts of everybody from the month of `since` up to, not with, `until`: metric, path, month as
        `2026-05`, tally. The same metric, path and month may come twice: its parts are to be added.
        """
        return [
            (row.metric, row.path, f"{row.day:%Y-%m}", _tally(row[3:]))
            for t, ripe in _ripe(today)
            for row in self._connection.execute(
                select(t.c.metric, t.c.path, t.c.day, *(func.sum(t.c[name]) for name in NAMES))
                .where(t.c.segment == EVERYBODY, t.c.step == NO_STEP, ripe, t.c.day >= since, t.c.day < until)
                .group_by(t.c.metric, t.c.path, t.c.day)
            )
        ]

    def unripe(self, since: date, until: date, today: date) -> dict[str, int]:
        """How many of each metric may not be published yet."""
        found: defaultdict[str, int] = defaultdict(int)
        for t, ripe in _unripe(today):
            query = (
                select(t.c.metric, func.sum(t.c.n + t.c.unknown))
                .where(t.c.segment == EVERYBODY, t.c.step == NO_STEP, ripe, t.c.day >= since, t.c.day < until)
                .group_by(t.c.metric)
            )
            for metric, count in self._connection.execute(query):
                found[metric] += int(count)
        return found

    def waits(self, since: date, until: date) -> dict[str, dict[int, int]]:
        """Metric to waiting time (upper end of its step, in seconds) to how many; by whole months."""
        t = trust_months
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
        found: defaultdict[str, defaultdict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
        for t, ripe in _ripe(today):
            query = (
                select(t.c.metric, t.c.segment, *(func.sum(t.c[name]) for name in NAMES))
                .where(t.c.segment > EVERYBODY, ripe, t.c.day >= since, t.c.day < until)
                .group_by(t.c.metric, t.c.segment)
            )
            for row in self._connection.execute(query):
                found[row.metric][row.segment] = found[row.metric][row.segment].plus(_tally(row[2:]))
        return {metric: dict(segments) for metric, segments in found.items()}

    def first_day(self) -> date | None:
        """The first month that anything was counted in."""
        found: date | None = self._connection.scalar(
            select(func.min(trust_months.c.day)).where(trust_months.c.segment == EVERYBODY)
        )
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


def _ripe(today: date) -> tuple[tuple[Table, ColumnElement[bool]], ...]:
    """Where ripe counts stand, none of them twice: by month what was ripe before this month, by day what was since."""
    begun = first_of_month(today)
    return (trust_months, trust_months.c.ripe < begun), (trust_counts, trust_counts.c.ripe.between(begun, today))


def _unripe(today: date) -> tuple[tuple[Table, ColumnElement[bool]], ...]:
    """Where the counts stand that are too young: by month what is ripe in a later one, by day the rest of this one."""
    after = month_after(first_of_month(today))
    return (trust_months, trust_months.c.ripe >= after), (
        trust_counts,
        (trust_counts.c.ripe > today) & (trust_counts.c.ripe < after),
    )


def _tally(values: Any) -> Tally:
    return Tally(*(int(value) for value in values))
