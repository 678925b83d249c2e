"""`candor models shadow`: a candidate reads what customers wrote, and answers nobody."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, Any

import typer

from candor.bootstrap import Candor, from_environment
from candor.cli.bot_lines import READER
from candor.cli.terminal import Trouble, out, print_object
from candor.conversation.bad_turns import AnsweredTurn
from candor.ids import new_id
from candor.settings import ROOT, project_of
from candor.supervising.product import bot_environment, bot_python
from candor.training.manifest import Manifest

AT_ONCE = 200
LOOKS_EVERY = 2.0
BACK = timedelta(hours=1)
HELD = timedelta(seconds=15)


def shadow(
    model: Annotated[str, typer.Argument(help="The candidate.")],
    follow: Annotated[bool, typer.Option("--follow", help="Go on until stopped.")] = False,
    wanted: Annotated[bool, typer.Option("--wanted", hidden=True)] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Let a candidate read the live turns of the last hour, and those to come; show where it differs."""
    candor = from_environment()
    reading = Reading(candor, model) if wanted else None
    chosen = Manifest(project_of(os.environ) / "models").checked(model)
    path = str(project_of(os.environ) / "models" / chosen.name)
    env = {**bot_environment(os.environ), "CANDOR_MODEL": path}
    with subprocess.Popen(
        [bot_python(), *READER], cwd=ROOT, env=env, text=True, errors="replace",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as reader:  # fmt: skip
        try:
            while (reading is None or reading.goes_on()) and (
                read_new(candor, chosen.name, reader) or follow or reading
            ):
                time.sleep(LOOKS_EVERY if follow or reading else 0)
        finally:
            if reading:
                reading.end()
            assert reader.stdin
            reader.stdin.close()
    _tell(candor, chosen.name, as_json)


@dataclass
class Reading:
    """The right to read along, which one process has as long as the studio wants this candidate (candor.store.jobs)."""

    candor: Candor
    model: str
    holder: str = field(default_factory=new_id)
    parent: int = field(default_factory=os.getppid)

    def goes_on(self) -> bool:
        """Keeps the right. False once it is not wanted, another has it, or the app that began this is gone."""
        now = self.candor.clock.now()
        with self.candor.store.write() as tx:
            return os.getppid() == self.parent and tx.jobs.read_along(self.model, self.holder, now, now + HELD)

    def end(self) -> None:
        with self.candor.store.write() as tx:
            tx.jobs.stop_reading(self.holder)


def read_new(candor: Candor, model: str, reader: subprocess.Popen[str]) -> int:
    """Has the candidate read the turns since its last look; how many there were."""
    mark = f"shadow {model}"
    with candor.store.read() as tx:
        since = tx.studio.mark(mark) or candor.clock.now() - BACK
        turns = tx.studio.answered_since(since, AT_ONCE, after="~")
        words = tx.studio.words_of([one.message_id for one in turns])
    if not turns:
        return 0
    read = [_asked(reader, words[one.message_id]) for one in turns]
    with candor.store.write() as tx:
        tx.studio.shadowed([_row(model, turn, found) for turn, found in zip(turns, read, strict=True)])
        tx.studio.set_mark(mark, turns[-1].at)
    return len(turns)


def _asked(reader: subprocess.Popen[str], text: str) -> dict[str, Any]:
    assert reader.stdin
    assert reader.stdout
    reader.stdin.write(" ".join(text.split()) + "\n")
    reader.stdin.flush()
    line = reader.stdout.readline()
    if not line:
        raise Trouble("The candidate can not be read.", "Train another: candor train.")
    found: dict[str, Any] = json.loads(line)
    return found


def _row(model: str, turn: AnsweredTurn, found: dict[str, Any]) -> dict[str, Any]:
    return {
        "message_id": turn.message_id,
        "model": model,
        "intent": found["intent"],
        "confidence": found["confidence"],
        "live_intent": turn.intent,
        "at": turn.at,
    }


def _tell(candor: Candor, model: str, as_json: bool) -> None:
    with candor.store.read() as tx:
        total, differ = tx.studio.shadow_counts(model)
        rows: Sequence[Any] = tx.studio.shadow_differences(model, 20)
    if as_json:
        print_object({"model": model, "read": total, "differ": differ})
        return
    out().print(f"{model} read {total} turns and takes {differ} for something else.", markup=False)
    for row in rows:
        out().print(f"{row.live_intent} -> {row.intent} ({row.confidence:.2f})", markup=False)
