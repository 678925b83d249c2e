"""POST /v1/session: the host page's token, once, for a session. DELETE: the session's end, at a sign-out."""

from __future__ import annotations

import asyncio

from sanic import HTTPResponse, Request
from sanic.response import empty, json

from candor.services.talk.sessions import Identity, end_session, open_session
from candor.web.api.bodies import OpenSession, SessionOpened
from candor.web.api.front import address_of, bearer_of, body_of, front_of
from candor.web.api.identity import read_token


async def post_session(request: Request) -> HTTPResponse:
    front = front_of(request)
    front.openings.take(address_of(request))
    token = body_of(request, OpenSession).token
    identity = None
    if token is not None:
        claims = read_token(token, front.keys.get, front.candor.clock)
        identity = Identity(claims.subject, claims.once, claims.forget_at)
    session = await asyncio.to_thread(open_session, front.candor.store, front.candor.clock, identity)
    opened = SessionOpened.model_validate(
        {
            "session": session.token,
            "expires_at": session.expires_at,
            "assurance": session.assurance,
            "name": session.name,
        }
    )
    return json(opened.model_dump(mode="json"), status=201)


async def delete_session(request: Request) -> HTTPResponse:
    """Its streams see at their next look, within a second, that the session has ended."""
    candor = front_of(request).candor
    await asyncio.to_thread(end_session, candor.store, candor.clock, bearer_of(request))
    return empty()
