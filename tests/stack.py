"""The running product for tests: `candor up` on a free port and a folder of its own, once for the whole run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from candor.settings import ROOT
from candor.store import Store, Transaction
from candor.supervising.loopback import is_ready

CLOCK = "2026-05-12T15:00:00Z"
"""What the product takes for now when it starts: a Tuesday, 11 a.m. in New York."""
READY_WITHIN = 180.0
MANY_AT_ONE_ADDRESS = "100000"
"""Requests a minute: all customers of a test run sit at one address. The limit itself is tested in tests/web."""
STOPPED_WITHIN = 30.0


@dataclass
class Stack:
    """A product that runs. `ports` is what `candor up` wrote into its data folder."""

    folder: Path
    process: subprocess.Popen[bytes]
    clock: str
    ports: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return str(self.ports["url"])

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.folder / 'candor.db'}"

    @property
    def secret(self) -> str:
        return (self.folder / "secret").read_text().strip()

    def pid(self, name: str) -> int:
        """The process `bot` or `app` as it is now; it changes when the supervisor starts it again."""
        self.ports = _ports(self.folder) or self.ports
        return int(self.ports["processes"][name])

    def kill(self, name: str) -> None:
        """kill -9 of `bot` or `app`."""
        os.kill(self.pid(name), signal.SIGKILL)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """One look into the product's database, from outside of its processes."""
        store = Store(self.database_url)
        try:
            with store.read() as tx:
                yield tx
        finally:
            store.close()

    def log(self) -> str:
        """The ends of all logs, for a failure's message."""
        logs = sorted((self.folder / "logs").glob("*.log"))
        return "\n".join(f"--- {path.name}\n{path.read_text(errors='replace')[-3000:]}" for path in logs)

    def is_ready(self) -> bool:
        self.ports = _ports(self.folder) or self.ports
        return bool(self.ports) and is_ready(self.url, patience=5)

    def wait_until_ready(self) -> None:
        until = time.monotonic() + READY_WITHIN
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > until:
                said = (self.folder / "up.log").read_text(errors="replace")
                raise AssertionError(f"candor up is not ready\n{said[-4000:]}\n{self.log()}")
            time.sleep(0.2)


@contextmanager
def running(folder: Path, clock: str = CLOCK, **environment: str) -> Iterator[Stack]:
    """The product on `folder` until the block ends; `environment` goes before everything else."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CANDOR_")}
    # What `candor models compare` tries: that model, of that project.
    kept |= {name: os.environ[name] for name in ("CANDOR_MODEL", "CANDOR_PROJECT") if name in os.environ}
    folder.mkdir(parents=True, exist_ok=True)
    command = (sys.executable, "-m", "candor.cli", "up", "--port", "0", "--data", str(folder))
    with (folder / "up.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            # Two years of simulated talks would only make each start longer; the board's own tests have them.
            env={**kept, "CANDOR_CLOCK": clock, "CANDOR_SAMPLE_PAST": "0", **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        stack = Stack(folder, process, clock)
        stack.wait_until_ready()
        yield stack
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _ports(folder: Path) -> dict[str, Any] | None:
    try:
        ports: dict[str, Any] = json.loads((folder / "ports.json").read_text())
    except (OSError, ValueError):
        return None
    return ports


@pytest.fixture(scope="session")
def stack_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Stack]]:
    """Gives the product that runs at a clock, its cards under some laws (CANDOR_REGIME); each of them is started once
    and serves until the run ends."""
    started: dict[tuple[str, str], Stack] = {}
    with ExitStack() as stacks:

        def at(clock: str, laws: str = "") -> Stack:
            if (clock, laws) not in started:
                folder = tmp_path_factory.mktemp("stack") / "var"
                own = {"CANDOR_ADDRESS_RATE": MANY_AT_ONE_ADDRESS, "CANDOR_REGIME": laws}
                started[clock, laws] = stacks.enter_context(running(folder, clock, **own))
            return started[clock, laws]

        yield at


@pytest.fixture(scope="session")
def stack(stack_at: Callable[..., Stack]) -> Stack:
    """The product at CLOCK. Tests that kill or starve it start one of their own with `running`."""
    return stack_at(CLOCK)
