"""The public app on a free port, with two customers and no bot: what handlers do is seen from outside."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from sanic import Sanic

from candor.billing.records import Account, Book, Card, Customer, Line, LineType, Statement, Terms
from candor.bootstrap import Candor
from candor.clock import Clock
from candor.conversation.messages import Sender
from candor.conversation.replies import Reply
from candor.services.disputes.cabinet import cabinet_of
from candor.services.talk.speak import speak
from candor.services.tools import Tools
from candor.settings import Settings
from candor.store import Store
from candor.web.app import create_app
from candor.web.demo.signing import HostKey
from candor.web.health import Health
from candor.web.serve import listening
from tests import ours
from tests.clients import plain_async_client

SECRET = bytes(range(32))


@dataclass
class Site:
    """A running app and a client of it."""

    candor: Candor
    app: Sanic[Any, Any]
    http: httpx.AsyncClient
    key: HostKey
    health: dict[str, bool]

    async def session(self, customer: str | None = None) -> dict[str, str]:
        """The headers of a new session."""
        body = {"token": self.key.token(customer, self.candor.clock)} if customer else {}
        answer = await self.http.post("/v1/session", json=body)
        assert answer.status_code == 201, answer.text
        return {"Authorization": f"Bearer {answer.json()['session']}"}

    async def talk(self, headers: dict[str, str]) -> str:
        answer = await self.http.post("/v1/conversations", json={}, headers=headers)
        assert answer.status_code in (200, 201), answer.text
        return f"/v1/conversations/{answer.json()['id']}"

    async def say(self, talk: str, headers: dict[str, str], text: str, client_id: str = "") -> httpx.Response:
        body = {"client_id": client_id or uuid4().hex, "text": text}
        return await self.http.post(f"{talk}/messages", json=body, headers=headers)

    def answer(self, talk: str, response: str = "utter_thanks") -> None:
        """The bot answers, as a turn worker of another process would: the bell of this one does not ring."""
        conversation = talk.rpartition("/")[2]
        with self.candor.store.write() as tx:
            speak(tx, self.candor.clock, self.candor.wording, conversation, Reply(response), sender=Sender.BOT)


def settings(folder: Path, **changed: Any) -> Settings:
    env = {"CANDOR_DATA": str(folder), "CANDOR_SECRET": SECRET.hex()}
    made = Settings.from_env(env)
    return Settings(**{**made.__dict__, **changed})


def book(number: str, name: str) -> Book:
    account = Account(
        f"a{number}", f"c{number}", date(2020, 1, 1), "open", 500000, 10, 5, {"purchase": 2499}, Terms("t")
    )
    return Book(
        customer=Customer(f"c{number}", name, f"{number}@example.com"),
        account=account,
        cards=(Card(f"k{number}", account.id, name, "4471", "visa"),),
        statements=(
            Statement(
                f"s{number}", account.id, date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 25),
                0, 1240, 0, 0, 0, 0, 0, 0, 1240, 1240,
            ),
        ),
        lines=(
            Line(
                f"l{number}", account.id, LineType.PURCHASE, 1240, "SQ *BLUE HERON", date(2026, 4, 3), date(2026, 4, 4),
                card_id=f"k{number}", statement_id=f"s{number}",
            ),
        ),
    )  # fmt: skip


@asynccontextmanager
async def running(store: Store, clock: Clock, made: Settings) -> AsyncIterator[Site]:
    """The site while the block lasts."""
    cabinet = cabinet_of(made.data / "files", made.file_scan, sample=made.sample)
    tools = Tools(store, clock, ours.wording(), ours.handoff_policy(), cabinet=cabinet)
    candor, key, parts = Candor(made, tools), HostKey.made(), {"store": True, "bot": True, "worker": True}
    health = Health({name: _answering(parts, name) for name in parts})
    app = create_app(candor, key, health, name=f"candor-{uuid4().hex}")
    try:
        async with listening(app, "127.0.0.1", 0) as port:
            async with plain_async_client(f"http://127.0.0.1:{port}") as http:
                yield Site(candor, app, http, key, parts)
            app.ctx.front.stopping.set()
    finally:
        Sanic.unregister_app(app)


def _answering(parts: dict[str, bool], name: str) -> Callable[[], Any]:
    async def ask() -> bool:
        return parts[name]

    return ask


@dataclass
class Stream:
    """An open event stream, read frame by frame."""

    lines: Any

    async def next(self, timeout: float = 60) -> dict[str, Any]:
        """The next event: {"event", "id"?, "data"} or {"comment"}."""
        async with asyncio.timeout(timeout):
            return await self._next()

    async def _next(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        async for line in self.lines:
            if not line:
                return found
            name, _, value = line.partition(": ")
            found[name or "comment"] = json.loads(value) if name == "data" else value
        raise EOFError

    async def until(self, event: str) -> list[dict[str, Any]]:
        """All frames up to and with the first of that kind."""
        got = [await self.next()]
        while got[-1].get("event") != event:
            got.append(await self.next())
        return got


@asynccontextmanager
async def follow(
    site: Site, talk: str, headers: dict[str, str], after: int | str | None = None
) -> AsyncIterator[Stream]:
    resume = {} if after is None else {"Last-Event-ID": str(after)}
    async with site.http.stream("GET", f"{talk}/events", headers={**headers, **resume}) as response:
        assert response.status_code == 200, await response.aread()
        assert response.headers["content-type"].startswith("text/event-stream")
        yield Stream(response.aiter_lines())
