"""Serves the fake customer API and a host page with the widget, on a loopback port of its own."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.browser.fake_api import Conversation, FakeApi, Refusal, event
from tests.browser.host_page import host_page, host_script

BUILT = Path(__file__).resolve().parents[2] / "widget" / "dist"
POLICY = (
    "default-src 'none'; script-src {origin}; style-src {origin}; connect-src {origin}; img-src {origin} data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEARTBEAT = 0.5


@contextmanager
def serving(api: FakeApi) -> Iterator[str]:
    """Gives the address while the server runs."""
    handler = type("Handler", (_Handler,), {"api": api})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        api.posts_pass.set()
        api.drop_streams()
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    api: FakeApi
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Keeps the test output quiet."""

    def do_OPTIONS(self) -> None:
        self._answer(204, b"", "text/plain")

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        self.api.requests.append(f"GET {path}")
        if path == "/":
            asked = {name: values[0] for name, values in parse_qs(query).items()}
            self._page(asked)
        elif path == "/host.js":
            self._answer(200, host_script().encode(), "text/javascript")
        elif path == "/candor.js":
            self._answer(200, (BUILT / "candor.js").read_bytes(), "text/javascript")
        elif path.startswith("/v1/"):
            self._api(path)
        else:
            self._answer(404, b"", "text/plain")

    def do_POST(self) -> None:
        path = urlsplit(self.path).path
        self.api.requests.append(f"POST {path}")
        self._api(path)

    def do_DELETE(self) -> None:
        self.api.requests.append(f"DELETE {self.path}")
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        known = self.api.sessions.pop(token, None)
        self._answer(204 if known else 401, b"", "text/plain")

    def _page(self, asked: dict[str, str]) -> None:
        origin = asked.get("widget", "'self'")
        policy = POLICY.format(origin=f"'self' {origin}" if "widget" in asked else origin)
        integrity = (BUILT / "candor.js.sri").read_text().strip()
        self._answer(200, host_page(asked, integrity).encode(), "text/html", {"Content-Security-Policy": policy})

    def _api(self, path: str) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.api.down:
            self.close_connection = True
            return
        what = path.rsplit("/", 1)[-1]
        refusal = self.api.next_refusal(what)
        if refusal:
            self._refuse(refusal)
        elif what == "session":
            self._json(201, self.api.begin_session(json.loads(body).get("token")))
        elif what == "files":
            headers = {name: unquote(self.headers.get(name, "")) for name in ("Client-Id", "File-Name")}
            self._as_owner(path.split("/")[2:], {**headers, "body": body})
        else:
            self._as_owner(path.split("/")[2:], json.loads(body) if body else {})

    def _as_owner(self, parts: list[str], body: dict[str, Any]) -> None:
        owner = self.api.sessions.get(self.headers.get("Authorization", "").removeprefix("Bearer "))
        if owner is None:
            return self._refuse(Refusal(401, "Please sign in again."))
        if parts[0] == "letters":
            return self._answer(200, b"%PDF-1.4 " + parts[1].encode(), "application/pdf")
        if len(parts) == 1:
            return self._json(201, self.api.begin_conversation(owner))
        talk = self.api.by_id(parts[1], owner)
        if talk is None:
            return self._refuse(Refusal(404, "There is no such talk."))
        getattr(self, f"_{parts[2]}")(talk, owner, body)
        return None

    def _messages(self, talk: Conversation, owner: str, body: dict[str, Any]) -> None:
        self.api.posts_pass.wait()
        taken = self.api.receive(talk, owner, body)
        if self.api.lose_answers:
            self.api.lose_answers -= 1
            self.close_connection = True
            return
        self._json(202, taken)

    def _files(self, talk: Conversation, owner: str, body: dict[str, Any]) -> None:
        self._json(202, self.api.take_file(owner, body))

    def _read(self, talk: Conversation, owner: str, body: dict[str, Any]) -> None:
        talk.read = max(talk.read, body["seq"])
        self._answer(204, b"", "text/plain")

    def _typing(self, talk: Conversation, owner: str, body: dict[str, Any]) -> None:
        self.api.typed += 1
        self._answer(204, b"", "text/plain")

    def _question(self, talk: Conversation, owner: str, body: dict[str, Any]) -> None:
        if talk.ratings or self.api.question is None:
            self._answer(204, b"", "text/plain")
        else:
            self._json(200, self.api.question)

    def _rating(self, talk: Conversation, owner: str, body: dict[str, Any]) -> None:
        if talk.ratings:
            return self._refuse(Refusal(409, "Rated already."))
        talk.ratings.append(body)
        return self._answer(204, b"", "text/plain")

    def _transcript(self, talk: Conversation, owner: str, body: dict[str, Any]) -> None:
        lines = "\n".join(f"{one['from']}: {one['text']}" for one in talk.messages)
        self._answer(200, lines.encode(), "text/plain; charset=utf-8")

    def _events(self, talk: Conversation, owner: str, body: dict[str, Any]) -> None:
        after = int(self.headers.get("Last-Event-ID") or 0)
        listener: queue.Queue[str | None] = queue.Queue()
        with self.api.lock:
            self.api.replayed_after.append(after)
            for message in talk.messages[after:]:
                listener.put(event("message", message, message["seq"]))
            talk.listeners.append(listener)
        self.close_connection = True
        self._head(200, "text/event-stream", {"Connection": "close"})
        try:
            self._stream(listener)
        except OSError:
            self.close_connection = True
        finally:
            talk.listeners.remove(listener)

    def _stream(self, listener: queue.Queue[str | None]) -> None:
        self.wfile.write(b": hello\n\n")
        while True:
            try:
                text = listener.get(timeout=_HEARTBEAT)
            except queue.Empty:
                text = ": heartbeat\n\n"
            if text is None:
                return
            self.wfile.write(text.encode())
            self.wfile.flush()

    def _refuse(self, refusal: Refusal) -> None:
        extra = {"Retry-After": str(refusal.retry_after)} if refusal.retry_after else {}
        problem = {"title": "Refused", "status": refusal.status, "detail": refusal.detail}
        self._answer(refusal.status, json.dumps(problem).encode(), "application/problem+json", extra)

    def _json(self, status: int, data: Any) -> None:
        self._answer(status, json.dumps(data).encode(), "application/json")

    def _answer(self, status: int, body: bytes, kind: str, extra: dict[str, str] | None = None) -> None:
        self._head(status, kind, {"Content-Length": str(len(body)), **(extra or {})})
        self.wfile.write(body)

    def _head(self, status: int, kind: str, extra: dict[str, str]) -> None:
        self.send_response(status)
        cors = {
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Methods": "GET, POST, DELETE",
            "Access-Control-Allow-Headers": "Authorization, Content-Type, Last-Event-ID, Client-Id, File-Name",
            "Access-Control-Expose-Headers": "Retry-After",
        }
        for name, value in {"Content-Type": kind, "Cache-Control": "no-store", **cors, **extra}.items():
            self.send_header(name, value)
        self.end_headers()
