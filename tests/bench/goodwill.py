"""`make bench`, the goodwill policy: one decision, and a backtest of a million past requests under two policies."""

from __future__ import annotations

import json
import random
import tempfile
import time
from pathlib import Path

from rich.console import Console

from candor.goodwill.decision import decide
from candor.goodwill.facts import facts_from
from candor.services.goodwill.backtest import Pair, replay_lines
from candor.services.goodwill.goodwill_policy import POLICY_FILE, read_policy_file
from tests.bench.numbers import percentile
from tests.goodwill.requests import POLICY, random_request

REQUESTS, DECISIONS, CORES = 1_000_000, 20_000, 2
MOST_SECONDS, MOST_MILLISECONDS = 60, 1.0
SEED = 6


def main() -> None:
    """Prints both figures beside what is wanted."""
    console = Console(highlight=False)
    slow = decision_time()
    console.print(
        f"a decision with its facts, p99: {slow:.3f} ms ({_mark(slow, MOST_MILLISECONDS)} {MOST_MILLISECONDS} ms)"
    )
    took = backtest_time()
    told = f"a backtest of {REQUESTS:,} requests on {CORES} cores: {took:.1f} s"
    console.print(f"{told} ({_mark(took, MOST_SECONDS)} {MOST_SECONDS} s)")


def decision_time() -> float:
    """The 99th percentile of reading the facts and deciding, in milliseconds."""
    rng, times = random.Random(SEED), []
    for _ in range(DECISIONS):
        asked = random_request(rng)
        begun = time.perf_counter()
        decide(facts_from(asked), POLICY)
        times.append((time.perf_counter() - begun) * 1000)
    return percentile(times, 0.99)


def backtest_time() -> float:
    """Seconds from the history's file to all sums."""
    plain = read_policy_file(POLICY_FILE).plain
    other = {**plain, "caps": {**plain["caps"], "late": 2500}}
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as folder:
        path = Path(folder) / "history.jsonl"
        _write(path)
        begun = time.perf_counter()
        with path.open(encoding="utf-8") as lines:
            found = replay_lines(lines, Pair(plain, other), CORES)
        took = time.perf_counter() - begun
    assert found.total.requests == REQUESTS
    return took


def _write(path: Path) -> None:
    """A million lines out of ten thousand different ones: the file is not what is measured."""
    rng = random.Random(SEED)
    some = [json.dumps({**random_request(rng), "segment": rng.choice("abcd")}) for _ in range(10_000)]
    with path.open("w", encoding="utf-8") as file:
        for _ in range(REQUESTS // len(some)):
            file.write("\n".join(some) + "\n")


def _mark(found: float, most: float) -> str:
    return "within" if found <= most else "above"


if __name__ == "__main__":
    main()
