"""Long things that the studio has done: `candor` commands beside the app, so that customers are answered meanwhile.

What is under way stands in rows: a second app process shows it, and does not begin another.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Event, Thread
from typing import Any

from candor.clock import Clock
from candor.errors import CandorError
from candor.ids import new_id
from candor.settings import ROOT
from candor.store import Store
from candor.store.jobs import Job

TAIL = 12
BEATS_EVERY = 1.0
log = logging.getLogger("candor.web")


class WorkshopBusy(CandorError):
    """Something long is being done already."""

    code, status = "workshop_busy", 409
    next_step = "Wait for it to end."


@dataclass(frozen=True)
class Jobs:
    """One an app process; safe to use from its threads."""

    environment: Mapping[str, str]
    store: Store
    clock: Clock

    def newest(self) -> Job | None:
        """What was begun last, by whichever process."""
        with self.store.read() as tx:
            return tx.jobs.newest()

    def start(self, kind: str, arguments: Sequence[str], by: str, text: str | None = None) -> Job:
        """Begins a `candor` command, which may read `text`. Raises WorkshopBusy while another runs, anywhere."""
        now = self.clock.now()
        job = Job(new_id(), kind, by, now, now)
        with self.store.write() as tx:
            before = tx.jobs.newest()
            if before and before.is_running(now):
                raise WorkshopBusy(f"{before.kind} is under way")
            tx.jobs.add(job)
        running = subprocess.Popen(
            [sys.executable, "-m", "candor.cli", *arguments], cwd=ROOT, env=self.environment,
            text=True, errors="replace", stdin=subprocess.DEVNULL if text is None else subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        Thread(target=self._follow, args=(job, running, text), name=f"studio {kind}", daemon=True).start()
        return job

    def _follow(self, job: Job, running: subprocess.Popen[str], text: str | None) -> None:
        """Keeps what the command says, each second, and how it ended."""
        begun, said, ended = time.monotonic(), Said(), Event()

        def beat() -> None:
            while not ended.wait(BEATS_EVERY):
                self._keep(job, said, begun)

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
        # A beat that came after the end would say that it goes on.
        beating.join()
        self._keep(job, said, begun, code)

    def _keep(self, job: Job, said: Said, begun: float, code: int | None = None) -> None:
        now, spent = self.clock.now(), time.monotonic() - begun
        try:
            with self.store.write() as tx:
                tx.jobs.keep(replace(job, beat_at=now, said=said.last, told=tuple(said.told), seconds=spent, code=code))
        except Exception:
            log.exception("how far a job is could not be kept")


@dataclass
class Said:
    """What a command printed: its last JSON object, and its last lines for people."""

    last: dict[str, Any] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def hear(self, lines: Any) -> None:
        """All of them, until there are no more."""
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
