"""/healthz: the process lives. /readyz: it can do its work, part by part."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sanic import HTTPResponse, Request, Sanic
from sanic.response import json

from candor.bootstrap import Candor
from candor.services.talk.ask_bot import Bot

PATIENCE = 2.0


@dataclass(frozen=True)
class Health:
    """The parts that must work before a customer is well served, each with the question that tells."""

    parts: dict[str, Callable[[], Awaitable[bool]]]

    async def report(self) -> dict[str, bool]:
        """Each part's answer; a part that fails or takes two seconds is not well."""
        asked = (asyncio.wait_for(ask(), PATIENCE) for ask in self.parts.values())
        answers = await asyncio.gather(*asked, return_exceptions=True)
        return {name: answer is True for name, answer in zip(self.parts, answers, strict=True)}


def health_of(candor: Candor, bot: Bot, working: Callable[[], bool]) -> Health:
    """Store, bot and turn worker."""

    async def store() -> bool:
        return await asyncio.to_thread(_store_answers, candor)

    async def worker() -> bool:
        return working()

    return Health({"store": store, "bot": bot.is_ready, "worker": worker})


def add_health(app: Sanic[Any, Any], health: Health) -> None:
    async def alive(request: Request) -> HTTPResponse:
        return json({"alive": True})

    async def ready(request: Request) -> HTTPResponse:
        parts = await health.report()
        well = all(parts.values())
        return json({"ready": well, "parts": parts}, status=200 if well else 503)

    app.add_route(alive, "/healthz", name="healthz")
    app.add_route(ready, "/readyz", name="readyz")


def _store_answers(candor: Candor) -> bool:
    with candor.store.read() as tx:
        tx.sessions.by_hash("")
    return True
