"""One process under supervision: started, watched, started again after a wait, stopped."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from candor.supervising import leash
from candor.supervising.backoff import Backoff
from candor.supervising.logs import Log
from candor.supervising.process import Ended, Process, Started, Stopped

LEASH = Path(leash.__file__)


class Child:
    """Must be used from one thread: the kernel ties a child to the thread that made it."""

    def __init__(self, process: Process, log: Log, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.process = process
        self._log = log
        self._monotonic = monotonic
        self._backoff = Backoff()
        self._running: subprocess.Popen[bytes] | None = None
        self._reader: Thread | None = None
        self._started = 0.0
        self._start_at = 0.0

    @property
    def pid(self) -> int | None:
        return self._running.pid if self._running else None

    def look_after(self) -> Started | Ended | None:
        """Starts the process when it is time to, and notices that it ended. What happened, if anything did."""
        if self._running is None:
            return self._start() if self._monotonic() >= self._start_at else None
        code = self._running.poll()
        return None if code is None else self._ended(code)

    def _start(self) -> Started:
        argv = [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), *self.process.argv]
        self._running = subprocess.Popen(
            argv,
            env=dict(self.process.env),
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
