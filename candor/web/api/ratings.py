"""POST …/rating: once for each talk."""

from __future__ import annotations

import asyncio

from sanic import HTTPResponse, Request
from sanic.response import empty

from candor.conversation.normalise import normalise
from candor.services.talk.read_conversation import rate
from candor.web.api import bodies
from candor.web.api.front import body_of, front_of, signed_in


async def post_rating(request: Request, conversation: str) -> HTTPResponse:
    visitor, candor = await signed_in(request), front_of(request).candor
    body = body_of(request, bodies.Rate)
    comment = (body.comment or "").strip()
    await asyncio.to_thread(
        rate, candor.store, candor.clock, visitor, conversation, body.score, comment and normalise(comment)
    )
    return empty()
