"""Keeps the counts: folds what changed into them, and makes them anew from the rows, with the same result.

A row's change is its counts now less what it was counted for before, so that the order of changes does not matter and
a change that is told twice counts once. While the counts are made anew nothing is folded; what changes meanwhile
waits in the outbox and is folded upon them afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from candor.store.tables.trust import trust_counted, trust_counts, trust_state
from candor.store.trust import reading
from candor.store.trust.outbox import Counted, TrustOutbox
from candor.trust.counting import counts_of
from candor.trust.rows import Row
from candor.trust.tally import NAMES, Counts, Key, Tally, added, change

KEY = ("segment", "metric", "day", "ripe", "path", "step")


class Folding:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._outbox = TrustOutbox(connection)

    def fold(self, now: datetime, limit: int = 500) -> int:
        """Folds the oldest changes into the counts; how many. None are while the counts are made anew."""
        waiting = self._outbox.oldest(limit)
        if not waiting:
            return 0
        state = self._hold()
        if state.building_until is not None and state.building_until > now:
            return 0
        # Read again: another process may have folded while this one waited for its place.
        waiting = self._outbox.oldest(limit)
        by_kind: defaultdict[Counted, set[str]] = defaultdict(set)
        for _, kind, row_id in waiting:
            by_kind[kind].add(row_id)
        self._add(added(part for kind, ids in by_kind.items() for part in self._changed(state.generation, kind, ids)))
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

    def count_rows(self, generation: int, kind: Counted, last_id: str, limit: int) -> tuple[list[Row], Counts]:
        """The next rows of a kind and what they count for, noted under the generation that is being built."""
        rows = reading.after(self._connection, kind, last_id, limit)
        segments = reading.segments(self._connection, sorted({c for row in rows if (c := _customer(row))}))
        each = {row.id: counts_of(row, segments.get(_customer(row) or "", ())) for row in rows}
        self._note(generation, kind, each)
        return rows, added(part for counts in each.values() for part in counts.items())

    def end_rebuild(self, builder: str, generation: int, counts: Counts, now: datetime) -> bool:
        """Puts the new counts in the place of the old; False when another builder took over."""
        state = self._hold()
        if state.builder != builder:
            return False
        self._connection.execute(delete(trust_counts))
        for some in _some([*counts.items()], 2000):
            self._connection.execute(insert(trust_counts), [_row(key, tally) for key, tally in some])
        change = {"generation": generation, "building_until": None, "builder": None, "rebuilt_at": now}
        self._connection.execute(update(trust_state).values(change))
        return True

    def forget(self, generation: int, limit: int | None = None) -> int:
        """Takes away what was noted for a generation, at most `limit` rows of one kind at a time; how many."""
        t = trust_counted
        mine = t.c.generation == generation
        if limit is None:
            return self._connection.execute(delete(t).where(mine)).rowcount
        some = self._connection.execute(select(t.c.kind, t.c.row_id).where(mine).limit(limit)).all()
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

    def _hold(self) -> Any:
        """The state, held until the transaction ends."""
        return self._connection.execute(select(trust_state).with_for_update()).one()

    def _changed(self, generation: int, kind: Counted, ids: set[str]) -> list[tuple[Key, Tally]]:
        found = reading.read(self._connection, kind, sorted(ids))
        customers = sorted({customer for row in found.values() if (customer := _customer(row))})
        segments = reading.segments(self._connection, customers)
        noted = self._noted(generation, kind, ids)
        parts: list[tuple[Key, Tally]] = []
        each = {}
        for row_id in ids:
            row = found.get(row_id)
            each[row_id] = counts_of(row, segments.get(_customer(row) or "", ())) if row else {}
            parts += change(noted.get(row_id, {}), each[row_id]).items()
        mine = (trust_counted.c.generation == generation, trust_counted.c.kind == kind.value)
        self._connection.execute(delete(trust_counted).where(*mine, trust_counted.c.row_id.in_(sorted(noted))))
        self._note(generation, kind, each)
        return parts

    def _noted(self, generation: int, kind: Counted, ids: set[str]) -> dict[str, Counts]:
        t = trust_counted
        query = select(t.c.row_id, t.c.counts).where(
            t.c.generation == generation, t.c.kind == kind.value, t.c.row_id.in_(sorted(ids))
        )
        return {row.row_id: _unpacked(row.counts) for row in self._connection.execute(query)}

    def _note(self, generation: int, kind: Counted, each: Mapping[str, Counts]) -> None:
        rows = [
            {"generation": generation, "kind": kind.value, "row_id": row_id, "counts": _packed(counts)}
            for row_id, counts in each.items()
            if counts
        ]
        if rows:
            self._connection.execute(insert(trust_counted), rows)

    def _add(self, counts: Counts) -> None:
        if not counts:
            return
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        adding = dialect.insert(trust_counts)
        sums = {name: trust_counts.c[name] + adding.excluded[name] for name in NAMES}
        statement = adding.on_conflict_do_update(index_elements=KEY, set_=sums)
        self._connection.execute(statement, [_row(key, tally) for key, tally in counts.items()])
        none = [trust_counts.c[name] == 0 for name in NAMES]
        self._connection.execute(delete(trust_counts).where(*none))

    def total(self) -> int:
        """How many counts are kept."""
        return int(self._connection.scalar(select(func.count()).select_from(trust_counts)) or 0)


def _customer(row: Row) -> str | None:
    customer: str | None = getattr(row, "customer_id", None)
    return customer


def _row(key: Key, tally: Tally) -> dict[str, Any]:
    return {**key._asdict(), **tally._asdict()}


def _packed(counts: Counts) -> list[list[Any]]:
    return [[key.day.isoformat(), key.ripe.isoformat(), *key[2:], *tally] for key, tally in counts.items()]


def _unpacked(packed: list[list[Any]]) -> Counts:
    return {
        Key(date.fromisoformat(day), date.fromisoformat(ripe), *rest[:4]): Tally(*rest[4:])
        for day, ripe, *rest in packed
    }


def _some(items: list[tuple[Key, Tally]], size: int) -> list[list[tuple[Key, Tally]]]:
    return [items[begin : begin + size] for begin in range(0, len(items), size)]
