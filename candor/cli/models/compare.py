"""`candor models compare`: two models read the same sentences."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from candor.cli.bot_lines import bot_lines
from candor.cli.evaluate import READER
from candor.cli.models.whole import Ends, shops_with, talks_with, turned
from candor.cli.terminal import PROBLEMS, err, out, print_object
from candor.settings import ROOT, project_of
from candor.training.compared import Change, Comparison, Opening, Read, Side, compared
from candor.training.judged import Sentence, judged, read_sentences
from candor.training.manifest import Manifest, Model
from candor.training.talks import openings

TALKS = ROOT / "tests" / "conversations"
Sets = Sequence[tuple[str, Sequence[Sentence]]]
WENT_WRONG = "went wrong when it was held"
WHOLE: Mapping[str, tuple[Callable[[Path], Ends], str]] = {
    "talks": (talks_with, "the talk"),
    "shoppers": (shops_with, "the shopper"),
}
"""What can be tried from beginning to end with each model, and what one of them is called."""


def compare(
    live: Annotated[str, typer.Argument(help="The model that serves.")],
    candidate: Annotated[str, typer.Argument(help="The one that may take its place.")],
    sets: Annotated[list[Path] | None, typer.Option("--set", help="More sentences: text, target; tabs.")] = None,
    hold: Annotated[bool, typer.Option("--talks", help="Hold every whole talk with both; many minutes.")] = False,
    shop: Annotated[bool, typer.Option("--shoppers", help="Send the mystery shoppers to both; minutes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Compare two models on the first sentences of all talks, and on files of sentences."""
    console = err() if as_json else out()
    found = comparison(live, candidate, console, sets or (), hold=hold, shop=shop)
    if as_json:
        print_object(found)
    else:
        show(found, console)
    if found["against"]:
        raise typer.Exit(PROBLEMS)


def comparison(
    live: str, candidate: str, console: Console, sets: Sequence[Path] = (), *, hold: bool = False, shop: bool = False
) -> dict[str, Any]:
    """The comparison as it is kept with the models; made once for the same two archives and the same sentences.

    Raises ModelRefused for an archive that changed, Trouble for one that can not be read or held.
    """
    project = project_of(os.environ)
    manifest = Manifest(project / "models")
    one, other = manifest.checked(live), manifest.checked(candidate)
    files = [*sorted((project / "data" / "sets").glob("*.tsv")), *sets]
    begun = openings(TALKS)
    of = _stamp(one, other, begun, files)
    kept = project / "models" / "compared" / f"{of}.json"
    if not kept.is_file():
        made = _compared(project, one, other, begun, [(path.stem, read_sentences(path)) for path in files], console)
        _keep(kept, made.as_json())
        manifest.describe(other.name, figures=_figures(one, made.as_json()))
    found = _read(kept)
    wanted = {"talks": hold, "shoppers": shop}
    for kind, (make, against) in WHOLE.items():
        if wanted[kind] and kind not in found:
            with console.status(f"Trying the {kind} with both (minutes)"):
                before, after = (make(project / "models" / model.name) for model in (one, other))
            found[kind] = turned(before, after)
            found["against"] += [f"{against} {broken['name']} {WENT_WRONG}" for broken in found[kind]["broken"]]
            _keep(kept, found)
    return found


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


def _figures(live: Model, whole: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "compared_with": live.name,
        "sets": {one["name"]: {"count": one["count"], "right": round(one["after"], 4)} for one in whole["sets"]},
        "broken": len(whole["broken"]),
        "mended": len(whole["mended"]),
        "milliseconds": whole["candidate"]["milliseconds"],
    }


def _keep(path: Path, found: Mapping[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(found), encoding="utf-8")


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
    for kind in WHOLE:
        if kind in found:
            console.print(_whole(kind, found[kind]))
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


def _whole(kind: str, found: Mapping[str, Any]) -> Table:
    title = f"{found['count']} {kind} held; {len(found['failing'])} go wrong with both"
    table = Table("", kind, "why", title=title)
    for word, group in (("[red]broken[/]", found["broken"]), ("[green]mended[/]", found["mended"])):
        for one in group:
            table.add_row(word, one["name"], escape(one["why"]))
    return table


def _changes(what: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    table = Table(what, "sentences", "before", "after", "broken", "mended", "change, 95%")
    for one in rows:
        row = Change(**one)
        mark = "[red]" if row.is_worse else "[green]" if row.is_better else ""
        span = f"{mark}{row.low:+.1%} to {row.high:+.1%}"
        counts = (str(row.count), f"{row.before:.1%}", f"{row.after:.1%}", str(row.broken), str(row.mended))
        table.add_row(escape(row.name), *counts, span)
    return table
