"""`make bench`, teaching: learning the same sentences by our pipeline and by stock, and the studio's whole loop.

Ours learns all sentences from nothing. Then stock learns the very same ones, and is stopped once it has used ten times
as long: how far it was by then is told. That takes eleven times our training, some fifteen minutes; the loop takes some
four more. `python -m tests.bench.retraining 10` has both learn a tenth of the sentences, in about three minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from xml.etree import ElementTree

import typer
import yaml
from rich.console import Console

from candor.cli import stock
from candor.settings import ROOT
from candor.supervising.product import bot_environment, bot_python
from tests.bench.bounded import Spent, spent

TIMES_FASTER, LOOP_SECONDS = 10, 180
LOOP = ROOT / "tests" / "browser" / "studio" / "test_loop.py"


@dataclass(frozen=True)
class Beside:
    """What both pipelines took for the same `count` sentences."""

    count: int
    ours: Spent
    stock: Spent

    @property
    def reached(self) -> bool:
        """A training that was stopped had used its whole time and was not done."""
        return self.stock.stopped_at is not None or self.stock.clock >= TIMES_FASTER * self.ours.clock

    def told(self) -> str:
        """In one line."""
        ratio = self.stock.clock / self.ours.clock
        fast = f"{ratio:.1f} times faster"
        if self.stock.stopped_at:
            fast = f"more than {ratio:.1f} times faster: stock was stopped at {self.stock.stopped_at}"
        mark = "reached" if self.reached else "missed"
        return (
            f"learning the same {self.count:,} sentences: ours {_told(self.ours)}, stock {_told(self.stock)}; "
            f"{fast} ({mark} {TIMES_FASTER})"
        )


def main(
    percent: Annotated[int, typer.Argument(min=1, max=stock.ALL, help="How many % of the sentences.")] = stock.ALL,
    loop: Annotated[bool, typer.Option(help="Go once around the studio's loop, too; some four minutes.")] = True,
) -> None:
    """Measure training beside the stock pipeline: eleven times our training, which is some fifteen minutes for all."""
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as name:
        console.print(beside(Path(name), percent).told())
    if loop:
        steps, took = loop_times()
        mark = "within" if took <= LOOP_SECONDS else "above"
        console.print(
            f"{', '.join(f'{name} {seconds} s' for name, seconds in steps)}: {took:.0f} s ({mark} {LOOP_SECONDS} s)"
        )


def _told(one: Spent) -> str:
    return f"{one.clock:.0f} s ({one.processors:.0f} s of processors, {one.memory:,.0f} MiB)"


def beside(folder: Path, percent: int) -> Beside:
    """Trains with both, by the same command and each with no cache of any kind."""
    share = folder / "nlu"
    share.mkdir()
    for path in sorted((ROOT / stock.NLU).glob("*.yml")):
        (share / path.name).write_text(stock.share_of(path.read_text(encoding="utf-8"), percent), encoding="utf-8")
    config = folder / "stock.yml"
    config.write_text(stock.CONFIG, encoding="utf-8")
    ours = _trained(folder / "ours", ROOT / stock.OURS, share)
    theirs = _trained(folder / "stock", config, share, TIMES_FASTER * ours.clock)
    return Beside(sum(len(block) for block in _examples(share)), ours, theirs)


def _trained(folder: Path, config: Path, nlu: Path, most: float = float("inf")) -> Spent:
    folder.mkdir()
    env = bot_environment({**os.environ, "RASA_CACHE_DIRECTORY": str(folder / "cache")})
    return spent([bot_python(), *stock.training(config, nlu, folder)], folder / "train.log", env, most)


def _examples(folder: Path) -> Iterator[list[str]]:
    for path in folder.glob("*.yml"):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in block:
                yield block["examples"].splitlines()


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
