"""`make bench`, teaching: learning the same sentences by our pipeline and by stock, and the studio's whole loop.

Stock needs over an hour for all sentences, so both learn a share (`python -m tests.bench.retraining 25` takes another).
Beside the seconds on the clock stand those of the processors: they hold on a machine that does something else, too.
The loop is the browser test's: from what was not understood to what is, without the start of the product; it tells how
long each of its steps took. `--no-loop` leaves it away.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from xml.etree import ElementTree

import typer
import yaml
from rich.console import Console

from candor.cli import stock
from candor.settings import ROOT

PERCENT, TIMES_FASTER, LOOP_SECONDS = 10, 10, 180
LOOP = ROOT / "tests" / "browser" / "studio" / "test_loop.py"


@dataclass(frozen=True)
class Spent:
    """Seconds on the clock, and of all processors together."""

    clock: float
    processors: float


def main(percent: Annotated[int, typer.Argument()] = PERCENT, loop: Annotated[bool, typer.Option()] = True) -> None:
    """Prints both figures beside what is wanted."""
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as name:
        count, ours, theirs = learning_times(Path(name), percent, console)
    ratio = theirs.clock / ours.clock
    mark = "reached" if ratio >= TIMES_FASTER else "missed"
    console.print(
        f"learning the same {count:,} sentences ({percent} % of all): ours {_told(ours)}, stock {_told(theirs)}:"
        f" {ratio:.1f} times faster ({mark} {TIMES_FASTER}), {theirs.processors / ours.processors:.1f} by the processor"
    )
    if loop:
        steps, took = loop_times()
        mark = "within" if took <= LOOP_SECONDS else "above"
        console.print(
            f"{', '.join(f'{name} {spent} s' for name, spent in steps)}: {took:.0f} s ({mark} {LOOP_SECONDS} s)"
        )


def _told(spent: Spent) -> str:
    return f"{spent.clock:.0f} s ({spent.processors:.0f} s of processors)"


def learning_times(folder: Path, percent: int, console: Console) -> tuple[int, Spent, Spent]:
    """How many sentences, and what `rasa train nlu` takes with our pipeline and with stock, start and all."""
    share = folder / "nlu"
    share.mkdir()
    for path in sorted((ROOT / stock.NLU).glob("*.yml")):
        (share / path.name).write_text(stock.share_of(path.read_text(encoding="utf-8"), percent), encoding="utf-8")
    config = folder / "stock.yml"
    config.write_text(stock.CONFIG, encoding="utf-8")
    ours, theirs = (
        _spent(lambda name=name, recipe=recipe: stock.model_of(folder, name, recipe, share, console))
        for name, recipe in (("ours", ROOT / stock.OURS), ("stock", config))
    )
    return sum(len(block) for block in _examples(share)), ours, theirs


def _examples(folder: Path) -> Iterator[list[str]]:
    for path in folder.glob("*.yml"):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in block:
                yield block["examples"].splitlines()


def _spent(act: Callable[[], object]) -> Spent:
    """What the programs that `act` runs take."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    act()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Spent(time.perf_counter() - begun, used)


def loop_times() -> tuple[list[tuple[str, str]], float]:
    """The seconds of each step, and of all from the customer's first words to the promoted model's answer."""
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as name:
        report = Path(name) / "loop.xml"
        command = [
            sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(LOOP),
            f"--junitxml={report}", "-o", "junit_duration_report=call",
        ]  # fmt: skip
        done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"the loop did not end well\n{done.stdout[-2000:]}")
        (case,) = ElementTree.parse(report).iter("testcase")
        steps = [(one.get("name", ""), one.get("value", "")) for one in case.iter("property")]
        return steps, float(case.get("time", "nan"))


if __name__ == "__main__":
    typer.run(main)
