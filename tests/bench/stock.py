"""The project that `rasa init` makes: its stock pipeline, its REST channel, an utterance without an action."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from candor.settings import ROOT
from tests.bench.numbers import await_ready

PYTHON = ROOT / ".venv" / "bot" / "bin" / "python"
FOLDER = ROOT / "build" / "stock"
ENV = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
SAID = "hello"


def make() -> None:
    """Makes and trains the stock project, once: its training takes minutes."""
    if list(FOLDER.glob("models/*.tar.gz")):
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    log = FOLDER / "init.log"
    with log.open("wb") as output:
        done = subprocess.run(
            [PYTHON, "-m", "rasa", "init", "--no-prompt", "--init-dir", FOLDER],
            cwd=FOLDER, env=ENV, stdout=output, stderr=output, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"rasa init did not end well, see {log}")


@dataclass(frozen=True)
class Stock:
    url: str
    pid: int
    ready_after: float

    def turn(self, http: httpx.Client, sender: str) -> float:
        """The milliseconds of one REST turn."""
        began = time.perf_counter()
        answer = http.post(f"{self.url}/webhooks/rest/webhook", json={"sender": sender, "message": SAID})
        took = (time.perf_counter() - began) * 1000
        if not answer.json():
            raise RuntimeError("the stock project gave no answer")
        return took


@contextmanager
def running(port: int) -> Iterator[Stock]:
    """The stock server, stopped at the end."""
    began = time.perf_counter()
    with (FOLDER / "run.log").open("wb") as output:
        server = subprocess.Popen(
            [PYTHON, "-m", "rasa", "run", "--port", str(port), "--interface", "127.0.0.1"],
            cwd=FOLDER, env=ENV, stdout=output, stderr=output, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            url = f"http://127.0.0.1:{port}"
            # The server listens when its model is loaded.
            yield Stock(url, server.pid, await_ready(f"{url}/webhooks/rest/", began))
        finally:
            server.terminate()
            server.wait(20)
