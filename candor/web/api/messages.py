"""POST /v1/conversations/{id}/messages: stored before it is answered, once for each client_id."""

from __future__ import annotations

import asyncio

from sanic import HTTPResponse, Request
from sanic.response import json

from candor.bootstrap import Candor
from candor.errors import MessageRefused
from candor.services.access import Visitor
from candor.services.receive_message import Accepted, receive_choice, receive_text
from candor.web.api.bodies import MessageAccepted, SendMessage
from candor.web.api.front import address_of, body_of, front_of, signed_in


async def post_message(request: Request, conversation: str) -> HTTPResponse:
    front, visitor = front_of(request), await signed_in(request)
    front.addresses.take(address_of(request))
    front.messages.take(visitor.session_id)
    body = body_of(request, SendMessage)
    accepted = await asyncio.to_thread(receive, front.candor, visitor, conversation, body)
    front.candor.bell.ring(conversation)
    front.candor.bell.call_worker()
    return json(MessageAccepted(id=accepted.id, seq=accepted.seq).model_dump(), status=202)


def receive(candor: Candor, visitor: Visitor, conversation: str, body: SendMessage) -> Accepted:
    """Words or a pressed button; MessageRefused for both at once or neither."""
    store, clock = candor.store, candor.clock
    if body.text is not None and body.choice is None:
        return receive_text(store, clock, visitor, conversation, body.client_id, body.text)
    if body.choice is not None and body.text is None:
        return receive_choice(store, clock, candor.wording, visitor, conversation, body.client_id, body.choice)
    raise MessageRefused("either text or choice")
