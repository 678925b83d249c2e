"""One conversation through the customer API: says and presses, and gives back what was answered."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from candor.cli.talk.events import Event, parse
from candor.cli.talk.turn import AT_REST
from tests.clients import plain_client

ANSWERED_WITHIN = 180.0


@dataclass
class Conversation:
    """A fresh talk of a customer, or of a guest (None). `bubbles` are all of it, the welcome first."""

    url: str
    customer: str | None
    id: str = ""
    bubbles: list[dict[str, Any]] = field(default_factory=list)

    def __enter__(self) -> Conversation:
        self._http = plain_client(self.url, timeout=60)
        token = {"token": self._post("/demo/token", {"customer": self.customer})["token"]} if self.customer else {}
        self._http.headers["Authorization"] = f"Bearer {self._post('/v1/session', token)['session']}"
        self.id = self._post("/v1/conversations", {"fresh": True})["id"]
        self.bubbles = self._read()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def say(self, text: str) -> list[dict[str, Any]]:
        return self._turn({"text": text})

    def press(self, label: str) -> list[dict[str, Any]]:
        """Presses the newest button of this label; `Blue Heron*` takes the first that begins so."""
        for bubble in reversed(self.bubbles):
            for choice in bubble["choices"]:
                if choice["label"] == label or (label.endswith("*") and choice["label"].startswith(label[:-1])):
                    return self._turn({"choice": choice["id"]})
        shown = [choice["label"] for bubble in self.bubbles[-2:] for choice in bubble["choices"]]
        raise AssertionError(f"there is no button {label!r}; shown are {shown}")

    def news(self) -> list[dict[str, Any]]:
        """The bubbles that came since the last look, without anything said here."""
        before = self.bubbles[-1]["seq"] if self.bubbles else 0
        self.bubbles = self._read()
        return [bubble for bubble in self.bubbles if bubble["seq"] > before]

    def _turn(self, content: dict[str, str]) -> list[dict[str, Any]]:
        """Posts and waits until nothing waits any more; with a person in the talk there may be no answer at all."""
        posted = self._post(f"/v1/conversations/{self.id}/messages", {"client_id": str(uuid4()), **content})
        if not self._rests(time.monotonic() + ANSWERED_WITHIN):
            raise AssertionError(f"no answer within {ANSWERED_WITHIN:.0f} s to {content}")
        self.bubbles = self._read()
        return [b for b in self.bubbles if b["seq"] > posted["seq"] and b["from"] != "customer"]

    def _rests(self, until: float) -> bool:
        """Whether the stream says by then that no message waits any more; it says how things stand at once."""
        path = f"/v1/conversations/{self.id}/events"
        while time.monotonic() < until:
            with self._http.stream("GET", path, headers={"Last-Event-ID": str(10**6)}) as answer:
                if answer.status_code != 429 and any(map(_is_at_rest, parse(_lines(answer, until)))):
                    return True
            time.sleep(0.05)
        return False

    def _read(self) -> list[dict[str, Any]]:
        """The bubbles so far. Replies to one message commit together, so an answer is never read by half."""
        answer = self._http.get(f"/v1/conversations/{self.id}/transcript", headers={"Accept": "application/json"})
        answer.raise_for_status()
        listed: list[dict[str, Any]] = answer.json()["messages"]
        return listed

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        while (answer := self._http.post(path, json=body)).status_code == 429:
            # One tester is many customers at one address: the limit holds for us as for anybody.
            time.sleep(float(answer.headers.get("Retry-After", "1")))
        assert answer.is_success, f"{path} answered {answer.status_code}: {answer.text}"
        found: dict[str, Any] = answer.json()
        return found


def _lines(answer: httpx.Response, until: float) -> Iterator[str]:
    """The stream's lines, until it is too late; there is one each 15 seconds at least."""
    for line in answer.iter_lines():
        if time.monotonic() > until:
            return
        yield line


def _is_at_rest(event: Event) -> bool:
    return event.kind == "state" and not event.data.get("pending") and event.data.get("state") in AT_REST
