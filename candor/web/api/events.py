"""GET …/events: the conversation as it happens, resumable at any message.

Looked at anew whenever the bell rings in this process, and each second for what other processes wrote. Each look
asks again whether the session still holds and the conversation is still its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from time import monotonic
from typing import Any

from sanic import Request

from candor.bootstrap import Candor
from candor.conversation.desk import LOOK_AGAIN
from candor.errors import NotSignedIn, NotYours
from candor.services.desk.bells import bell_of
from candor.services.desk.presence import customer_looks
from candor.services.talk.read_conversation import PAGE, Page, page_after
from candor.web.api.frames import HEARTBEAT, Told, frame, resume_after
from candor.web.api.front import Front, bearer_of, front_of, signed_in

LOOK_EVERY = 1.0
HEARTBEAT_EVERY = 15.0
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


async def get_events(request: Request, conversation: str) -> None:
    front, visitor = front_of(request), await signed_in(request)
    after = resume_after(request.headers.get("last-event-id"))
    token = bearer_of(request)
    first = await asyncio.to_thread(look, front.candor, token, conversation, after)
    front.streams.enter(visitor.session_id)
    try:
        # An answer that has begun can no longer say 404: everything that refuses was asked before this line.
        response: Any = await request.respond(content_type="text/event-stream; charset=utf-8", headers=HEADERS)
        async with aclosing(stream(front, token, conversation, after, first)) as pieces:
            async for piece in pieces:
                await response.send(piece)
        await response.eof()
    finally:
        front.streams.leave(visitor.session_id)


async def stream(front: Front, token: str, conversation: str, after: int, page: Page) -> AsyncGenerator[bytes, None]:
    """The frames of one stream, until the session ends or the app stops."""
    candor, told, spoke, looked = front.candor, Told(after), monotonic(), 0.0
    with candor.bell.watching(conversation) as rung:
        rung.set()  # Something may have come between the first look and this line.
        while not front.stopping.is_set():
            if news := told.news(page, candor.clock.now()):
                spoke = monotonic()
                yield b"".join(news)
            elif monotonic() - spoke >= HEARTBEAT_EVERY:
                spoke = monotonic()
                yield HEARTBEAT
            if page.standing.person and monotonic() >= looked + LOOK_AGAIN.total_seconds():
                # The agent sees that the customer is there; who has left is written to by mail.
                looked = monotonic()
                await _is_there(candor, token, conversation)
            if len(page.bubbles) < PAGE:
                await ring_or_second(rung)
            rung.clear()
            try:
                page = await asyncio.to_thread(look, candor, token, conversation, told.after)
            except (NotSignedIn, NotYours) as ended:
                yield frame("ended", {"code": ended.code})
                return


async def _is_there(candor: Candor, token: str, conversation: str) -> None:
    with suppress(NotSignedIn, NotYours):
        agent = await asyncio.to_thread(customer_looks, candor.tools, token, conversation)
        if agent:
            candor.bell.ring(bell_of(agent))


def look(candor: Candor, token: str, conversation: str, after: int) -> Page:
    """The conversation as this session may see it now. NotSignedIn or NotYours when it may not, or no longer."""
    return page_after(candor.tools, token, conversation, after)


async def ring_or_second(rung: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(rung.wait(), LOOK_EVERY)
