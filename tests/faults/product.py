"""The product as `candor up` runs it, with its processes within reach of a kill."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx

from candor.ids import new_id
from candor.settings import ROOT
from candor.store import Store

ENV = {
    "CANDOR_CLOCK": "2026-05-12T15:00:00+00:00",
    "CANDOR_SESSION_RATE": "100000",
    "CANDOR_ADDRESS_RATE": "100000",
    # Short, so that a test sees the end of trying; the order of things is the same with 30 s and 12 s.
    "CANDOR_TURN_BUDGET": "8",
    "CANDOR_TURN_TIMEOUT": "4",
}


class Product:
    """A running product in a data folder of its own."""

    def __init__(self, data: Path, **env: str) -> None:
        self.data = data
        command = [sys.executable, "-m", "candor.cli", "up", "--port", "0", "--data", str(data)]
        with (data.parent / "up.log").open("wb") as output:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **ENV, **env},
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
            )

    @property
    def ports(self) -> dict[str, Any]:
        """What the product wrote about itself: its address, ports and process ids."""
        found: dict[str, Any] = json.loads((self.data / "ports.json").read_text())
        return found

    @property
    def url(self) -> str:
        return str(self.ports["url"])

    def await_ready(self, give_up: float = 90) -> None:
        until = time.monotonic() + give_up
        while time.monotonic() < until:
            try:
                if httpx.get(f"{self.url}/readyz", timeout=2, trust_env=False).status_code == 200:
                    return
            except (OSError, ValueError, httpx.HTTPError):
                pass
            time.sleep(0.1)
        raise TimeoutError((self.data.parent / "up.log").read_text()[-2000:])

    def kill(self, name: str) -> None:
        """kill -9 of `bot` or `app`."""
        os.kill(self.ports["processes"][name], signal.SIGKILL)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(40)

    def store(self) -> Store:
        return Store(f"sqlite:///{self.data / 'candor.db'}")


class Customer:
    """A customer at the widget, over the customer API."""

    def __init__(self, product: Product, name: str = "c01") -> None:
        self._product = product
        self._http = httpx.Client(trust_env=False, timeout=20)
        token = self._http.post(f"{product.url}/demo/token", json={"customer": name}).json()["token"]
        session = self._http.post(f"{product.url}/v1/session", json={"token": token}).json()["session"]
        self._http.headers["Authorization"] = f"Bearer {session}"
        self.talk = str(self._http.post(f"{product.url}/v1/conversations", json={"fresh": True}).json()["id"])

    def say(self, text: str, client_id: str | None = None) -> str:
        """Posts a message; gives its id. Raises when it was not accepted."""
        answer = self._http.post(
            f"{self._product.url}/v1/conversations/{self.talk}/messages",
            json={"client_id": client_id or new_id(), "text": text},
        )
        answer.raise_for_status()
        return str(answer.json()["id"])

    def listen(self, seconds: float) -> None:
        """Opens the event stream, reads what comes until it is silent for a moment, and goes away without a word."""
        address = f"{self._product.url}/v1/conversations/{self.talk}/events"
        with suppress(httpx.ReadTimeout), self._http.stream("GET", address, timeout=seconds) as stream:
            for _ in stream.iter_lines():
                pass

    def close(self) -> None:
        self._http.close()
