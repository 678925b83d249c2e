"""Keeps processes running until it is told to stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from candor.supervising.logs import Log
from candor.supervising.process import Event, Process
from candor.supervising.succession import Succession

TICK = 0.1


class Supervisor:
    """Starts processes in their order and stops them in the reverse one: what others lean on comes first.

    `tell` hears of every start and end. `grace` is how many seconds a process has after SIGTERM.
    """

    def __init__(
        self,
        processes: Sequence[Process],
        logs: Path,
        tell: Callable[[Event], None] = lambda _: None,
        grace: float = 10.0,
    ) -> None:
        self._logs = [Log(logs, process.name) for process in processes]
        self._children = [Succession(process, log, grace) for process, log in zip(processes, self._logs, strict=True)]
        self._tell = tell
        self._grace = grace
        self._stop_asked = 0

    def stop(self) -> None:
        """Safe in a signal handler. Asked a second time, it no longer waits for anyone."""
        self._stop_asked += 1

    def pids(self) -> dict[str, int]:
        return {child.process.name: child.pid for child in self._children if child.pid is not None}

    def run(self) -> None:
        """Returns when all processes have stopped after `stop`."""
        try:
            while not self._stop_asked:
                self._look_after_all()
                time.sleep(TICK)
        finally:
            self._stop_all()

    def _look_after_all(self) -> None:
        for child in self._children:
            for event in child.look_after():
                self._tell(event)

    def _stop_all(self) -> None:
        for child in reversed(self._children):
            child.ask_to_stop()
            self._await_end(child)
            event = child.finish()
            if event is not None:
                self._tell(event)
        for log in self._logs:
            log.close()

    def _await_end(self, child: Succession) -> None:
        until = time.monotonic() + self._grace
        while self._stop_asked < 2 and time.monotonic() < until:
            if child.wait(TICK):
                return
