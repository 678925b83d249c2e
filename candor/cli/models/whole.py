"""Whole talks and whole shops with a model: each is held once a model, and kept beside it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from candor.cli.telling import Bar, Telling
from candor.cli.terminal import Trouble
from candor.settings import ROOT
from candor.supervising.leash import tied
from candor.supervising.scratch import scratch_product
from candor.training.findings import Findings, digest_of
from candor.training.manifest import Model
from candor.training.trained import program_version

TALKS = ROOT / "tests" / "conversations"
SHOPPERS = ROOT / "data" / "shoppers"
COLLECTED = re.compile(r"\bcollected (\d+) items?")
ENDED = re.compile(r" (PASSED|FAILED|ERROR)\b")
TAIL = 4
Ends = Mapping[str, str | None]
"""What came of each talk or shop, by name: None when it went well, else why not."""


@dataclass(frozen=True)
class Trial:
    """Something that a model is tried with from beginning to end. `named` is what one of its talks is called."""

    kind: str
    doing: str
    named: str
    scripts: Path
    hold: Callable[[Path, Bar], Ends]

    def ends(self, folder: Path, model: Model, telling: Telling) -> Ends:
        """What came of each with a model of the folder; held once for the same archive, scripts and program."""

        def held() -> Ends:
            with telling.bar(f"{self.doing} with {model.name.removesuffix('.tar.gz')}") as bar:
                return self.hold(folder / model.name, bar)

        return Findings(folder).once(self.kind, self._depends_on(model), held)

    def known(self, folder: Path, model: Model) -> Ends | None:
        """The same if it was held before."""
        findings = Findings(folder)
        return findings.read(findings.name(self.kind, self._depends_on(model)))

    def _depends_on(self, model: Model) -> tuple[str, ...]:
        return model.sha256, digest_of(self.scripts.glob("*.yml")), program_version()


def held_talks(talks: Path, model: Path, bar: Bar) -> Ends:
    """Every way of every talk in a folder, held with this model through the whole product.

    Raises Trouble where what the tests need is missing.
    """
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "talks.xml"
        command = [
            sys.executable, "-m", "pytest", "-v", "--tb=no", "-m", "stack", "-p", "no:cacheprovider",
            str(TALKS / "test_talks.py"), f"--junitxml={report}",
        ]  # fmt: skip
        env = {**os.environ, "CANDOR_MODEL": str(model), "CANDOR_TALKS": str(talks), "PYTHONUNBUFFERED": "1"}
        env["CANDOR_PROJECT"] = str(model.parent.parent)
        tail = _watched(command, env, bar)
        if not report.is_file():
            raise Trouble("The talks could not be held.", f"They need what the tests need: make setup.\n{tail}")
        cases = list(ElementTree.parse(report).iter("testcase"))  # noqa: S314  written by our own tests a moment ago
    return {_name(case): _why(case) for case in cases}


def _watched(command: list[str], env: Mapping[str, str], bar: Bar) -> str:
    """Runs the tests to their end and moves the bar with each; their last lines."""
    last: list[str] = []
    with subprocess.Popen(
        tied(command), cwd=ROOT, env=env, text=True, errors="replace", stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as running:  # fmt: skip
        for line in running.stdout or ():
            last = [*last[1 - TAIL :], line.rstrip()]
            count = COLLECTED.search(line)
            if count:
                bar.move(0, int(count[1]))
            elif ENDED.search(line):
                bar.advance()
    return "\n".join(last)


def _name(case: ElementTree.Element) -> str:
    return case.get("name", "").removeprefix("test_talk[").removesuffix("]")


def _why(case: ElementTree.Element) -> str | None:
    wrong = next((one for kind in ("failure", "error") if (one := case.find(kind)) is not None), None)
    if wrong is None:
        return None
    return str(wrong.get("message") or wrong.text or "it failed").removeprefix("AssertionError: ").strip()


def shopped(model: Path, bar: Bar) -> Ends:
    """Every mystery shopper, sent once to a product of its own with this model."""
    # Only now: to promote a model none of it is needed, and it takes a second to import.
    from candor.cli.shop.command import send
    from candor.cli.shop.script import read_shoppers
    from candor.store import Store

    shoppers = read_shoppers(SHOPPERS)
    bar.move(0, len(shoppers))
    with scratch_product(model.parent.parent, model) as product:
        store = Store(product.database_url)
        try:
            scores = send(store, product.url, shoppers, 1, bar.advance)
        finally:
            store.close()
    return {
        one.shopper.name: "; ".join(f"{point.name}: {point.lost_by}" for point in one.lost) or None for one in scores
    }


WHOLE: Mapping[str, Trial] = {
    trial.kind: trial
    for trial in (
        Trial("talks", "Holding the talks", "the talk", TALKS, lambda model, bar: held_talks(TALKS, model, bar)),
        Trial("shoppers", "Sending the shoppers", "the shopper", SHOPPERS, shopped),
    )
}
"""What can be tried from beginning to end with each model."""


def turned(before: Ends, after: Ends) -> dict[str, Any]:
    """What broke and what was mended between two models, and how many fail with both."""
    both = [name for name in after if name in before]
    return {
        "count": len(both),
        "broken": [{"name": name, "why": after[name]} for name in both if before[name] is None and after[name]],
        "mended": [{"name": name, "why": before[name]} for name in both if before[name] and after[name] is None],
        "failing": [name for name in both if before[name] and after[name]],
    }
