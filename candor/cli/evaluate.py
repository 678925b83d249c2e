"""`candor evaluate`: how well the trained model understands a file's sentences, or our own by cross-validation."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from candor.cli import stock
from candor.cli.bot_lines import READER, bot_lines, read_texts
from candor.cli.telling import Telling
from candor.cli.terminal import WRONG_USE, Trouble, err, out, print_object
from candor.training import figures, picture
from candor.training.judged import DEFAULT_MAP, Judged, NotASentenceFile, Sentence, judged, read_sentences

WORST = 15
CROSS_VALIDATION = ("-m", "bot.understanding.measure")


def evaluate(
    file: Annotated[Path | None, typer.Argument(help="Columns text, target and perhaps alt, grade; tabs.")] = None,
    names: Annotated[Path | None, typer.Option("--map", help="YAML: our intents to the file's targets.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    svg: Annotated[Path | None, typer.Option("--picture", help="Draw what was taken for what.")] = None,
    beside: Annotated[bool, typer.Option("--stock", help="Beside Rasa's stock pipeline; trains long.")] = False,
    percent: Annotated[
        int, typer.Option("--share", min=1, max=stock.ALL, help="With --stock: both learn this %.")
    ] = stock.ALL,
) -> None:
    """Measure understanding: of a file's sentences, or without one by cross-validation on data/nlu."""
    console = err() if as_json else out()
    if beside and file is None:
        raise Trouble("--stock needs a file of sentences.", "candor evaluate FILE.tsv --stock", WRONG_USE)
    if svg and not svg.parent.is_dir():
        # Said before minutes of learning, not after them.
        raise Trouble(f"There is no folder {svg.parent}.", "Name a file in a folder of yours.", WRONG_USE)
    mapping = _mapping(names)
    pair = stock.trained(console, percent) if beside else stock.Pair(None, None)
    found = _of_file(file, mapping, console, pair.ours) if file else _own(console)
    theirs = _of_file(file, mapping, console, pair.stock) if beside and file else []
    if svg:
        _draw(svg, found, console)
    if as_json:
        print_object(_as_object(found) | ({"stock": _as_object(theirs)} if theirs else {}))
    else:
        _show(console, found, theirs)


def read_by_bot(
    sentences: Sequence[Sentence], mapping: Mapping[str, str], console: Console, **env: str
) -> list[Judged]:
    """What the model makes of them; `env` may name another model. Raises Trouble when there is none."""
    lines = read_texts(READER, [one.text for one in sentences], env)
    found = []
    with Telling(console).bar("Reading", len(sentences)) as bar:
        for one, line in zip(sentences, lines, strict=True):
            found.append(judged(one, line["intent"], line["confidence"], mapping))
            bar.advance()
    return found


def _of_file(file: Path, mapping: Mapping[str, str], console: Console, model: Path | None) -> list[Judged]:
    """By the model that serves, or by another one."""
    sentences = _sentences(file)
    return read_by_bot(sentences, mapping, console, **({"CANDOR_MODEL": str(model)} if model else {}))


def _sentences(file: Path) -> list[Sentence]:
    try:
        return read_sentences(file)
    except OSError as problem:
        raise Trouble(f"{file} can not be read.", str(problem.strerror), WRONG_USE) from problem
    except NotASentenceFile as problem:
        raise Trouble(
            f"{problem}.", "The first line names the columns: text, target, alt, grade.", WRONG_USE
        ) from problem


def _own(console: Console) -> list[Judged]:
    """Our own examples, each judged by a model that has not seen it. Names stay ours."""
    found = []
    with Telling(console).bar("Learning and judging") as bar:
        for one in bot_lines(CROSS_VALIDATION, subprocess.DEVNULL, {}):
            if "done" in one:
                bar.move(one["done"], one["of"])
            if "text" in one:
                found.append(judged(Sentence(one["text"], one["target"]), one["intent"], one["confidence"]))
    return found


def _mapping(path: Path | None) -> Mapping[str, str]:
    if path is None:
        return DEFAULT_MAP
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as problem:
        raise Trouble(
            f"{path} can not be read.", "One line an intent, such as  ask_capabilities: out_of_scope", WRONG_USE
        ) from problem
    if not isinstance(found, dict) or not all(isinstance(word, str) for pair in found.items() for word in pair):
        raise Trouble(
            f"{path} is no map of intents.", "One line an intent, such as  ask_capabilities: out_of_scope", WRONG_USE
        )
    return {**DEFAULT_MAP, **found}


def _draw(svg: Path, found: Sequence[Judged], console: Console) -> None:
    """The matrix, the curve beside it (-calibration.svg), and a text twin of each."""
    other = svg.with_name(f"{svg.stem}-calibration.svg")
    counts, calibrated = figures.confusions(found), figures.calibration(found)
    written = {
        svg: picture.matrix(counts), svg.with_suffix(".txt"): picture.matrix_text(counts),
        other: picture.curve(calibrated), other.with_suffix(".txt"): picture.curve_text(calibrated),
    }  # fmt: skip
    for path, content in written.items():
        path.write_text(content, encoding="utf-8")
    console.print(f"Drawn: {', '.join(str(path) for path in written)}", markup=False)


def _as_object(found: Sequence[Judged]) -> dict[str, Any]:
    return {
        "sentences": len(found),
        "groups": [asdict(one) for one in figures.groups(found)],
        "intents": [asdict(one) for one in figures.by_intent(found)],
        "calibration": asdict(figures.calibration(found)),
        "not_understood": sum(not one.claimed for one in found),
        "confusions": [
            {"target": target, "told": told, "count": count}
            for (target, told), count in figures.confusions(found).most_common() if target != told
        ],
        "worst": [
            {"text": one.sentence.text, "target": one.sentence.target, "told": one.told, "confidence": one.confidence}
            for one in figures.worst(found, WORST)
        ],
    }  # fmt: skip


def _show(console: Console, found: Sequence[Judged], theirs: Sequence[Judged]) -> None:
    console.print(_shares("", figures.groups(found), figures.groups(theirs)))
    console.print(_shares("intent", figures.by_intent(found), figures.by_intent(theirs)))
    console.print(picture.curve_text(figures.calibration(found)), markup=False)
    wrong = Table("wrong", "should be", "told", "sure", title="Worst")
    for one in figures.worst(found, WORST):
        wrong.add_row(escape(one.sentence.text), one.sentence.target, one.told, f"{one.confidence:.2f}")
    console.print(wrong)


def _shares(title: str, ours: Sequence[figures.Share], theirs: Sequence[figures.Share]) -> Table:
    stock_shares = {one.name: one for one in theirs}
    table = Table(
        title or "group", "sentences", "strict", "lenient", *(("stock strict", "stock lenient") if theirs else ())
    )
    for one in ours:
        other = stock_shares.get(one.name)
        more = (f"{other.strict:.3f}", f"{other.lenient:.3f}") if other else ()
        table.add_row(escape(one.name), str(one.count), f"{one.strict:.3f}", f"{one.lenient:.3f}", *more)
    return table
