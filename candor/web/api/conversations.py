"""POST /v1/conversations: take the talk up again, or begin one. POST …/read: what the customer has seen."""

from __future__ import annotations

import asyncio

from sanic import HTTPResponse, Request
from sanic.response import empty, json

from candor.services.talk.read_conversation import mark_read
from candor.services.talk.start_conversation import start_conversation
from candor.web.api.bodies import ConversationStarted, MarkRead, StartConversation
from candor.web.api.front import address_of, body_of, front_of, signed_in


async def post_conversation(request: Request) -> HTTPResponse:
    front, visitor = front_of(request), await signed_in(request)
    body = body_of(request, StartConversation)
    if body.fresh:
        front.openings.take(address_of(request))
    candor = front.candor
    started = await asyncio.to_thread(
        start_conversation, candor.store, candor.clock, candor.wording, visitor, fresh=body.fresh
    )
    answer = ConversationStarted(
        id=started.id, resumed=started.resumed, unread=started.unread, last_seq=started.last_seq
    )
    return json(answer.model_dump(mode="json"), status=200 if started.resumed else 201)


async def post_read(request: Request, conversation: str) -> HTTPResponse:
    visitor = await signed_in(request)
    body = body_of(request, MarkRead)
    await asyncio.to_thread(mark_read, front_of(request).candor.store, visitor, conversation, body.seq)
    return empty()
