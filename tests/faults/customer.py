"""A customer at the widget of a running product, over the customer API."""

from __future__ import annotations

from contextlib import suppress

import httpx

from candor.ids import new_id
from tests.clients import plain_client
from tests.stack import Stack


class Customer:
    """Their one talk, begun anew."""

    def __init__(self, stack: Stack, name: str = "c01") -> None:
        self._stack = stack
        self._http = plain_client(timeout=60)
        token = self._http.post(f"{stack.url}/demo/token", json={"customer": name}).json()["token"]
        session = self._http.post(f"{stack.url}/v1/session", json={"token": token}).json()["session"]
        self._http.headers["Authorization"] = f"Bearer {session}"
        self.talk = str(self._http.post(f"{stack.url}/v1/conversations", json={"fresh": True}).json()["id"])

    def say(self, text: str, client_id: str | None = None) -> str:
        """Posts a message; gives its id. Raises when it was not accepted."""
        answer = self._http.post(
            f"{self._stack.url}/v1/conversations/{self.talk}/messages",
            json={"client_id": client_id or new_id(), "text": text},
        )
        answer.raise_for_status()
        return str(answer.json()["id"])

    def listen(self, seconds: float) -> None:
        """Opens the event stream, reads what comes until it is silent for a moment, and goes away without a word."""
        address = f"{self._stack.url}/v1/conversations/{self.talk}/events"
        with suppress(httpx.TimeoutException), self._http.stream("GET", address, timeout=seconds) as stream:
            for _ in stream.iter_lines():
                pass

    def close(self) -> None:
        self._http.close()
