"""`candor train`: the encoder, the model and its seal, in the bot's environment."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from candor.cli import trained
from candor.cli.terminal import Trouble, err, out, print_object
from candor.settings import ROOT
from candor.supervising.product import bot_environment, bot_python


@dataclass(frozen=True)
class Step:
    """One program of the bot's environment, and what to say while it runs."""

    doing: str
    about: str
    arguments: tuple[str, ...]


# Rasa would take every YAML file below data/ for its own; the policies there have other readers.
DATA = ("data/nlu", "data/rules", "data/stories")
STEPS = (
    Step("Making the sentence encoder", "half a minute the first time", ("-m", "bot.understanding.prepare")),
    Step("Training the model", "about a minute", ("-m", "rasa", "train", "--data", *DATA, "--out", "models")),
)


def train(
    if_needed: Annotated[bool, typer.Option("--if-needed", help="Only when there is no model of these files.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Train the model from config.yml, domain.yml and data/."""
    if if_needed and trained.is_current(ROOT):
        _tell(as_json, trained=False, seconds=0.0)
        return
    began = time.monotonic()
    log = ROOT / "models" / "train.log"
    log.parent.mkdir(exist_ok=True)
    log.unlink(missing_ok=True)
    for step in STEPS:
        run_step(step, bot_python(), log, err() if as_json else out())
    newest = trained.newest(ROOT)
    seal = Step("Sealing the model", "a moment", ("-m", "bot.manifest", str(newest)))
    run_step(seal, bot_python(), log, err() if as_json else out())
    trained.remember(ROOT)
    _tell(as_json, trained=True, seconds=round(time.monotonic() - began, 1))


def run_step(step: Step, python: str, log: Path, console: Console) -> None:
    """Runs it to its end, its output in the log. Raises Trouble with the last lines when it fails."""
    began = time.monotonic()
    with console.status(f"{step.doing} ({step.about})"), log.open("a", encoding="utf-8") as output:
        code = _call((python, *step.arguments), output.fileno())
    if code:
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:])
        raise Trouble(f"{step.doing} failed.", f"{tail}\nThe whole output stands in {log}.")
    console.print(f"{step.doing}: done in {time.monotonic() - began:.0f} s.")


def _call(command: Sequence[str], output: int) -> int:
    return subprocess.run(
        command, cwd=ROOT, env=bot_environment(os.environ), stdin=subprocess.DEVNULL,
        stdout=output, stderr=subprocess.STDOUT, check=False,
    ).returncode  # fmt: skip


def _tell(as_json: bool, *, trained: bool, seconds: float) -> None:
    if as_json:
        print_object({"trained": trained, "seconds": seconds})
    elif not trained:
        out().print("The model is there and current.")
