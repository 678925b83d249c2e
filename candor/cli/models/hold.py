"""`candor models hold`: a story or a test held at once, by the real product on a store that is thrown away."""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from candor.cli.models.promote import live_model
from candor.cli.models.whole import held_talks
from candor.cli.talk.client import Client
from candor.cli.telling import Telling
from candor.cli.terminal import PROBLEMS, WRONG_USE, Trouble, err, out, print_object
from candor.conversation.messages import Message, Sender
from candor.conversation.turns import Waiting
from candor.ids import new_id
from candor.settings import project_of
from candor.store import Store
from candor.supervising.folder import DataFolder
from candor.supervising.scratch import Scratch, scratch_product
from candor.training.manifest import Manifest
from candor.training.nlu_files import NluFiles
from candor.training.nlu_text import plain
from candor.training.stories import House, house_of, step_lines, story_problems, talk_problems
from candor.training.story_run import Told, actions_after, held, steps_of

ANSWERED_WITHIN = 60.0
STEP = re.compile(r", step (\d+): ")
Row = dict[str, Any]


def hold(
    file: Annotated[Path, typer.Argument(help="A story or a test; - reads it from standard input.")],
    model: Annotated[str, typer.Option(help="With this model; default: the one that serves.")] = "",
    customer: Annotated[str, typer.Option(help="Who goes through a story.")] = "c01",
    data: Annotated[Path | None, typer.Option(help="Data folder of the running product (var).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Hold a story or a test with the real bot and actions on a store of its own, and show where it goes otherwise."""
    text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    project = project_of(os.environ)
    manifest = Manifest(project / "models")
    folder = DataFolder(data or Path(os.environ.get("CANDOR_DATA") or "var"))
    chosen = manifest.checked(model or live_model(manifest, folder) or _none()).name
    path = project / "models" / chosen
    rows = _held(text, path, customer, house_of(project))
    fine = bool(rows) and all(row["fine"] for row in rows)
    if as_json:
        print_object({"model": chosen, "fine": fine, "steps": rows})
    else:
        _show(rows, chosen)
    if not fine:
        raise typer.Exit(PROBLEMS)


def _none() -> str:
    raise Trouble("There is no model.", "Train one: candor train.")


def _held(text: str, model: Path, customer: str, house: House) -> list[Row]:
    is_test = "\nsteps:" in f"\n{text}"
    problems = list(talk_problems(text, house) if is_test else story_problems(text, house))
    if problems:
        raise Trouble(f"Line {problems[0].line}: {problems[0].what}.", "Put it right first.", WRONG_USE)
    if is_test:
        return held_test(text, model)
    starting = err().status("Starting a product of its own (about ten seconds)")
    with starting, scratch_product(model.parent.parent, model) as product:
        return list(held_story(text, product, customer, model.parent.parent))


def held_story(text: str, product: Scratch, customer: str, project: Path) -> Iterator[Row]:
    """What came of each step. An intent is said with a taught sentence of it, and taken for just that."""
    words = {one.intent: plain(one.sentence) for one in reversed(list(NluFiles(project / "data" / "nlu").sentences()))}
    store = Store(product.database_url)
    try:
        for told in _by_story(steps_of(text)):
            with Client(product.url, customer) as client:
                client.open()
                for step in told:
                    said = step.text or words.get(step.intent, step.intent)
                    yield _step(store, client.conversation, step, said)
    finally:
        store.close()


def _by_story(steps: list[Told]) -> list[list[Told]]:
    names = list(dict.fromkeys(step.story for step in steps))
    return [[step for step in steps if step.story == name] for name in names]


def _step(store: Store, talk: str, step: Told, said: str) -> Row:
    with store.write() as tx:
        at = tx.conversations.get(talk).last_at
        seq = tx.conversations.next_seq(talk, at)
        message = Message(new_id(), talk, seq, Sender.CUSTOMER, said, at, client_id=new_id())
        tx.messages.add(message)
        tx.inbox.add(Waiting(message.id, talk, seq, 0, at, None, step.intent or None))
    until = time.monotonic() + ANSWERED_WITHIN
    while time.monotonic() < until:
        with store.read() as tx:
            if not tx.inbox.waiting(talk)[0]:
                tracker = tx.conversations.get(talk).tracker
                replies = [view.message.text for view in tx.messages.after(talk, seq)]
                did = actions_after(json.loads(tracker or "[]"), message.id)
                return held(step, said, did, replies).as_json()
        time.sleep(0.05)
    raise Trouble(f"No answer within {ANSWERED_WITHIN:.0f} s to line {step.line}.", "See whether the machine is busy.")


def held_test(text: str, model: Path) -> list[Row]:
    """Each way of a test, as the tests themselves hold it. Raises Trouble where their packages are missing."""
    with tempfile.TemporaryDirectory() as name, Telling(err()).bar("Holding it with a product of its own") as bar:
        folder = Path(name)
        (folder / "held.yml").write_text(text, encoding="utf-8")
        ends = held_talks(folder, model, bar)
    return [_of_test(text, name, why) for name, why in ends.items()]


def _of_test(text: str, name: str, why: str | None) -> Row:
    """The way of a test, at the line of the step that went otherwise."""
    step = STEP.search(why or "")
    lines = step_lines(text)
    line = lines[int(step[1]) - 1] if step and int(step[1]) <= len(lines) else 1
    way = name.rpartition("-")[2]
    return {"story": name, "line": line, "said": f"way {way}", "fine": why is None, "why": why or ""}


def _show(rows: list[Row], model: str) -> None:
    console = out()
    for row in rows:
        mark = "[green]as told[/]" if row["fine"] else "[red]otherwise[/]"
        console.print(f"{mark} line {row['line']}: {escape(row['said'])}")
        if not row["fine"]:
            wanted, did = ", ".join(row.get("wanted", ())), ", ".join(row.get("did", ()))
            console.print(escape(row.get("why") or f"  wanted {wanted}; the bot did {did or 'nothing'}"))
    console.print(f"Held with {model}.", markup=False)
