"""`make bench`, teaching: learning the same sentences by our pipeline and by stock, and the studio's whole loop.

Stock needs over an hour for all sentences, so both learn a share (`python -m tests.bench.retraining 25` takes another).
The loop is the browser test's: from what was not understood to what is, without the start of the product.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

from rich.console import Console

from candor.cli import stock
from candor.settings import ROOT
from candor.training.nlu_text import sentences_in

PERCENT, TIMES_FASTER, LOOP_SECONDS = 10, 10, 180
LOOP = ROOT / "tests" / "browser" / "studio" / "test_loop.py"


def main() -> None:
    """Prints both figures beside what is wanted."""
    console = Console(highlight=False)
    percent = int(sys.argv[1]) if len(sys.argv) > 1 else PERCENT
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as name:
        count, ours, theirs = learning_times(Path(name), percent, console)
    ratio = theirs / ours
    mark = "reached" if ratio >= TIMES_FASTER else "missed"
    console.print(
        f"learning the same {count:,} sentences ({percent} % of all): ours {ours:.0f} s, stock {theirs:.0f} s,"
        f" {ratio:.1f} times faster ({mark} {TIMES_FASTER})"
    )
    took = loop_time()
    mark = "within" if took <= LOOP_SECONDS else "above"
    console.print(
        f"misunderstood, corrected, trained, compared, promoted, understood: {took:.0f} s ({mark} {LOOP_SECONDS} s)"
    )


def learning_times(folder: Path, percent: int, console: Console) -> tuple[int, float, float]:
    """How many sentences, and the seconds of `rasa train nlu` with our pipeline and with stock, start and all."""
    share = folder / "nlu"
    share.mkdir()
    count = 0
    for path in sorted((ROOT / stock.NLU).glob("*.yml")):
        text = stock.share_of(path.read_text(encoding="utf-8"), percent)
        (share / path.name).write_text(text, encoding="utf-8")
        count += sum(1 for _ in sentences_in(path.read_text(encoding="utf-8"))) * percent // 100
    config = folder / "stock.yml"
    config.write_text(stock.CONFIG, encoding="utf-8")
    times = []
    for name, recipe in (("ours", ROOT / stock.OURS), ("stock", config)):
        begun = time.perf_counter()
        stock.model_of(folder, name, recipe, share, console)
        times.append(time.perf_counter() - begun)
    return count, times[0], times[1]


def loop_time() -> float:
    """The seconds from the customer's first words to the promoted model's answer."""
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
        return float(case.get("time", "nan"))


if __name__ == "__main__":
    main()
