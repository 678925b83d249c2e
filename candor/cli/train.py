"""`candor train`: the encoder, the model and its seal, in the bot's environment."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from candor.cli.models.compare import comparison, read_openings
from candor.cli.telling import Telling
from candor.cli.terminal import Trouble, err, out, print_object
from candor.settings import ROOT, project_of
from candor.supervising.leash import tied
from candor.supervising.product import bot_environment, bot_python
from candor.training import trained
from candor.training.manifest import Manifest


@dataclass(frozen=True)
class Step:
    """One program of the bot's environment, and what to say while it runs; `expected` seconds, where it is known."""

    doing: str
    about: str
    arguments: tuple[str, ...]
    expected: float = 0.0


# Rasa would take every YAML file below data/ for its own; the policies there have other readers.
DATA = ("data/nlu", "data/rules", "data/stories")


def steps(project: Path, material: Path | None = None) -> tuple[Step, ...]:
    """What is done before the model is there. `material` is a copy of what the project teaches, else it is itself."""
    material = material or project
    named = {option: str(material / name) for option, name in (("--config", "config.yml"), ("--domain", "domain.yml"))}
    options = [word for pair in named.items() for word in pair]
    data = [str(material / name) for name in DATA]
    rasa = ("-m", "rasa", "train", *options, "--data", *data, "--out", str(project / "models"))
    last = next((model.seconds for model in Manifest(project / "models").models() if model.seconds), 0.0)
    about = f"the last one took {last:.0f} s" if last else "about a minute"
    return (
        Step("Making the sentence encoder", "half a minute the first time", ("-m", "bot.understanding.prepare")),
        Step("Training the model", about, rasa, last),
    )


def train(
    if_needed: Annotated[bool, typer.Option("--if-needed", help="Only when there is no model of these files.")] = False,
    against: Annotated[str, typer.Option(help="Compare it with this model afterwards.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print how far it is as JSON, then what came of it.")] = False,
) -> None:
    """Train the model from config.yml, domain.yml and data/."""
    project = project_of(os.environ)
    if if_needed and trained.is_current(project):
        _tell(as_json, trained=False, seconds=0.0)
        return
    telling = Telling(err() if as_json else out(), as_json)
    with _read_beside(against, telling) as read:
        facts = _trained(project, telling)
        read()
    if against:
        found = comparison(against, str(facts["model"]), telling)
        facts |= {"compared_with": found["live"]["model"], "against": found["against"]}
    _tell(as_json, trained=True, **facts, took=telling.took)


@contextmanager
def _read_beside(model: str, telling: Telling) -> Iterator[Callable[[], None]]:
    """Has the other model read its sentences while this one trains, which leaves a processor idle for half of its time.

    Gives what waits for it.
    """
    if not model:
        yield lambda: None
        return
    quiet = replace(telling, console=Console(quiet=True), as_json=False, took={})
    with ThreadPoolExecutor(1) as beside:
        reading = beside.submit(read_openings, model, quiet)
        yield reading.result


def _trained(project: Path, telling: Telling) -> dict[str, Any]:
    """Trains, seals and describes a model: its name and how many seconds it took."""
    began = time.monotonic()
    log = project / "models" / "train.log"
    log.parent.mkdir(exist_ok=True)
    with _alone(log.with_name(".training")), copied(project) as material:
        log.unlink(missing_ok=True)
        made_of = trained.data_version(material)
        for step in steps(project, material):
            _step(step, log, telling)
        newest = trained.newest(project)
        assert newest is not None
        _step(Step("Sealing the model", "a moment", ("-m", "bot.manifest", str(newest))), log, telling)
        if trained.data_version(project) == made_of:
            trained.remember(project)
    seconds = round(time.monotonic() - began, 1)
    Manifest(newest.parent).describe(
        newest.name,
        data_version=made_of,
        policy_version=trained.policy_version(),
        trained_at=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=seconds,
        size=newest.stat().st_size,
    )
    return {"seconds": seconds, "model": newest.name}


@contextmanager
def copied(project: Path) -> Iterator[Path]:
    """What the project teaches as it is now: who teaches meanwhile changes the next model, and not what this one is."""
    with tempfile.TemporaryDirectory(prefix="candor-train-") as name:
        for part in trained.MATERIAL:
            source, target = project / part, Path(name) / part
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns(".*"))
            elif source.is_file():
                shutil.copy2(source, target)
        yield Path(name)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Two trainings at once would take each other's model for their own. Raises Trouble when another one runs."""
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble("A model is being trained already.", "Wait for it to end.") from None
        yield


def _step(step: Step, log: Path, telling: Telling) -> None:
    with telling.step(step.doing, step.about, step.expected):
        run_step(step, bot_python(), log)
    telling.console.print(f"{step.doing}: done in {telling.took[step.doing]:.0f} s.")


def run_step(step: Step, python: str, log: Path) -> None:
    """Runs it to its end, its output in the log. Raises Trouble with the last lines when it fails."""
    with log.open("a", encoding="utf-8") as output:
        code = _call((python, *step.arguments), output.fileno())
    if code:
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:])
        raise Trouble(f"{step.doing} failed.", f"{tail}\nThe whole output stands in {log}.")


def _call(command: Sequence[str], output: int) -> int:
    """Its exit code. It ends when we are killed: else its model would be taken for that of a training after us."""
    return subprocess.run(
        tied(command), cwd=ROOT, env=bot_environment(os.environ), stdin=subprocess.DEVNULL,
        stdout=output, stderr=subprocess.STDOUT, check=False,
    ).returncode  # fmt: skip


def _tell(as_json: bool, **facts: Any) -> None:
    if as_json:
        print_object(facts)
    elif not facts["trained"]:
        out().print("The model is there and current.")
    else:
        for reason in facts.get("against", ()):
            out().print(f"Against: {reason}", markup=False)
        out().print(f"{facts['model']} is there. To let it serve: candor promote {facts['model']}", markup=False)
