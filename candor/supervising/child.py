"""One process under supervision: started, watched, started again after a wait, stopped."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Thread

from candor.supervising import leash
from candor.supervising.backoff import Backoff
from candor.supervising.logs import Log
from candor.supervising.process import READY, SUCCEEDS, Ended, Process, Started, Stopped


class Child:
    """Must be used from one thread: the kernel ties a child to the thread that made it."""

    def __init__(
        self, process: Process, log: Log, monotonic: Callable[[], float] = time.monotonic, *, succeeds: bool = False
    ) -> None:
        """`succeeds`: its first start is beside another process of the same kind, whose place it will take."""
        self.process = process
        self._succeeds = succeeds
        self._log = log
        self._monotonic = monotonic
        self._backoff = Backoff()
        self._running: subprocess.Popen[bytes] | None = None
        self._reader: Thread | None = None
        self._started = 0.0
        self._start_at = 0.0
        self._ready: Path | None = None
        self.runs_with: Mapping[str, str] = {}

    @property
    def pid(self) -> int | None:
        return self._running.pid if self._running else None

    @property
    def is_ready(self) -> bool:
        """Whether it has said that it serves; asked of processes that follow something only."""
        return self._ready is not None and self._ready.exists()

    def look_after(self) -> Started | Ended | None:
        """Starts the process when it is time to, and notices that it ended. What happened, if anything did."""
        if self._running is None:
            return self._start() if self._monotonic() >= self._start_at else None
        code = self._running.poll()
        return None if code is None else self._ended(code)

    def _start(self) -> Started:
        follows = self.process.follows
        env = dict(self.process.env)
        if follows:
            self.runs_with = dict(follows.wanted())
            self._ready = self._log.path.with_name(f".{self.process.name}-{secrets.token_hex(4)}.ready")
            env |= {**self.runs_with, READY: str(self._ready), SUCCEEDS: "1" if self._succeeds else ""}
            self._succeeds = False
        self._running = subprocess.Popen(
            leash.tied(self.process.argv),
            env=env,
            cwd=self.process.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in the terminal must reach the supervisor alone, which then stops in order
        )
        assert self._running.stdout is not None
        self._reader = self._log.follow(self._running.stdout)
        self._started = self._monotonic()
        self._log.write(f"-- started, process {self._running.pid}")
        return Started(self.process.name, self._running.pid)

    def _ended(self, code: int) -> Ended:
        now = self._monotonic()
        wait = self._backoff.after(now - self._started)
        self._start_at = now + wait
        self._clear_away()
        self._log.write(f"-- ended with {code}, started again in {wait:.1f} s")
        return Ended(self.process.name, code, wait)

    def ask_to_stop(self) -> None:
        """SIGTERM; nothing when it does not run."""
        if self._running is not None and self._running.poll() is None:
            self._running.terminate()

    def wait(self, seconds: float) -> bool:
        """Whether it ended within so many seconds."""
        if self._running is None:
            return True
        try:
            self._running.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def finish(self) -> Stopped | None:
        """SIGKILL for what did not stop by itself, its own children included. None when nothing ran."""
        if self._running is None:
            return None
        killed = self._running.poll() is None
        self._clear_away()
        self._log.write("-- killed" if killed else "-- stopped")
        return Stopped(self.process.name, killed)

    def _clear_away(self) -> None:
        assert self._running is not None
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._running.pid, signal.SIGKILL)
        self._running.wait()
        if self._reader is not None:
            self._reader.join(timeout=2)
        self._running = self._reader = None
        if self._ready is not None:
            self._ready.unlink(missing_ok=True)
