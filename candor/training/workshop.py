"""Where long things are done for the studio: programs beside the app, so that customers are answered meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from candor.errors import CandorError
from candor.settings import ROOT
from candor.training.nlu_files import NluFiles

ALIKE = ("-m", "bot.understanding.alike")
TAIL = 12
Texts = Sequence[tuple[str, str]]


class WorkshopBusy(CandorError):
    """Something long is being done already."""

    code, status = "workshop_busy", 409
    next_step = "Wait for it to end."


class EncoderSilent(CandorError):
    """The sentence encoder did not answer."""

    code, status = "encoder_silent", 503
    next_step = "Train once: candor train makes the encoder. The log of the app says more."


@dataclass
class Job:
    """A command of ours under way. `said` are the JSON objects that it printed, `told` the last lines for people."""

    kind: str
    by: str
    began: float
    said: list[dict[str, Any]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    code: int | None = None
    seconds: float = 0.0

    @property
    def is_running(self) -> bool:
        return self.code is None

    @property
    def result(self) -> dict[str, Any]:
        return self.said[-1] if self.said else {}


class Workshop:
    """One an app process; safe to use from its threads. `python` gives the bot's, or raises CannotStart."""

    def __init__(self, project: Path, python: Callable[[], str], environment: Mapping[str, str]) -> None:
        self.project = project
        self.files = NluFiles(project / "data" / "nlu")
        self.models = project / "models"
        self._python = python
        self._environment = {**environment, "CANDOR_PROJECT": str(project), "PYTHONUNBUFFERED": "1"}
        self._lock, self._asking = Lock(), Lock()
        self._encoder: subprocess.Popen[str] | None = None
        self._shadow: subprocess.Popen[bytes] | None = None
        self.shadow_of: str | None = None
        self.job: Job | None = None

    def near(self, texts: Sequence[str]) -> list[list[dict[str, Any]]]:
        """The nearest taught sentences of each text: {"text", "intent", "likeness"}. Raises EncoderSilent."""
        with self._asking:
            if self._encoder is None or self._encoder.poll() is not None:
                self._encoder = self._started(ALIKE)
            return list(self._asked(self._encoder, {"near": list(texts)})["near"])

    def alike(self, turns: Texts, leaders: Texts) -> dict[str, str]:
        """The group of each turn. In a process of its own: it may take half a minute. Raises EncoderSilent."""
        encoder = self._started(ALIKE)
        try:
            return dict(self._asked(encoder, {"group": list(turns), "known": list(leaders)})["groups"])
        finally:
            _end(encoder)

    def start(self, kind: str, arguments: Sequence[str], by: str) -> Job:
        """Begins a `candor` command. Raises WorkshopBusy while another runs."""
        with self._lock:
            if self.job is not None and self.job.is_running:
                raise WorkshopBusy(f"{self.job.kind} is under way")
            self.job = job = Job(kind, by, time.monotonic())
        command = [sys.executable, "-m", "candor.cli", *arguments]
        running = subprocess.Popen(
            command, cwd=ROOT, env=self._environment, text=True, errors="replace",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        Thread(target=_listen, args=(job, running.stderr), daemon=True).start()
        Thread(target=_follow, args=(job, running), name=f"studio {kind}", daemon=True).start()
        return job

    def shadow(self, model: str | None) -> None:
        """Lets a candidate read live turns from now on, or none."""
        with self._lock:
            if self._shadow is not None:
                self._shadow.terminate()
                self._shadow.wait()
                self._shadow = None
            self.shadow_of = model
            if model:
                command = [sys.executable, "-m", "candor.cli", "models", "shadow", model, "--follow"]
                self._shadow = subprocess.Popen(
                    command, cwd=ROOT, env=self._environment,
                    stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )  # fmt: skip

    def close(self) -> None:
        self.shadow(None)
        if self._encoder is not None:
            _end(self._encoder)

    def _started(self, program: Sequence[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [self._python(), *program], cwd=ROOT, env=self._environment, text=True, errors="replace",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def _asked(self, encoder: subprocess.Popen[str], question: Mapping[str, Any]) -> dict[str, Any]:
        assert encoder.stdin
        assert encoder.stdout
        try:
            encoder.stdin.write(json.dumps(question) + "\n")
            encoder.stdin.flush()
            answer: dict[str, Any] = json.loads(encoder.stdout.readline())
        except (OSError, ValueError) as error:
            raise EncoderSilent from error
        return answer


def _end(process: subprocess.Popen[str]) -> None:
    """It ends when nobody asks any more."""
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.close()
    except OSError:
        process.kill()
    process.stdout.close()
    process.wait()


def _listen(job: Job, lines: Any) -> None:
    with lines:
        for line in lines:
            if line.strip():
                job.told = [*job.told[1 - TAIL :], line.rstrip()]


def _follow(job: Job, running: subprocess.Popen[str]) -> None:
    assert running.stdout
    with running.stdout:
        for line in running.stdout:
            try:
                job.said.append(json.loads(line))
            except ValueError:
                job.told = [*job.told[1 - TAIL :], line.rstrip()]
    code = running.wait()
    job.seconds = time.monotonic() - job.began
    job.code = code
