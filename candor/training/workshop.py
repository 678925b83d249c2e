"""Where long things are done for the studio: programs beside the app, so that customers are answered meanwhile.

What is under way stands in rows: a second app process shows it, and does not begin another.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

from candor.clock import Clock
from candor.errors import CandorError
from candor.ids import new_id
from candor.settings import ROOT
from candor.store import Store
from candor.store.jobs import Job
from candor.training.nlu_files import NluFiles

ALIKE = ("-m", "bot.understanding.alike")
TAIL = 12
BEATS_EVERY = 1.0
Texts = Sequence[tuple[str, str]]
log = logging.getLogger("candor.web")


class WorkshopBusy(CandorError):
    """Something long is being done already."""

    code, status = "workshop_busy", 409
    next_step = "Wait for it to end."


class EncoderSilent(CandorError):
    """The sentence encoder did not answer."""

    code, status = "encoder_silent", 503
    next_step = "Train once: candor train makes the encoder. The log of the app says more."


class Workshop:
    """One an app process; safe to use from its threads. `python` gives the bot's, or raises CannotStart."""

    def __init__(
        self, project: Path, python: Callable[[], str], environment: Mapping[str, str], store: Store, clock: Clock
    ) -> None:
        self.project = project
        self.files = NluFiles(project / "data" / "nlu")
        self.models = project / "models"
        self._python = python
        self._environment = {**environment, "CANDOR_PROJECT": str(project), "PYTHONUNBUFFERED": "1"}
        self._store, self._clock = store, clock
        self._lock, self._asking = Lock(), Lock()
        self._encoder: subprocess.Popen[str] | None = None
        self._shadow: subprocess.Popen[bytes] | None = None

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

    def job(self) -> Job | None:
        """What was begun last, by whichever process."""
        with self._store.read() as tx:
            return tx.jobs.newest()

    def start(self, kind: str, arguments: Sequence[str], by: str, text: str | None = None) -> Job:
        """Begins a `candor` command, which may read `text`. Raises WorkshopBusy while another runs, anywhere."""
        now = self._clock.now()
        job = Job(new_id(), kind, by, now, now)
        with self._store.write() as tx:
            before = tx.jobs.newest()
            if before and before.is_running(now):
                raise WorkshopBusy(f"{before.kind} is under way")
            tx.jobs.add(job)
        command = [sys.executable, "-m", "candor.cli", *arguments]
        running = subprocess.Popen(
            command, cwd=ROOT, env=self._environment, text=True, errors="replace",
            stdin=subprocess.DEVNULL if text is None else subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        Thread(target=self._follow, args=(job, running, text), name=f"studio {kind}", daemon=True).start()
        return job

    def shadow_of(self) -> str | None:
        """The candidate that reads along."""
        with self._store.read() as tx:
            return tx.jobs.shadow()

    def shadow(self, model: str | None) -> None:
        """Lets a candidate read live turns from now on, or none. Its reader is begun by `keep_shadow`."""
        with self._store.write() as tx:
            tx.jobs.want_shadow(model)

    def keep_shadow(self) -> None:
        """Begins a reader when one is wanted and none reads. It ends by itself once it is not wanted any more."""
        with self._lock:
            if self._shadow is not None and self._shadow.poll() is None:
                return
            with self._store.read() as tx:
                model = tx.jobs.unread(self._clock.now())
            if model:
                command = [sys.executable, "-m", "candor.cli", "models", "shadow", model, "--wanted"]
                self._shadow = subprocess.Popen(
                    command, cwd=ROOT, env=self._environment,
                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )  # fmt: skip

    def close(self) -> None:
        with self._lock:
            if self._shadow is not None:
                self._shadow.terminate()
                self._shadow.wait()
                self._shadow = None
        if self._encoder is not None:
            _end(self._encoder)

    def _follow(self, job: Job, running: subprocess.Popen[str], text: str | None) -> None:
        """Keeps what the command says, each second, and how it ended."""
        begun, said, ended = time.monotonic(), _Said(), Event()

        def kept(code: int | None = None) -> None:
            spent = time.monotonic() - begun
            now = replace(
                job, beat_at=self._clock.now(), said=said.last, told=tuple(said.told), seconds=spent, code=code
            )
            try:
                with self._store.write() as tx:
                    tx.jobs.keep(now)
            except Exception:
                log.exception("how far a job is could not be kept")

        def beat() -> None:
            while not ended.wait(BEATS_EVERY):
                kept()

        beating = Thread(target=beat, daemon=True)
        beating.start()
        listening = Thread(target=said.hear, args=(running.stderr,), daemon=True)
        listening.start()
        if text is not None and running.stdin:
            with running.stdin:
                running.stdin.write(text)
        said.hear(running.stdout)
        code = running.wait()
        listening.join(BEATS_EVERY)
        ended.set()
        beating.join()
        kept(code)

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


class _Said:
    """What a command printed: its last JSON object, and its last lines for people."""

    def __init__(self) -> None:
        self.last: dict[str, Any] = {}
        self.told: list[str] = []

    def hear(self, lines: Any) -> None:
        with lines:
            for line in lines:
                self._take(line.rstrip())

    def _take(self, line: str) -> None:
        try:
            found = json.loads(line) if line.startswith("{") else None
        except ValueError:
            found = None
        if isinstance(found, dict):
            self.last = found
        elif line:
            self.told = [*self.told[1 - TAIL :], line]


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
