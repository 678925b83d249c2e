"""Keeps the trust board's counts: folds what changed, and counts all rows anew with the same result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from candor.clock import Clock
from candor.errors import CountingElsewhere
from candor.ids import new_id
from candor.store import Store
from candor.store.trust.reading import all_kinds
from candor.trust.tally import Counts

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

    `tell` is told of the progress. Raises CountingElsewhere while another process counts.
    """
    builder = new_id()
    with store.read() as tx:
        of = tx.folding.rows()
    counts: Counts = {}
    done = generation = 0
    for kind in all_kinds():
        last = ""
        while True:
            with store.write() as tx:
                now = clock.now()
                generation = tx.folding.begin_rebuild(builder, now, now + HELD) or 0
                if not generation:
                    raise CountingElsewhere
                rows, more = tx.folding.count_rows(generation, kind, last, AT_ONCE)
            if not rows:
                break
            for key, tally in more.items():
                counts[key] = counts[key].plus(tally) if key in counts else tally
            done, last = done + len(rows), rows[-1].id
            tell(done, of)
    with store.write() as tx:
        if not tx.folding.end_rebuild(builder, generation, counts, clock.now()):
            raise CountingElsewhere
    _forget(store, generation - 1)
    fold_all(store, clock)
    return done


def _forget(store: Store, generation: int) -> None:
    """Takes the notes of the old generation away, some at a time."""
    while True:
        with store.write() as tx:
            if not tx.folding.forget(generation, AT_ONCE):
                return
