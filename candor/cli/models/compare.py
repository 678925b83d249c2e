"""`candor models compare`: two models read the same sentences, and hold the same talks when that is asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from candor.cli.models.readings import Readings, readings
from candor.cli.models.whole import WHOLE, turned
from candor.cli.telling import Telling
from candor.cli.terminal import PROBLEMS, err, out, print_object
from candor.settings import ROOT, project_of
from candor.training.compared import Change, Comparison, Side, compared
from candor.training.findings import Findings
from candor.training.judged import Sentence, judged, read_sentences
from candor.training.manifest import Manifest, Model
from candor.training.talks import openings

TALKS = ROOT / "tests" / "conversations"
Sets = Sequence[tuple[str, Sequence[Sentence]]]
WENT_WRONG = "went wrong when it was held"


def compare(
    live: Annotated[str, typer.Argument(help="The model that serves.")],
    candidate: Annotated[str, typer.Argument(help="The one that may take its place.")],
    sets: Annotated[list[Path] | None, typer.Option("--set", help="More sentences: text, target; tabs.")] = None,
    hold: Annotated[bool, typer.Option("--talks", help="Hold every whole talk with both; many minutes.")] = False,
    shop: Annotated[bool, typer.Option("--shoppers", help="Send the mystery shoppers to both; minutes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print how far it is as JSON, then the comparison.")] = False,
) -> None:
    """Compare two models on the first sentences of all talks, and on files of sentences."""
    console = err() if as_json else out()
    whole = [kind for kind, wanted in (("talks", hold), ("shoppers", shop)) if wanted]
    telling = Telling(console, as_json)
    found = comparison(live, candidate, telling, sets or (), whole)
    if as_json:
        print_object(found | {"took": telling.took})
    else:
        show(found, console)
    if found["against"]:
        raise typer.Exit(PROBLEMS)


def comparison(
    live: str, candidate: str, telling: Telling, sets: Sequence[Path] = (), whole: Sequence[str] = ()
) -> dict[str, Any]:
    """The comparison, kept with the models for the page that shows it. No model reads or holds the same thing twice.

    `whole` names what both should be tried with from beginning to end; what was tried before counts in any case. Raises
    ModelRefused for an archive that changed, Trouble for one that can not be read or held.
    """
    project = project_of(os.environ)
    manifest = Manifest(project / "models")
    one, other = manifest.checked(live), manifest.checked(candidate)
    files = [*sorted((project / "data" / "sets").glob("*.tsv")), *sets]
    made = _read(manifest, one, other, [(path.stem, read_sentences(path)) for path in files], telling)
    found = made.as_json()
    for kind, trial in WHOLE.items():
        if kind in whole:
            for model in (one, other):
                trial.ends(manifest.folder, model, telling)
        ends = [trial.known(manifest.folder, model) for model in (one, other)]
        if ends[0] is not None and ends[1] is not None:
            found[kind] = turned(ends[0], ends[1])
            if kind == "talks":
                found["against"] = made.against({name.rpartition("-")[0] for name in ends[1]})
            found["against"] += [f"{trial.named} {broken['name']} {WENT_WRONG}" for broken in found[kind]["broken"]]
    Findings(manifest.folder).keep_comparison(one.name, other.name, found)
    manifest.describe(other.name, figures=_figures(one, found))
    return found


def read_openings(model: str, telling: Telling) -> None:
    """Has a model read what it would be compared with, so that a comparison need not wait for it."""
    manifest = Manifest(project_of(os.environ) / "models")
    readings(manifest.folder, [manifest.checked(model)], [one.text for one in openings(TALKS)], telling)


def _read(manifest: Manifest, one: Model, other: Model, sets: Sets, telling: Telling) -> Comparison:
    begun = openings(TALKS)
    texts = [opening.text for opening in begun] + [sentence.text for _, group in sets for sentence in group]
    before, after = readings(manifest.folder, (one, other), texts, telling)
    pairs, place = [], len(begun)
    for name, group in sets:
        told = [zip(group, side.reads[place : place + len(group)], strict=True) for side in (before, after)]
        first, second = ([judged(s, r.intent, r.confidence) for s, r in side] for side in told)
        pairs.append((name, list(zip(first, second, strict=True))))
        place += len(group)
    talks = list(zip(before.reads[: len(begun)], after.reads[: len(begun)], strict=True))
    return compared(_side(one, before), _side(other, after), begun, pairs, talks)


def _side(model: Model, found: Readings) -> Side:
    return Side(model.name, found.milliseconds, model.seconds, model.size)


def _figures(live: Model, whole: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "compared_with": live.name,
        "sets": {one["name"]: {"count": one["count"], "right": round(one["after"], 4)} for one in whole["sets"]},
        "broken": len(whole["broken"]),
        "mended": len(whole["mended"]),
        "milliseconds": whole["candidate"]["milliseconds"],
    }


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
