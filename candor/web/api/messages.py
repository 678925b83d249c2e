"""POST /v1/conversations/{id}/messages: stored before it is answered, once for each client_id."""

from __future__ import annotations

import asyncio

from sanic import HTTPResponse, Request
from sanic.response import json

from candor.bootstrap import Candor
from candor.errors import MessageRefused
from candor.services.desk.bells import ring_message
from candor.services.talk.access import hash_of
from candor.services.talk.receive_message import Accepted, Sent, receive_choice, receive_text
from candor.web.api.bodies import MessageAccepted, SendMessage
from candor.web.api.front import address_of, bearer_of, body_of, front_of, visitor_by


async def post_message(request: Request, conversation: str) -> HTTPResponse:
    front, token = front_of(request), bearer_of(request)
    front.addresses.take(address_of(request))
    front.messages.take(hash_of(token))
    body = body_of(request, SendMessage)
    bell = front.candor.bell
    sent = Sent(conversation, body.client_id, bell.taker)
    accepted = await asyncio.to_thread(receive, front.candor, token, sent, body)
    if accepted.fresh and accepted.by_person:
        # The agent's screen is not kept waiting for an answer of the bot: there is none.
        ring_message(bell, conversation, accepted.agent)
    elif accepted.fresh:
        bell.call_worker(conversation, accepted.turn)
        bell.ring_soon(conversation)
    return json(MessageAccepted(id=accepted.id, seq=accepted.seq).model_dump(), status=202)


def receive(candor: Candor, token: str, sent: Sent, body: SendMessage) -> Accepted:
    """Words or a pressed button; MessageRefused for both at once or neither, NotSignedIn without a session."""
    visitor = visitor_by(candor, token)
    if body.text is not None and body.choice is None:
        return receive_text(candor.tools, visitor, sent, body.text)
    if body.choice is not None and body.text is None:
        return receive_choice(candor.tools, visitor, sent, body.choice)
    raise MessageRefused("either text or choice")
