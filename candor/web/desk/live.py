"""Streams of the desk (server-sent events): whenever something changed, the parts of the page that show it.

What is sent is HTML from our own templates; htmx puts it in its place. A stream looks when the bell rings in this
process, each second for what other processes did, and ends when its session does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from sanic import Request

from candor.errors import CandorError
from candor.services.staff.sign_in import who_is
from candor.web.api.events import HEADERS
from candor.web.api.frames import HEARTBEAT
from candor.web.api.front import front_of
from candor.web.api.limits import Streams
from candor.web.staff.visit import Visit

LOOK_EVERY = 1.0
ASK_SESSION_EVERY = 5.0
HEARTBEAT_EVERY = 15.0
STREAMS = 20
"""Streams at once a session: tabs that an agent has open."""


@dataclass(frozen=True)
class Piece:
    """What goes into the page at once. `number` is what the browser says when it comes back."""

    html: str = ""
    event: str = ""
    number: str = ""

    def frame(self) -> bytes:
        """As the standard has it: a line end inside the data begins another data line."""
        lines = [f"event: {self.event}"] if self.event else []
        lines += [f"id: {self.number}"] if self.number else []
        lines += [f"data: {line}" for line in self.html.splitlines()] or ["data: "]
        return ("\n".join(lines) + "\n\n").encode()


Look = Callable[[], Awaitable[Iterable[Piece]]]


@dataclass
class Stream:
    """One open stream. `bells` are the names to listen to; `look` gives what is new since it was asked last."""

    request: Request
    visit: Visit
    bells: tuple[str, ...]
    look: Look
    _asked: float = field(default_factory=monotonic)

    async def run(self) -> None:
        """Returns when the browser goes, the session ends or the app stops."""
        open_streams = streams_of(self.request)
        open_streams.enter(self.visit.session.id)
        try:
            first = list(await self.look())
            response: Any = await self.request.respond(
                content_type="text/event-stream; charset=utf-8", headers={**self.visit.pages.headers, **HEADERS}
            )
            await response.send(b"retry: 1000\n\n")
            await self._tell(response, first)
            await response.eof()
        finally:
            open_streams.leave(self.visit.session.id)

    async def _tell(self, response: Any, pieces: list[Piece]) -> None:
        front, spoke = front_of(self.request), monotonic()
        with front.candor.bell.watching(*self.bells) as rung:
            rung.set()  # Something may have come between the first look and this line.
            while not front.stopping.is_set():
                if pieces:
                    spoke = monotonic()
                    await response.send(b"".join(piece.frame() for piece in pieces))
                elif monotonic() - spoke >= HEARTBEAT_EVERY:
                    spoke = monotonic()
                    await response.send(HEARTBEAT)
                with suppress(TimeoutError):
                    await asyncio.wait_for(rung.wait(), LOOK_EVERY)
                rung.clear()
                if not await self._holds():
                    await response.send(Piece("signed out", event="ended").frame())
                    return
                try:
                    pieces = list(await self.look())
                except CandorError:
                    await response.send(Piece("gone", event="ended").frame())
                    return

    async def _holds(self) -> bool:
        """Whether the session goes on, asked now and then."""
        if monotonic() - self._asked < ASK_SESSION_EVERY:
            return True
        self._asked, candor = monotonic(), self.visit.candor
        token = self.request.cookies.get(self.request.app.ctx.staff_gate.cookie) or ""
        sample = candor.settings.sample
        who = await asyncio.to_thread(who_is, candor.store, candor.clock, token, sample=sample, pressed=False)
        return who is not None


def streams_of(request: Request) -> Streams:
    """How many streams each session has open in this app."""
    ctx = request.app.ctx
    if not hasattr(ctx, "staff_streams"):
        ctx.staff_streams = Streams(most=STREAMS)
    streams: Streams = ctx.staff_streams
    return streams
