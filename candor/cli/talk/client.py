"""The customer API as one conversation: a session, messages up, events down."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

import httpx

from candor.cli.talk.events import Event, parse
from candor.cli.terminal import Trouble

PATIENCE = 20.0  # seconds that a product which restarts is waited for
Json = dict[str, Any]


class Client:
    """One customer's (or guest's) fresh conversation. Raises Trouble when the product refuses or is not there."""

    def __init__(self, url: str, customer: str | None) -> None:
        self._url = url.rstrip("/")
        self._http = httpx.Client(base_url=self._url, timeout=15, trust_env=False)
        self._customer = customer
        self.name: str | None = None
        self.conversation = ""

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def open(self) -> None:
        """Signs in and begins a fresh conversation."""
        token = self._post("/demo/token", {"customer": self._customer})["token"] if self._customer else None
        session = self._post("/v1/session", {"token": token} if token else {})
        self.name = session.get("name")
        self._http.headers["Authorization"] = f"Bearer {session['session']}"
        self.conversation = self._post("/v1/conversations", {"fresh": True})["id"]

    def say(self, client_id: str, content: Json) -> Json:
        """Posts a text or a choice. Tried again under the same id while the product restarts, so it counts once."""
        path = f"/v1/conversations/{self.conversation}/messages"
        return self._patiently(lambda: self._post(path, {"client_id": client_id, **content}))

    def events(self) -> Iterator[Event]:
        """All events from the start, over any number of broken streams, without end."""
        last = 0
        lost_at: float | None = None
        while True:
            try:
                for event in self._stream(last):
                    lost_at = None
                    last = event.seq or last
                    yield event
            except httpx.HTTPError:
                lost_at = lost_at or time.monotonic()
                if time.monotonic() - lost_at > PATIENCE:
                    raise self._nobody_there() from None
            time.sleep(0.2)

    def _stream(self, last: int) -> Iterator[Event]:
        path = f"/v1/conversations/{self.conversation}/events"
        headers = {"Accept": "text/event-stream", **({"Last-Event-ID": str(last)} if last else {})}
        quiet = httpx.Timeout(15, read=60)
        with self._http.stream("GET", path, headers=headers, timeout=quiet) as answer:
            if answer.is_error:
                answer.read()
                raise _refused(answer)
            yield from parse(answer.iter_lines())

    def _patiently(self, call: Callable[[], Json]) -> Json:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return call()
            except NobodyThere:
                if time.monotonic() > until:
                    raise
                time.sleep(0.3)

    def _post(self, path: str, body: Json) -> Json:
        try:
            answer = self._http.post(path, json=body)
        except httpx.HTTPError:
            raise self._nobody_there() from None
        if answer.is_error:
            raise _refused(answer)
        try:
            found: Json = answer.json()
        except ValueError:
            raise Trouble(f"What answers at {self._url} is not Candor.", "Name another address with --url.") from None
        return found

    def _nobody_there(self) -> Trouble:
        return NobodyThere(
            f"Nothing answers at {self._url}.", "Start the product with make up, or name another address with --url."
        )


class NobodyThere(Trouble):
    """No answer at all: not started, or starting again."""


def _refused(answer: httpx.Response) -> Trouble:
    """The product's own words about what it refused."""
    try:
        problem = answer.json()
    except ValueError:
        problem = {}
    if not isinstance(problem, dict):
        problem = {}
    said = problem.get("detail") or problem.get("title") or f"{answer.request.url.path} answered {answer.status_code}"
    next_step = problem.get("next") or "Check the address (--url) and the customer's id."
    return Trouble(str(said), str(next_step))
