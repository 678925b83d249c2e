"""Candor as `candor up` runs it, asked through the customer API as the widget asks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue

import httpx
import psutil

from candor.ids import new_id
from candor.settings import ROOT
from tests.bench.numbers import await_ready

SAID = "what is this charge from SQ *BLUE HERON?"
ENV = {**os.environ, "CANDOR_SESSION_RATE": "1000000", "CANDOR_ADDRESS_RATE": "1000000"}


@dataclass(frozen=True)
class Ours:
    url: str
    pid: int
    ready_after: float

    def bot_pid(self) -> int:
        """The process that runs Rasa."""
        family = psutil.Process(self.pid).children(recursive=True)
        return next(member.pid for member in family if "bot.serve" in member.cmdline())


@contextmanager
def running(port: int, data: Path) -> Iterator[Ours]:
    """The whole product on a data folder that is made beforehand, as it is on every start but the first."""
    command = [sys.executable, "-m", "candor.cli", "up", "--port", str(port), "--data", str(data)]
    with _started(command, port):
        pass
    began = time.perf_counter()
    with _started(command, port) as pid:
        yield Ours(f"http://127.0.0.1:{port}", pid, time.perf_counter() - began)


@contextmanager
def _started(command: list[str], port: int) -> Iterator[int]:
    began = time.perf_counter()
    product = subprocess.Popen(
        command, cwd=ROOT, env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    try:
        await_ready(f"http://127.0.0.1:{port}/readyz", began)
        yield product.pid
    finally:
        product.terminate()
        product.wait(30)


@dataclass
class Talk:
    """One customer's conversation with its event stream open, as a widget holds it."""

    url: str
    http: httpx.Client
    id: str = ""
    _replies: Queue[float] = field(default_factory=Queue)

    def open(self) -> Talk:
        token = self.http.post(f"{self.url}/demo/token", json={"customer": "c01"}).json()["token"]
        session = self.http.post(f"{self.url}/v1/session", json={"token": token}).json()["session"]
        self.http.headers["Authorization"] = f"Bearer {session}"
        self.id = self.http.post(f"{self.url}/v1/conversations", json={"fresh": True}).json()["id"]
        threading.Thread(target=self._listen, daemon=True).start()
        self._replies.get(timeout=20)
        return self

    def turn(self) -> float:
        """The milliseconds from the POST until the reply's event is here."""
        began = time.perf_counter()
        answer = self.http.post(
            f"{self.url}/v1/conversations/{self.id}/messages", json={"client_id": new_id(), "text": SAID}
        )
        answer.raise_for_status()
        return (self._replies.get(timeout=60) - began) * 1000

    def _listen(self) -> None:
        headers = dict(self.http.headers)
        address = f"{self.url}/v1/conversations/{self.id}/events"
        with httpx.stream("GET", address, headers=headers, timeout=None, trust_env=False) as stream:
            for line in stream.iter_lines():
                if line.startswith("data:") and json.loads(line[5:]).get("from") == "bot":
                    self._replies.put(time.perf_counter())
