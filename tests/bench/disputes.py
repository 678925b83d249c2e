"""`make bench`, disputes: finding what is due among a million rows, and filing a confirmed case."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console

from candor.clock import FixedClock
from candor.disputes import commands as do
from candor.disputes.reasons import Reason
from candor.services.disputes.begin_case import begin_case
from candor.services.disputes.move_case import file_case
from candor.store import Store
from candor.store.engine import engine_for
from candor.store.migrate import migrate
from tests.bench.numbers import percentile
from tests.services.serving import BOOK, JACKET, tools_on

ROWS, LOOKS, MOST_MILLISECONDS = 1_000_000, 200, 50.0
FILINGS, MOST_FILING = 200, 20.0
NOW = datetime(2026, 5, 12, 15, tzinfo=UTC)
KINDS = ("dispute_acknowledge", "dispute_remind", "dispute_alert", "dispute_credit")


def main() -> None:
    """Prints each figure beside what is wanted."""
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as folder:
        filing = filing_time(Path(folder))
        mark = "within" if filing <= MOST_FILING else "above"
        console.print(f"filing a confirmed case, p95: {filing:.1f} ms ({mark} {MOST_FILING} ms)")
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as folder:
        for name, found in due_times(f"sqlite:///{Path(folder) / 'candor.db'}").items():
            mark = "within" if found <= MOST_MILLISECONDS else "above"
            console.print(f"{name} among {ROWS:,} rows, p95: {found:.2f} ms ({mark} {MOST_MILLISECONDS} ms)")


def filing_time(folder: Path) -> float:
    """Milliseconds of filing a confirmed draft, with its events, money, letters and clocks, p95."""
    tools = tools_on(folder, FixedClock(NOW))
    lines = [replace(JACKET, id=f"t-{n}", amount=1000 + n) for n in range(FILINGS)]
    with tools.store.write() as tx:
        tx.ledger.add_lines("a01", lines=lines)
        drafts = [begin_case(tx, tools, BOOK, line, notice_at=NOW) for line in lines]
    waiting = iter(drafts)

    def file() -> None:
        draft = next(waiting)
        with tools.store.write() as tx:
            submit = do.Submit(Reason.NOT_RECEIVED, draft.case.charged, confirmed=True)
            file_case(tx, tools, tx.disputes.get(draft.id), submit, actor="customer", key="said")

    found = _p95(file, FILINGS)
    tools.store.close()
    return found


def due_times(url: str) -> dict[str, float]:
    """Milliseconds of a look that finds nothing, and of one that takes a row; half of all rows were done before."""
    _fill(url)
    store = Store(url)

    def look() -> None:
        with store.read() as tx:
            assert not tx.due_work.is_due(KINDS, NOW)

    def take() -> None:
        with store.write() as tx:
            work = tx.due_work.take(KINDS, NOW + timedelta(days=365))
            assert work
            tx.due_work.done(work, NOW)

    found = {"a look for due work": _p95(look), "taking due work": _p95(take)}
    store.close()
    return found


def _p95(call: Callable[[], None], times_over: int = LOOKS) -> float:
    times = []
    for _ in range(times_over):
        begun = time.perf_counter()
        call()
        times.append((time.perf_counter() - begun) * 1000)
    return percentile(times, 0.95)


def _fill(url: str) -> None:
    """Odd rows were done in the past; even ones wait for a time that is still to come. In one statement: a million
    rows by the way of the product would take minutes.
    """
    migrate(url)
    engine = engine_for(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(FILL, (ROWS,))
        connection.exec_driver_sql("analyze")
    engine.dispose()


KINDS_OF_A_ROW = " ".join(f"when {place} then '{kind}'" for place, kind in enumerate(KINDS))
AWAY = "((n + 1) * case n % 2 when 1 then -1 else 1 end)"
AT = f"strftime('%Y-%m-%d %H:%M:%f000', '{NOW:%Y-%m-%d %H:%M:%S}', {AWAY} || ' minutes')"
FILL = f"""
    with recursive numbers(n) as (select 0 union all select n + 1 from numbers limit ?)
    insert into due_work (id, kind, subject, at, try_at, attempts, done_at)
    select 'work-' || n, case n / 2 % 4 {KINDS_OF_A_ROW} end, 'case-' || n, {AT}, {AT}, 0,
           case n % 2 when 1 then {AT} end
    from numbers
"""


if __name__ == "__main__":
    main()
