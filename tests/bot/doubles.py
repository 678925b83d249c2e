"""What stands around the bot in these tests: an action server that does as it is told, and the bot as a process."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bot.settings import channel_key

ROOT = Path(__file__).resolve().parents[2]
SECRET = "ab" * 32
KEY = channel_key(bytes.fromhex(SECRET))
TOKEN = "signed-context-of-this-turn"


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def said(response: str, **facts: str) -> dict[str, Any]:
    """One response as an action's dispatcher sends it."""
    candor = {"facts": facts, "cites": ["t1"], "choices": [], "card": None}
    return {"response": response, "text": None, "buttons": [], **facts, "candor": candor}


def result(*responses: Mapping[str, Any], events: tuple[Mapping[str, Any], ...] = ()) -> bytes:
    """An action server's answer."""
    return json.dumps({"events": list(events), "responses": list(responses)}).encode()


@dataclass
class Actions:
    """Answers every call by `answer` (status, body, seconds to wait) and keeps what it was asked."""

    answer: Callable[[dict[str, Any]], tuple[int, bytes, float]] = field(init=False)
    calls: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.be_well()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/webhook"

    def be_well(self) -> None:
        """From now on each action says what the charge is."""
        self.calls.clear()
        self.answer = lambda call: (200, result(said("utter_charge", amount="$12.40")), 0.0)

    def always(self, status: int, body: bytes, seconds: float = 0.0) -> None:
        """From now on every call gets this."""
        self.answer = lambda call: (status, body, seconds)

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        actions = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def do_POST(self) -> None:
                call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                actions.calls.append(call)
                status, body, seconds = actions.answer(call)
                time.sleep(seconds)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        return Handler


@dataclass
class Bot:
    """`python -m bot.serve` as a process of its own."""

    model: Path
    log: Path
    actions_url: str = "http://127.0.0.1:9/webhook"
    env: Mapping[str, str] = field(default_factory=dict)

    def start(self) -> Bot:
        self.port = free_port()
        command = [sys.executable, "-m", "bot.serve", "--model", str(self.model), "--port", str(self.port)]
        env = {
            **os.environ,
            "CANDOR_SECRET": SECRET,
            "CANDOR_ACTIONS_URL": self.actions_url,
            "CANDOR_ACTION_DEADLINE": "1.5",
            "CANDOR_BOT_DEADLINE": "2.5",
            **self.env,
        }
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        return self

    def ready(self) -> Bot:
        until = time.monotonic() + 90
        while self.ask("GET", "health")[0] != 200:
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the bot did not start: {self.log.read_text()}")
            time.sleep(0.1)
        return self

    def stop(self) -> int:
        """Asks it to stop as a supervisor does; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def ask(self, method: str, path: str, body: Any = None, key: str | None = KEY) -> tuple[int, Any]:
        """Status and JSON of one request below the channel's path; status 0 when nobody listens."""
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        address = f"http://127.0.0.1:{self.port}/webhooks/candor/{path}"
        request = urllib.request.Request(address, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read() or b"null")
        except (urllib.error.URLError, ConnectionError):
            return 0, None

    def turn(self, text: str | None = None, **changes: Any) -> tuple[int, Any]:
        """One turn of conversation c1; `changes` replace fields of the body."""
        return self.ask("POST", "turn", body(text, **changes))


def body(text: str | None = None, **changes: Any) -> dict[str, Any]:
    """A turn request's body."""
    plain = {"conversation": "c1", "message": "m1", "text": text, "choice": None, "context": TOKEN}
    return {**plain, "today": "2026-05-12", "tracker": None, **changes}


def responses(answer: Mapping[str, Any]) -> list[str]:
    """The names of what was said."""
    return [reply["response"] for reply in answer["replies"]]
