"""Small programs to supervise, and waiting that does not guess how long things take."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from candor.supervising.process import Event, Process
from candor.supervising.supervisor import Supervisor

Program = Callable[..., Process]


def eventually(true: Callable[[], object], what: str, seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"waited {seconds} s in vain: {what}"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether the process runs; one that ended and was not yet taken note of does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Makes a process from Python source: `program("name", "print(1)")`."""

    def make(name: str, source: str) -> Process:
        return Process(name, (sys.executable, "-u", "-c", source), dict(os.environ), tmp_path)

    return make


class Run:
    """A supervisor at work in a thread of its own."""

    def __init__(self, processes: list[Process], logs: Path, grace: float = 10.0) -> None:
        self.events: list[Event] = []
        self.logs = logs
        self.supervisor = Supervisor(processes, logs, self.events.append, grace)
        self.thread = Thread(target=self.supervisor.run)
        self.thread.start()

    def log(self, name: str) -> str:
        path = self.logs / f"{name}.log"
        return path.read_text() if path.exists() else ""

    def of(self, kind: type) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]

    def stop(self) -> None:
        self.supervisor.stop()
        self.thread.join(60)
        assert not self.thread.is_alive()


@pytest.fixture
def supervise(tmp_path: Path):
    """Supervises processes until the test ends."""
    runs: list[Run] = []

    def start(*processes: Process, grace: float = 10.0) -> Run:
        runs.append(Run(list(processes), tmp_path / "logs", grace))
        return runs[-1]

    yield start
    for run in runs:
        run.stop()
