"""Stands between the bot and the action server, and fails in the ways that networks and servers do."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

LONG = 120.0


class ActionProxy:
    """Passes calls on. `fail` sets what happens to the next ones; `reached` is set when one came in."""

    def __init__(self, target: Callable[[], str]) -> None:
        self._target = target
        self._fails: list[str] = []
        self._lock = threading.Lock()
        self.reached = threading.Event()
        self.go_on = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/webhook"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def fail(self, *ways: str) -> None:
        """The next calls fail, one in each of these ways: error, hang, commit_then_hang, hold (until `go_on`)."""
        with self._lock:
            self._fails = list(ways)
        self.reached.clear()
        self.go_on.clear()

    def close(self) -> None:
        self.go_on.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, body: bytes) -> tuple[int, bytes]:
        with self._lock:
            way = self._fails.pop(0) if self._fails else "pass"
        if way == "error":
            self.reached.set()
            return 500, b"{}"
        if way == "hang":
            self.reached.set()
            self.go_on.wait(LONG)
            return 500, b"{}"
        if way == "hold":
            self.reached.set()
            self.go_on.wait(LONG)
        passed = httpx.post(
            self._target(), content=body, headers={"Content-Type": "application/json"}, timeout=LONG, verify=False
        )
        if way == "commit_then_hang":
            self.reached.set()
            self.go_on.wait(LONG)
        return passed.status_code, passed.content

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                try:
                    status, content = proxy.answer(body)
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(content)))
                    self.end_headers()
                    self.wfile.write(content)
                except (OSError, httpx.HTTPError):
                    self.close_connection = True

            def log_message(self, *_: Any) -> None:
                """Says nothing: what was called, the test knows."""

        return Handler
