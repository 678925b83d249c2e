"""`make bench`, the studio: opening an inbox of 100,000 turns, and grouping 10,000 new ones."""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from sqlalchemy import insert

from candor.clock import FixedClock
from candor.settings import ROOT
from candor.store import Store
from candor.store.migrate import migrate
from candor.store.tables.conversation import conversations, messages
from candor.store.tables.studio import bad_groups, bad_turns
from candor.supervising.product import bot_environment, bot_python
from candor.training.nlu_files import NluFiles
from candor.training.nlu_text import plain
from candor.training.workshop import Workshop
from tests.bench.numbers import percentile
from tests.conftest import NOW
from tests.web.site import running, settings
from tests.web.staff.crew import Desk, hire

TURNS, IN_GROUP, OPENINGS, NEW = 100_000, 5, 60, 10_000
MOST_MILLISECONDS, MOST_SECONDS = 300, 30
SEED = 9
WORDS = ["today", "again", "please", "sorry", "really", "maybe", "still", "now", "quickly", "somehow", "also", "anyway"]


def main() -> None:
    """Prints both figures beside what is wanted."""
    console = Console(highlight=False)
    slow = opening_time()
    mark = _mark(slow, MOST_MILLISECONDS)
    console.print(f"opening an inbox of {TURNS:,} turns, p95: {slow:.0f} ms ({mark} {MOST_MILLISECONDS} ms)")
    took, groups = grouping_time()
    told = f"grouping {NEW:,} new turns into {groups:,}, the encoder's start and all: {took:.1f} s"
    console.print(f"{told} ({_mark(took, MOST_SECONDS)} {MOST_SECONDS} s)")


def opening_time() -> float:
    """The 95th percentile of a trainer's whole request, in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'candor.db'}"
        migrate(url)
        store = Store(url)
        hire(store)
        _fill(store)
        try:
            return asyncio.run(_open(store, Path(folder)))
        finally:
            store.close()


async def _open(store: Store, folder: Path) -> float:
    times = []
    async with running(store, FixedClock(NOW), settings(folder)) as site:
        desk = Desk(site, site.http, "theo")
        await desk.enter()
        for _ in range(OPENINGS):
            begun = time.perf_counter()
            answer = await desk.get("/studio")
            times.append((time.perf_counter() - begun) * 1000)
            assert answer.status_code == 200
            assert f"{TURNS} turns" in answer.text
    return percentile(times, 0.95)


def _fill(store: Store) -> None:
    """One talk a group; written as rows, for the way in is not what is measured."""
    with store.write() as tx:
        run = tx._connection.execute
        talk = {"owner": "bot", "started_at": NOW, "last_at": NOW, "last_seq": 0, "read_seq": 0, "tracker_version": 0}
        for start in range(0, TURNS, 10_000):
            ids = range(start, start + 10_000)
            talks = range(start // IN_GROUP, (start + 10_000) // IN_GROUP)
            run(insert(conversations), [{**talk, "id": f"t{n}", "guest_session_id": f"g{n}"} for n in talks])
            said = {"sender": "customer", "cites": [], "changed": False}
            run(insert(messages), [
                {**said, "id": f"m{n}", "conversation_id": f"t{n // IN_GROUP}", "seq": n % IN_GROUP + 1,
                 "text": f"words that nobody understood, number {n}", "at": NOW + timedelta(seconds=n)} for n in ids
            ])  # fmt: skip
            run(insert(bad_groups), [
                {"id": f"m{n * IN_GROUP}", "open": IN_GROUP, "weight": 4 * IN_GROUP + n % 7,
                 "newest": NOW + timedelta(seconds=n * IN_GROUP)} for n in talks
            ])  # fmt: skip
            turn = {"signs": "fallback", "weight": 4, "intent": "nlu_fallback", "confidence": 1.0, "state": "open"}
            run(insert(bad_turns), [
                {**turn, "message_id": f"m{n}", "conversation_id": f"t{n // IN_GROUP}", "at": NOW,
                 "group_id": f"m{n - n % IN_GROUP}"} for n in ids
            ])  # fmt: skip


def grouping_time() -> tuple[float, int]:
    """Seconds for turns that are all different, and how many groups they make."""
    rng = random.Random(SEED)
    taught = [plain(one.sentence) for one in NluFiles(ROOT / "data" / "nlu").sentences()]
    turns = [(f"m{n}", f"{rng.choice(taught)} {rng.choice(WORDS)} {n}") for n in range(NEW)]
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as folder:
        store = Store(f"sqlite:///{Path(folder) / 'candor.db'}")
        workshop = Workshop(ROOT, bot_python, bot_environment(os.environ), store, FixedClock(NOW))
        begun = time.perf_counter()
        groups = workshop.likeness.alike(turns, [])
        took = time.perf_counter() - begun
        store.close()
    assert len(groups) == NEW
    return took, len(set(groups.values()))


def _mark(found: float, most: float) -> str:
    return "within" if found <= most else "above"


if __name__ == "__main__":
    main()
