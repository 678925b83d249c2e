"""`candor models compare`: two models read the same sentences."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any
from xml.etree import ElementTree

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from candor.cli.bot_lines import bot_lines
from candor.cli.evaluate import READER
from candor.cli.terminal import PROBLEMS, Trouble, err, out, print_object
from candor.settings import ROOT, project_of
from candor.training.compared import Change, Comparison, Opening, Read, Side, compared
from candor.training.judged import Sentence, judged, read_sentences
from candor.training.manifest import Manifest, Model
from candor.training.talks import openings

TALKS = ROOT / "tests" / "conversations"
Sets = Sequence[tuple[str, Sequence[Sentence]]]


def compare(
    live: Annotated[str, typer.Argument(help="The model that serves.")],
    candidate: Annotated[str, typer.Argument(help="The one that may take its place.")],
    sets: Annotated[list[Path] | None, typer.Option("--set", help="More sentences: text, target; tabs.")] = None,
    hold: Annotated[bool, typer.Option("--talks", help="Hold every whole talk with the candidate; minutes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Compare two models on the first sentences of all talks, and on files of sentences."""
    console = err() if as_json else out()
    found = comparison(live, candidate, console, sets or (), hold=hold)
    if as_json:
        print_object(found)
    else:
        show(found, console)
    if found["against"]:
        raise typer.Exit(PROBLEMS)


def comparison(
    live: str, candidate: str, console: Console, sets: Sequence[Path] = (), *, hold: bool = False
) -> dict[str, Any]:
    """The comparison as it is kept with the models; made once for the same two archives and the same sentences.

    Raises ModelRefused for an archive that changed, Trouble for one that can not be read.
    """
    project = project_of(os.environ)
    manifest = Manifest(project / "models")
    one, other = manifest.checked(live), manifest.checked(candidate)
    files = [*sorted((project / "data" / "sets").glob("*.tsv")), *sets]
    begun = openings(TALKS)
    of = _stamp(one, other, begun, files)
    kept = project / "models" / "compared" / f"{of}.json"
    if not kept.is_file() or (hold and not _read(kept).get("held")):
        made = _compared(project, one, other, begun, [(path.stem, read_sentences(path)) for path in files], console)
        whole = made.as_json() | (_held(project / "models" / other.name, console) if hold else {})
        whole["against"] += [f"the talk {name} went wrong when it was held" for name in whole["failed"]]
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(json.dumps(whole), encoding="utf-8")
        manifest.describe(other.name, figures=_figures(one, whole))
    return _read(kept)


def _stamp(one: Model, other: Model, begun: Sequence[Opening], files: Sequence[Path]) -> str:
    digest = hashlib.sha256(f"{one.sha256}{other.sha256}".encode())
    digest.update("\n".join(f"{opening.talk}\t{opening.text}" for opening in begun).encode())
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def _compared(
    project: Path, one: Model, other: Model, begun: Sequence[Opening], sets: Sets, console: Console
) -> Comparison:
    texts = [opening.text for opening in begun] + [sentence.text for _, group in sets for sentence in group]
    (before, slow), (after, fast) = (
        _readings(project / "models" / model.name, texts, console) for model in (one, other)
    )
    pairs, place = [], len(begun)
    for name, group in sets:
        told = [zip(group, reads[place : place + len(group)], strict=True) for reads in (before, after)]
        first, second = ([judged(s, r.intent, r.confidence) for s, r in side] for side in told)
        pairs.append((name, list(zip(first, second, strict=True))))
        place += len(group)
    sides = [Side(model.name, speed, model.seconds, model.size) for model, speed in ((one, slow), (other, fast))]
    talks = list(zip(before[: len(begun)], after[: len(begun)], strict=True))
    return compared(sides[0], sides[1], begun, pairs, talks)


def _readings(model: Path, texts: Sequence[str], console: Console) -> tuple[list[Read], float]:
    """What it makes of each text, and the milliseconds it took for one once it was loaded."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        file.writelines(f"{text}\n" for text in texts)
        file.seek(0)
        found, began = [], 0.0
        named = f"Reading with {model.name.removesuffix('.tar.gz')}"
        for line in bot_lines(READER, file.fileno(), len(texts), named, console, {"CANDOR_MODEL": str(model)}):
            began = began or time.monotonic()
            found.append(Read(line["text"], line["intent"], line["confidence"]))
    spent = (time.monotonic() - began) * 1000 / max(len(texts) - 1, 1)
    return found, round(spent, 2)


def _held(model: Path, console: Console) -> dict[str, Any]:
    """Every talk of tests/conversations, held with the model through the whole product; which went wrong."""
    with tempfile.TemporaryDirectory() as folder, console.status("Holding every talk (minutes)"):
        report = Path(folder) / "talks.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-m", "stack", str(TALKS), f"--junitxml={report}"]
        env = {**os.environ, "CANDOR_MODEL": str(model)}
        subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if not report.is_file():
            raise Trouble("The talks could not be held.", "They need what the tests need: make setup, make check.")
        cases = list(ElementTree.parse(report).iter("testcase"))  # noqa: S314  written by our own tests a moment ago
    wrong = [
        case.get("name", "") for case in cases if case.find("failure") is not None or case.find("error") is not None
    ]
    return {"held": len(cases), "failed": wrong}


def _figures(live: Model, whole: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "compared_with": live.name,
        "sets": {one["name"]: {"count": one["count"], "right": round(one["after"], 4)} for one in whole["sets"]},
        "broken": len(whole["broken"]),
        "mended": len(whole["mended"]),
        "milliseconds": whole["candidate"]["milliseconds"],
    }


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def show(found: Mapping[str, Any], console: Console) -> None:
    """The comparison as tables, the worst first."""
    console.print(_changes("set", found["sets"]))
    console.print(_changes("intent", [one for one in found["intents"] if one["broken"] or one["mended"]]))
    turned = Table("", "talk", "sentence", "was taken for", "is taken for", title="Openings of talks that changed")
    for word, group in (("[red]broken[/]", found["broken"]), ("[green]mended[/]", found["mended"])):
        for one in group:
            turned.add_row(word, one["talk"], escape(one["text"]), one["before"], one["after"])
    if turned.row_count:
        console.print(turned)
    sides = Table("", "model", "ms a sentence", "trained in", "MB")
    for name in ("live", "candidate"):
        side = found[name]
        size = f"{side['size'] / 1_000_000:.1f}"
        sides.add_row(name, side["model"], f"{side['milliseconds']:.1f}", f"{side['seconds']:.0f} s", size)
    console.print(sides)
    for reason in found["against"]:
        console.print(f"Against: {reason}", markup=False)
    if not found["against"]:
        console.print("The gate holds: no talk broken, no intent worse beyond its interval.")


def _changes(what: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    table = Table(what, "sentences", "before", "after", "broken", "mended", "change, 95%")
    for one in rows:
        row = Change(**one)
        mark = "[red]" if row.is_worse else "[green]" if row.is_better else ""
        span = f"{mark}{row.low:+.1%} to {row.high:+.1%}"
        counts = (str(row.count), f"{row.before:.1%}", f"{row.after:.1%}", str(row.broken), str(row.mended))
        table.add_row(escape(row.name), *counts, span)
    return table
