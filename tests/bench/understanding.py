"""`make bench`, understanding: one message through the whole pipeline, loading the model, training it.

Loading is a fresh process from its start to its first message, all imports in it; training has no cache of any kind.
On a busy machine the rows of processor time are the ones to read.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from candor.cli.train import steps
from candor.settings import ROOT
from candor.supervising.product import bot_environment, bot_python
from candor.training import trained
from tests.bench.numbers import percentile

PARSE_MS, LOAD_S, TRAIN_S = 8.0, 3.0, 90.0
RESULTS = ROOT / "results" / "understanding.json"
console = Console(highlight=False)


@dataclass(frozen=True)
class Measured:
    """Times of one kind; `most` is what their middle was to stay within."""

    name: str
    unit: str
    p50: float
    p95: float
    most: float

    @property
    def reached(self) -> bool:
        return self.p50 <= self.most


def bench(
    messages: Annotated[int, typer.Option(help="How many messages are read.")] = 300,
    training: Annotated[bool, typer.Option(help="Train a model too; one to two minutes.")] = True,
) -> None:
    """Measure how long it takes to understand a message, to load the model and to train it."""
    rows = reading(messages) + ([learning()] if training else [])
    show(rows)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps([{**asdict(row), "reached": row.reached} for row in rows], indent=2) + "\n")


def reading(messages: int) -> list[Measured]:
    """A row for a message and one for the loading, of the newest model. Raises RuntimeError when there is none."""
    model = trained.newest(ROOT)
    if model is None:
        raise RuntimeError("there is no model; run make train")
    said = _bot("-m", "tests.bench.parsing", str(model), "--messages", str(messages))
    measured = json.loads(said.splitlines()[-1])
    rows = []
    for more, key in (("", ""), (", processor time", "_cpu")):
        times, load = measured[f"messages{key}"], measured[f"load{key}"]
        middle, most = percentile(times, 0.5), percentile(times, 0.95)
        rows.append(Measured(f"one message, whole pipeline{more}", "ms", middle, most, PARSE_MS))
        rows.append(Measured(f"loading the model{more}", "s", load, load, LOAD_S))
    return rows


def learning() -> Measured:
    """What `candor train` does the first time, into a folder that is thrown away: nothing is taken from a cache."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as folder:
        cold = {"RASA_CACHE_DIRECTORY": str(Path(folder) / "cache")}
        for step in steps(ROOT):
            _bot(*(folder if word == str(ROOT / "models") else word for word in step.arguments), **cold)
        if not list(Path(folder).glob("*.tar.gz")):
            raise RuntimeError("training left no model")
    took = time.perf_counter() - began
    return Measured("training", "s", took, took, TRAIN_S)


def _bot(*arguments: str, **env: str) -> str:
    """What a program of the bot's environment prints. CalledProcessError when it fails."""
    return subprocess.run(
        [bot_python(), *arguments], cwd=ROOT, env=bot_environment({**os.environ, **env}), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def show(rows: list[Measured]) -> None:
    table = Table("understanding", "unit", "p50", "p95", "target of p50", "")
    for row in rows:
        mark = "[green]reached[/]" if row.reached else "[red]missed[/]"
        table.add_row(row.name, row.unit, f"{row.p50:.1f}", f"{row.p95:.1f}", f"≤ {row.most:g}", mark)
    console.print(table)


if __name__ == "__main__":
    typer.run(bench)
