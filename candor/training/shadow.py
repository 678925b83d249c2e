"""The candidate in the shadow: a program beside the app reads live turns with it, and answers nobody."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import Mapping
from threading import Lock

from candor.clock import Clock
from candor.settings import ROOT
from candor.store import Store

LOOKS_EVERY = 3.0
log = logging.getLogger("candor.web")


class Shadow:
    """One an app process; safe to use from its threads. Of all processes one has the reader."""

    def __init__(self, environment: Mapping[str, str], store: Store, clock: Clock) -> None:
        self._environment, self._store, self._clock = environment, store, clock
        self._lock = Lock()
        self._reader: subprocess.Popen[bytes] | None = None

    @property
    def model(self) -> str | None:
        """The candidate that should read along."""
        with self._store.read() as tx:
            return tx.jobs.shadow()

    def want(self, model: str | None) -> None:
        """Lets a candidate read live turns from now on, or none. Its reader is begun by `keep`."""
        with self._store.write() as tx:
            tx.jobs.want_shadow(model)

    def keep(self) -> None:
        """Begins a reader when one is wanted and none reads. It ends by itself once it is not wanted any more."""
        with self._lock:
            if self._reader is not None and self._reader.poll() is None:
                return
            with self._store.read() as tx:
                model = tx.jobs.unread(self._clock.now())
            if model:
                command = [sys.executable, "-m", "candor.cli", "models", "shadow", model, "--wanted"]
                self._reader = subprocess.Popen(
                    command, cwd=ROOT, env=self._environment,
                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )  # fmt: skip

    async def run(self) -> None:
        """Looks each few seconds until cancelled; then its reader ends, too."""
        try:
            while True:
                try:
                    await asyncio.to_thread(self.keep)
                except Exception:
                    log.exception("could not look for a candidate")
                await asyncio.sleep(LOOKS_EVERY)
        finally:
            self.close()

    def close(self) -> None:
        with self._lock:
            if self._reader is not None:
                self._reader.terminate()
                self._reader.wait()
                self._reader = None
