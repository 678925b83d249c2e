"""Whole talks and whole shops with a model: each is held once a model, and kept beside it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from candor.cli.terminal import Trouble
from candor.settings import ROOT
from candor.supervising.scratch import scratch_product

TALKS = ROOT / "tests" / "conversations"
SHOPPERS = ROOT / "data" / "shoppers"
Ends = Mapping[str, str | None]
"""What came of each talk or shop, by name: None when it went well, else why not."""


def held_talks(talks: Path, model: Path) -> Ends:
    """Every way of every talk in a folder, held with this model through the whole product.

    Raises Trouble where what the tests need is missing.
    """
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "talks.xml"
        command = [
            sys.executable, "-m", "pytest", "-q", "-m", "stack", "-p", "no:cacheprovider",
            str(TALKS / "test_talks.py"), f"--junitxml={report}",
        ]  # fmt: skip
        env = {**os.environ, "CANDOR_MODEL": str(model), "CANDOR_TALKS": str(talks)}
        env["CANDOR_PROJECT"] = str(model.parent.parent)
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        if not report.is_file():
            tail = "\n".join((done.stdout + done.stderr).splitlines()[-4:])
            raise Trouble("The talks could not be held.", f"They need what the tests need: make setup.\n{tail}")
        cases = list(ElementTree.parse(report).iter("testcase"))  # noqa: S314  written by our own tests a moment ago
    return {_name(case): _why(case) for case in cases}


def _name(case: ElementTree.Element) -> str:
    return case.get("name", "").removeprefix("test_talk[").removesuffix("]")


def _why(case: ElementTree.Element) -> str | None:
    wrong = next((one for kind in ("failure", "error") if (one := case.find(kind)) is not None), None)
    if wrong is None:
        return None
    return str(wrong.get("message") or wrong.text or "it failed").removeprefix("AssertionError: ").strip()


def shopped(model: Path) -> Ends:
    """Every mystery shopper, sent once to a product of its own with this model."""
    with scratch_product(model.parent.parent, model) as product:
        command = [sys.executable, "-m", "candor.cli", "shop", "--data", str(product.folder), "--url", product.url]
        done = subprocess.run([*command, "--json"], cwd=ROOT, capture_output=True, text=True, check=False)
    try:
        found = json.loads(done.stdout.splitlines()[-1])
    except (ValueError, IndexError):
        raise Trouble("The shoppers could not be sent.", "\n".join(done.stderr.splitlines()[-4:])) from None
    lost = {one["shopper"]: "; ".join(map(str, one["lost"].values())) for one in found["failed"]}
    return {name: lost.get(name) for name in found["shoppers"]}


def kept(model: Path, kind: str, files: Iterable[Path], make: Callable[[], Ends]) -> Ends:
    """What `make` finds, made once for the same archive and the same files."""
    digest = hashlib.sha256(model.read_bytes())
    for path in sorted(files):
        digest.update(path.read_bytes())
    at = model.parent / "compared" / f"{kind}-{digest.hexdigest()[:24]}.json"
    if not at.is_file():
        at.parent.mkdir(exist_ok=True)
        at.write_text(json.dumps(dict(make())), encoding="utf-8")
    found: Ends = json.loads(at.read_text(encoding="utf-8"))
    return found


def talks_with(model: Path) -> Ends:
    return kept(model, "talks", TALKS.glob("*.yml"), lambda: held_talks(TALKS, model))


def shops_with(model: Path) -> Ends:
    return kept(model, "shops", SHOPPERS.glob("*.yml"), lambda: shopped(model))


def turned(before: Ends, after: Ends) -> dict[str, Any]:
    """What broke and what was mended between two models, and how many fail with both."""
    both = [name for name in after if name in before]
    return {
        "count": len(both),
        "broken": [{"name": name, "why": after[name]} for name in both if before[name] is None and after[name]],
        "mended": [{"name": name, "why": before[name]} for name in both if before[name] and after[name] is None],
        "failing": [name for name in both if before[name] and after[name]],
    }
