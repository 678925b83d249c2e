"""Keeps the counts: folds what changed into them, and makes them anew from the rows, with the same result.

A row's change is its counts now less what it was counted for before, so that the order of changes does not matter and
a change that is told twice counts once. While the counts are made anew nothing is folded; what changes meanwhile
waits in the outbox and is folded upon them afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from candor.store.tables.trust import trust_counted, trust_counts, trust_months, trust_state
from candor.store.trust import reading
from candor.store.trust.outbox import Counted, TrustOutbox
from candor.trust.rows import Row
from candor.trust.shapes import Shapes, counts_from, day_of, read
from candor.trust.tally import NAMES, NOTHING, Counts, Key, Tally, added
from candor.trust.waits import first_of_month

KEY = ("segment", "metric", "day", "ripe", "path", "step")


class Noted(NamedTuple):
    """What a row counts for: the shape of it, as a short text, on its day."""

    row_id: str
    day: date
    shape: str


class Looked(NamedTuple):
    """So many rows of a kind up to the id `last`, and what those of them count for that count for anything."""

    kind: Counted
    noted: list[Noted]
    rows: int
    last: str


class Folding:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._outbox = TrustOutbox(connection)
        self._dialect = postgresql if connection.dialect.name == "postgresql" else sqlite

    def fold(self, now: datetime, limit: int = 500) -> int:
        """Folds the oldest changes into the counts; how many. None are while the counts are made anew."""
        state = self._hold()
        if state.building_until is not None and state.building_until > now:
            return 0
        waiting = self._outbox.oldest(limit)
        by_kind: defaultdict[Counted, set[str]] = defaultdict(set)
        for _, kind, row_id in waiting:
            by_kind[kind].add(row_id)
        self._add(
            added(part for kind, ids in by_kind.items() for part in self._changed(state.generation, kind, sorted(ids)))
        )
        self._outbox.done(seq for seq, _, _ in waiting)
        return len(waiting)

    def begin_rebuild(self, builder: str, now: datetime, until: datetime) -> int | None:
        """The generation to build; None while another builds one."""
        state = self._hold()
        if state.building_until is not None and state.building_until > now and state.builder != builder:
            return None
        self._connection.execute(update(trust_state).values(building_until=until, builder=builder))
        generation = int(state.generation) + 1
        if state.builder != builder:
            self.forget(generation)
        return generation

    def look(self, kind: Counted, last_id: str, limit: int, shapes: Shapes) -> Looked:
        """What the next rows of a kind, in the order of their ids, count for."""
        rows = reading.after(self._connection, kind, last_id, limit)
        return Looked(kind, self._noted_of(rows, shapes), len(rows), rows[-1].id if rows else "")

    def note(self, generation: int, kind: Counted, noted: Sequence[Noted]) -> None:
        """Writes down what rows count for in a generation."""
        if noted:
            self._connection.execute(
                insert(trust_counted),
                [
                    {"generation": generation, "kind": kind.value, "row_id": row_id, "day": day, "shape": shape}
                    for row_id, day, shape in noted
                ],
            )

    def end_rebuild(self, builder: str, generation: int, counts: Counts, now: datetime) -> bool:
        """Puts the new counts in the place of the old; False when another builder took over.

        Only what differs is written, so that nobody waits for a rebuild that finds what was there.
        """
        state = self._hold()
        if state.builder != builder:
            return False
        self._replace(trust_counts, counts)
        self._replace(trust_months, by_month(counts))
        change = {"generation": generation, "building_until": None, "builder": None, "rebuilt_at": now}
        self._connection.execute(update(trust_state).values(change))
        return True

    def forget(self, generation: int, limit: int | None = None) -> int:
        """Takes away what was noted for a generation, at most `limit` rows of one kind at a time; how many."""
        t = trust_counted
        mine = t.c.generation == generation
        if limit is None:
            return self._connection.execute(delete(t).where(mine)).rowcount
        some = self._connection.execute(
            select(t.c.kind, t.c.row_id).where(mine).order_by(t.c.kind, t.c.row_id).limit(limit)
        ).all()
        by_kind: defaultdict[str, list[str]] = defaultdict(list)
        for kind, row_id in some:
            by_kind[kind].append(row_id)
        for kind, ids in by_kind.items():
            between = t.c.row_id.between(min(ids), max(ids))
            self._connection.execute(delete(t).where(mine, t.c.kind == kind, between))
        return len(some)

    def rows(self) -> int:
        """How many rows there are to count."""
        return reading.how_many(self._connection)

    def rebuilt_at(self) -> datetime | None:
        found: datetime | None = self._connection.scalar(select(trust_state.c.rebuilt_at))
        return found

    def everything(self) -> Counts:
        """All counts as they are kept, by day."""
        return self._all_of(trust_counts)

    def months(self) -> Counts:
        """All counts as they are kept, by month."""
        return self._all_of(trust_months)

    def _all_of(self, t: Table) -> Counts:
        keys = (t.c.day, t.c.ripe, t.c.metric, t.c.path, t.c.segment, t.c.step)
        rows = self._connection.execute(select(*keys, *(t.c[name] for name in NAMES)))
        return {Key(*row[:6]): Tally(*row[6:]) for row in rows}

    def _hold(self) -> Any:
        """The state, held until the transaction ends."""
        return self._connection.execute(select(trust_state).with_for_update()).one()

    def _changed(self, generation: int, kind: Counted, ids: list[str]) -> Iterable[tuple[Key, Tally]]:
        """What these rows count for now, less what was noted of them; notes what they count for now."""
        found = reading.read(self._connection, kind, ids)
        now = {one.row_id: one for one in self._noted_of(list(found.values()), Shapes())}
        before = self._noted(generation, kind, ids)
        # A row that counts as it did is left alone: most changes of a row change no count.
        changed = [row_id for row_id in ids if before.get(row_id) != now.get(row_id)]
        gone = [before[row_id] for row_id in changed if row_id in before]
        if gone:
            t = trust_counted
            mine = (t.c.generation == generation, t.c.kind == kind.value)
            self._connection.execute(delete(t).where(*mine, t.c.row_id.in_([one.row_id for one in gone])))
        come = [now[row_id] for row_id in changed if row_id in now]
        self.note(generation, kind, come)
        taken = [(key, NOTHING.minus(tally)) for one in gone for key, tally in _counts(one).items()]
        return [*taken, *(part for one in come for part in _counts(one).items())]

    def _noted_of(self, rows: Sequence[Row], shapes: Shapes) -> list[Noted]:
        customers = {customer for row in rows if (customer := _customer(row))}
        segments = reading.segments(self._connection, sorted(customers)) if customers else {}
        noted = (Noted(row.id, day_of(row), shapes.said(row, segments.get(_customer(row) or "", ()))) for row in rows)
        return [one for one in noted if one.shape]

    def _noted(self, generation: int, kind: Counted, ids: list[str]) -> dict[str, Noted]:
        t = trust_counted
        query = select(t.c.row_id, t.c.day, t.c.shape).where(
            t.c.generation == generation, t.c.kind == kind.value, t.c.row_id.in_(ids)
        )
        return {row.row_id: Noted(*row) for row in self._connection.execute(query)}

    def _add(self, counts: Counts) -> None:
        """Adds to what is kept; what comes to nothing is no longer kept."""
        for table, more in ((trust_counts, counts), (trust_months, by_month(counts))):
            if more:
                adding = self._dialect.insert(table)
                sums = {name: table.c[name] + adding.excluded[name] for name in NAMES}
                statement = adding.on_conflict_do_update(index_elements=KEY, set_=sums)
                self._connection.execute(statement, [_row(key, tally) for key, tally in more.items()])
            if any(value < 0 for tally in more.values() for value in tally):
                self._connection.execute(delete(table).where(*(table.c[name] == 0 for name in NAMES)))

    def _replace(self, table: Table, counts: Counts) -> None:
        """Only what differs is written."""
        old = self._all_of(table)
        putting = self._dialect.insert(table)
        statement = putting.on_conflict_do_update(
            index_elements=KEY, set_={name: putting.excluded[name] for name in NAMES}
        )
        for some in _some([(key, tally) for key, tally in counts.items() if old.get(key) != tally], 2000):
            self._connection.execute(statement, [_row(key, tally) for key, tally in some])
        for key in old:
            if key not in counts:
                which = (table.c[name] == value for name, value in key._asdict().items())
                self._connection.execute(delete(table).where(*which))


def by_month(counts: Counts) -> Counts:
    """The same counts under the first days of their months."""
    return added(
        (key._replace(day=first_of_month(key.day), ripe=first_of_month(key.ripe)), tally)
        for key, tally in counts.items()
    )


def _customer(row: Row) -> str | None:
    customer: str | None = getattr(row, "customer_id", None)
    return customer


def _counts(noted: Noted) -> Counts:
    return counts_from(read(noted.shape), noted.day)


def _row(key: Key, tally: Tally) -> dict[str, Any]:
    return {**key._asdict(), **tally._asdict()}


def _some(items: list[Any], size: int) -> Iterable[list[Any]]:
    return (items[begin : begin + size] for begin in range(0, len(items), size))
