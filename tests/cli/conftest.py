"""Running `candor` inside the test, and a small customer API to talk to."""

from __future__ import annotations

import io
import json
import queue
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from candor.cli import main


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def candor(capfd, monkeypatch) -> Callable[..., Ran]:
    """Runs the command: `candor("talk", "--json", stdin="hello")`."""
    for name in ("CANDOR_DEBUG", "CANDOR_DATA", "CANDOR_PORT", "CANDOR_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*argv: str, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as leaving:
            main(argv)
        said = capfd.readouterr()
        return Ran(leaving.value.code, said.out, said.err)

    return run


def bot_says(text: str, *labels: str) -> dict[str, Any]:
    choices = [{"id": f"id of {label}", "label": label} for label in labels]
    return {"from": "bot", "text": text, "choices": choices, "cites": ["t1"], "response": "utter_test", "card": None}


@dataclass
class Api:
    """What the fake product answers to each message, and what it was sent."""

    url: str = ""
    replies: list[list[dict[str, Any]]] = field(default_factory=list)
    tokens: list[Any] = field(default_factory=list)
    sessions: list[Any] = field(default_factory=list)
    posted: list[dict[str, Any]] = field(default_factory=list)
    resumed_after: list[str | None] = field(default_factory=list)
    drop_stream: bool = False
    state_first: bool = False
    owner: str = "idle"
    log: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    live: queue.Queue[tuple[str, dict[str, Any]] | None] = field(default_factory=queue.Queue)

    def add(self, kind: str, data: dict[str, Any]) -> None:
        if kind == "message":
            data = {"seq": sum(kind == "message" for kind, _ in self.log) + 1, **data}
            self.log.append((kind, data))
        self.live.put((kind, data))

    def receive(self, body: dict[str, Any]) -> None:
        self.posted.append(body)
        self.add("state", {"state": "idle", "pending": 0})  # a late one, from before the message
        self.add("message", {"from": "customer", "text": body.get("text"), "client_id": body["client_id"]})
        self.add("state", {"state": "typing", "pending": 1})
        replies = self.replies.pop(0) if self.replies else []
        if self.state_first:
            self.add("state", {"state": self.owner, "pending": 0})
        for reply in replies:
            self.add("message", reply)
        if self.drop_stream:
            self.live.put(None)
        if not self.state_first or self.drop_stream:
            self.add("state", {"state": self.owner, "pending": 0})


class Handler(BaseHTTPRequestHandler):
    api: Api

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        match self.path:
            case "/demo/token":
                self.api.tokens.append(body)
                self._token(body)
            case "/v1/session":
                self.api.sessions.append(body)
                self._answer(201, {"session": "s", "name": "Ana" if body else None})
            case "/v1/conversations":
                assert body == {"fresh": True}
                self.api.add("message", bot_says("Welcome.", "A person"))
                self._answer(201, {"id": "talk1"})
            case "/v1/conversations/talk1/messages":
                self._answer(202, {"id": "m1", "seq": 1})
                self.api.receive(body)

    def _token(self, body: dict[str, Any]) -> None:
        if body["customer"] == "c99":
            self._answer(404, {"title": "Not found", "detail": "There is no customer c99.", "next": "Try c01."})
        else:
            self._answer(200, {"token": "jwt"})

    def do_GET(self) -> None:
        last = self.headers.get("Last-Event-ID")
        self.api.resumed_after.append(last)
        self.send_response(200)
        self.end_headers()
        if len(self.api.resumed_after) > 1:
            self._replay(int(last or 0))
        while (event := self.api.live.get()) is not None:
            self._send(*event)

    def _replay(self, last: int) -> None:
        for kind, data in self.api.log:
            if data["seq"] > last:
                self._send(kind, data)

    def _send(self, kind: str, data: dict[str, Any]) -> None:
        lines = [f"event: {kind}", *([f"id: {data['seq']}"] if kind == "message" else []), f"data: {json.dumps(data)}"]
        self.wfile.write(("\n".join(lines) + "\n\n: beat\n\n").encode())

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def api():
    """A product with one conversation."""
    api = Api()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"api": api}))
    server.daemon_threads = True
    api.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield api
    api.live.put(None)
    server.shutdown()
    thread.join()
    server.server_close()
