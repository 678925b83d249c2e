"""`make bench`, the trust board: an outcome with its turn, counting anew, the board over two years of counts."""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from rich.console import Console

from candor.clock import FixedClock
from candor.services.outcomes.keep_counts import rebuild
from candor.services.outcomes.months import months_of
from candor.services.outcomes.report import report_of
from candor.store import Store
from candor.store.migrate import migrate
from candor.trust.metrics import METRICS
from candor.trust.rows import CameOf, Issue, Wanted
from candor.trust.rows import Path as Served
from candor.trust.tally import Counts, Key, Tally
from tests.bench.numbers import percentile

NOW = datetime(2026, 5, 12, 15, tzinfo=UTC)
TURNS, LOOKS, DAYS, ROWS_BEHIND = 500, 60, 730, 10_000_000
MOST_WRITE, MOST_BOARD, MOST_REBUILD = 2.0, 300.0, 120.0


def main(rows: int = 1_000_000) -> None:
    """Prints each figure beside what is wanted."""
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'candor.db'}"
        migrate(url)
        store, clock = Store(url), FixedClock(NOW)
        console.print(f"an outcome with its turn, p95: {write_time(store):.2f} ms (at most {MOST_WRITE} ms)")
        _fill(store, rows)
        begun = time.perf_counter()
        rebuild(store, clock)
        took = time.perf_counter() - begun
        console.print(f"counting {rows:,} rows anew: {took:.1f} s (at most {MOST_REBUILD} s for 1,000,000)")
        _counts_of_many(store, clock)
        console.print(f"the board over {ROWS_BEHIND:,} rows, p95: {board_time(store, clock):.0f} ms (at most 300 ms)")
        store.close()


def write_time(store: Store) -> float:
    """What the row and its note add to a transaction: the statements alone, since the commit is the turn's own."""
    times = []
    with store.write() as tx:
        for number in range(TURNS):
            begun = time.perf_counter()
            tx.trust.newest_issue("c", f"t{number}")
            tx.trust.put_issue(_issue(f"turn-{number}"), None)
            times.append((time.perf_counter() - begun) * 1000)
    return percentile(times, 0.95)


def board_time(store: Store, clock: FixedClock) -> float:
    times = []
    for _ in range(LOOKS):
        begun = time.perf_counter()
        report_of(store, clock, months_of(NOW))
        times.append((time.perf_counter() - begun) * 1000)
    return percentile(times, 0.95)


def _issue(name: str, at: datetime = NOW) -> Issue:
    return Issue(name, "c", name, "k", at, at, Served.BOT, Wanted.EXPLANATION, CameOf.EXPLAINED, resolved=True)


def _fill(store: Store, rows: int) -> None:
    for begin in range(0, rows, 20_000):
        some = [
            {**_issue(f"{n:09}").__dict__, "first_at": at, "last_at": at, "path": "bot", "wanted": "explanation",
             "result": "explained"}
            for n in range(begin, min(rows, begin + 20_000))
            if (at := NOW - timedelta(days=n % DAYS))
        ]  # fmt: skip
        with store.write() as tx:
            tx.trust_past.add("issues", some)
            # The rebuild reads all rows: the outbox would only be folded a second time.
            tx.counted.done(seq for seq, _, _ in tx.counted.oldest(30_000))


def _counts_of_many(store: Store, clock: FixedClock) -> None:
    """The counts that ten million rows would leave behind: every metric on every day, path and segment."""
    counts: Counts = {}
    a_day = ROWS_BEHIND // DAYS // 9
    for ago in range(DAYS):
        day = date(2026, 5, 12) - timedelta(days=ago)
        for metric in METRICS.values():
            if metric.counted is None:
                continue
            for path in ("bot", "person", "both"):
                counts[Key(day, day, metric.id, path)] = Tally(a_day, a_day * 3 // 4, 3, a_day * 5, a_day * 27, 9, 4)
            for segment in ("language:en", "language:es", "access:none", "access:needed"):
                counts[Key(day, day, metric.id, "all", segment)] = Tally(a_day, a_day // 2)
    with store.write() as tx:
        generation = tx.folding.begin_rebuild("bench", clock.now(), clock.now() + timedelta(minutes=5))
        assert generation
        tx.folding.end_rebuild("bench", generation, counts, clock.now())


if __name__ == "__main__":
    main(*(int(given) for given in sys.argv[1:]))
