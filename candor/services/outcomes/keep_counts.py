"""Keeps the trust board's counts: folds what changed, and counts all rows anew with the same result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from candor.clock import Clock
from candor.errors import CountingElsewhere
from candor.ids import new_id
from candor.store import Store
from candor.store.trust.folding import Looked
from candor.store.trust.outbox import Counted
from candor.store.trust.reading import all_kinds
from candor.trust.shapes import Shapes, counts_of_many

AT_ONCE = 5000
HELD = timedelta(minutes=5)
"""How long a rebuild that died keeps others out. One that lives says so again with every batch."""


def fold(store: Store, clock: Clock, limit: int = 500) -> int:
    """Folds what waits in the outbox, in one transaction; how many changes it took."""
    with store.read() as tx:
        if not tx.counted.oldest(1):
            return 0
    with store.write() as tx:
        return tx.folding.fold(clock.now(), limit)


def fold_all(store: Store, clock: Clock) -> int:
    """Folds until nothing waits; how many changes."""
    total = 0
    while took := fold(store, clock):
        total += took
    return total


def rebuild(store: Store, clock: Clock, tell: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Counts all rows anew, in short transactions while the product goes on; how many rows there were.

    `tell` is told of the progress. Raises CountingElsewhere while another process counts. A row that changes after it
    was looked at stands in the outbox, and is folded upon what was noted of it here.
    """
    builder = new_id()
    with store.read() as tx:
        of = tx.folding.rows()
    shapes, counted = Shapes(), Counter[tuple[str, date]]()
    done, generation = 0, _begin(store, clock, builder)
    for kind in all_kinds():
        looked = _look(store, kind, "", shapes)
        while looked.rows:
            generation = _begin(store, clock, builder, looked)
            counted.update((one.shape, one.day) for one in looked.noted)
            done += looked.rows
            tell(done, of)
            looked = _look(store, kind, looked.last, shapes)
    with store.write() as tx:
        if not tx.folding.end_rebuild(builder, generation, counts_of_many(counted), clock.now()):
            raise CountingElsewhere
    _forget(store, generation - 1)
    fold_all(store, clock)
    return done


def _look(store: Store, kind: Counted, last: str, shapes: Shapes) -> Looked:
    with store.read() as tx:
        return tx.folding.look(kind, last, AT_ONCE, shapes)


def _begin(store: Store, clock: Clock, builder: str, looked: Looked | None = None) -> int:
    """Holds the counting for this builder, with what it has looked at since; the generation it builds."""
    with store.write() as tx:
        now = clock.now()
        generation = tx.folding.begin_rebuild(builder, now, now + HELD)
        if generation is None:
            raise CountingElsewhere
        if looked:
            tx.folding.note(generation, looked.kind, looked.noted)
        return generation


def _forget(store: Store, generation: int) -> None:
    """Takes the notes of the old generation away, some at a time."""
    while True:
        with store.write() as tx:
            if not tx.folding.forget(generation, AT_ONCE):
                return
