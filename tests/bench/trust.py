"""`make bench`, the trust board: an outcome with its turn, counting anew, the board's page over ten million rows."""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from rich.console import Console
from sqlalchemy import insert

from candor.clock import FixedClock
from candor.conversation.messages import Conversation, Owner
from candor.conversation.replies import Reply
from candor.services.outcomes.keep_counts import rebuild
from candor.services.outcomes.note_turn import Ended, note_turn
from candor.store import Store
from candor.store.migrate import migrate
from candor.store.rows import row_of
from candor.store.tables.trust import issues, trust_counts, trust_months
from candor.store.trust.folding import by_month
from candor.trust.rows import CameOf, Issue, Wanted
from candor.trust.rows import Path as Served
from candor.trust.shapes import Shapes, counts_of_many
from candor.trust.tally import Counts
from tests.bench.numbers import percentile
from tests.trust.histories import history, segments_of
from tests.web.site import running, settings
from tests.web.staff.crew import Desk, hire

NOW = datetime(2026, 5, 12, 15, tzinfo=UTC)
TURNS, LOOKS, DAYS, ROWS_BEHIND, DRAWN_A_DAY = 500, 60, 730, 10_000_000, 120
MOST_WRITE, MOST_BOARD, MOST_REBUILD = 2.0, 300.0, 120.0
EXPLAINED = (Reply("utter_explain_purchase", cites=("t1", "k1")),)


def main(rows: int = 1_000_000) -> None:
    """Prints each figure beside what is wanted."""
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'candor.db'}"
        migrate(url)
        store, clock = Store(url), FixedClock(NOW)
        first, later = write_times(store)
        console.print(f"an outcome with its turn, p95: {first:.2f} ms, again {later:.2f} ms (at most {MOST_WRITE} ms)")
        _fill(store, rows)
        begun = time.perf_counter()
        rebuild(store, clock)
        took = time.perf_counter() - begun
        console.print(f"counting {rows:,} rows anew: {took:.1f} s (at most {MOST_REBUILD:.0f} s for 1,000,000)")
        kept = _counts_of_many(store)
        board = asyncio.run(board_time(store, clock, Path(folder)))
        console.print(
            f"the board's page over {ROWS_BEHIND:,} rows ({kept:,} counts), p95: {board:.0f} ms "
            f"(at most {MOST_BOARD:.0f} ms)"
        )
        store.close()


def write_times(store: Store) -> tuple[float, float]:
    """What the rows and their note add to the transaction of a turn that explains a new charge, and of one that goes
    on about it: the statements alone, since the commit is the turn's own.
    """
    first, later = [], []
    for number in range(TURNS):
        head = Conversation(f"talk-{number}", f"c{number % 50}", None, Owner.BOT, NOW, NOW, 0, 0, None, 0)
        turn = Ended(head, EXPLAINED, "explain_charge", None, NOW, NOW)
        with store.write() as tx:
            begun = time.perf_counter()
            note_turn(tx, turn)
            between = time.perf_counter()
            note_turn(tx, replace(turn, now=NOW + timedelta(minutes=1)))
            first.append((between - begun) * 1000)
            later.append((time.perf_counter() - between) * 1000)
    return percentile(first, 0.95), percentile(later, 0.95)


async def board_time(store: Store, clock: FixedClock, folder: Path) -> float:
    """The whole page over HTTP, signed in, as a supervisor's browser asks for it."""
    hire(store)
    times = []
    async with running(store, clock, settings(folder)) as site:
        desk = Desk(site, site.http, "priya")
        await desk.enter()
        for span in (1, 3, 12, 24) * (LOOKS // 4):
            begun = time.perf_counter()
            page = await desk.get(f"/trust?last={span}")
            times.append((time.perf_counter() - begun) * 1000)
            assert page.status_code == 200
    return percentile(times, 0.95)


def _fill(store: Store, rows: int) -> None:
    """Issues of two years. They are written past the outbox: the rebuild reads all rows."""
    made = (_issue(number) for number in range(rows))
    with store.write() as tx:
        while some := list(islice(made, 20_000)):
            tx._connection.execute(insert(issues), some)


def _issue(number: int) -> dict[str, Any]:
    at = NOW - timedelta(days=number % DAYS, seconds=number % 40_000)
    row = Issue(
        f"{number * 7_919 % 10_000_019:09}", f"c{number % 3000}", f"t{number}", f"k{number}", at,
        at + timedelta(minutes=number % 300), (Served.BOT, Served.BOTH)[number % 5 == 0], Wanted.EXPLANATION,
        CameOf.EXPLAINED, explained=number % 2 == 0, resolved=(True, True, False, None)[number % 4],
        assessed_at=at + timedelta(seconds=number % 900) if number % 3 else None,
        repeated_at=at + timedelta(days=3) if number % 11 == 0 else None,
    )  # fmt: skip
    return row_of(row)


def _counts_of_many(store: Store) -> int:
    """The counts that ten million rows of all kinds leave behind: drawn rows of each day, each standing for many.

    How many counts there are hangs on how many days, windows, paths, groups and waiting times there are, and those are
    the drawn rows' own; how many counts are kept.
    """
    rng, shapes = random.Random(8), Shapes()
    each = ROWS_BEHIND // (DAYS * DRAWN_A_DAY)
    counted: Counter[tuple[str, date]] = Counter()
    for ago in range(DAYS):
        day = NOW.date() - timedelta(days=ago)
        for number in range(DRAWN_A_DAY):
            *_, row = history(rng, f"r{number}")
            segments = segments_of(getattr(row, "customer_id", None))
            counted[(shapes.said(row, segments), day)] += each
    counts = counts_of_many(counted)
    _put(store, counts)
    return len(counts)


def _put(store: Store, counts: Counts) -> None:
    with store.write() as tx:
        for table, some in ((trust_counts, counts), (trust_months, by_month(counts))):
            tx._connection.execute(table.delete())
            rows = ({**key._asdict(), **tally._asdict()} for key, tally in some.items())
            while block := list(islice(rows, 5_000)):
                tx._connection.execute(insert(table), block)


if __name__ == "__main__":
    main(*(int(given) for given in sys.argv[1:]))
