"""What every handler of the customer API needs, and the few steps they share."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from sanic import Request

from candor.bootstrap import Candor
from candor.errors import BodyTooLarge, MessageRefused, NotSignedIn
from candor.services.talk.access import Visitor, visitor_of
from candor.web.api.bodies import Body, parse
from candor.web.api.identity import Keys
from candor.web.api.limits import BODY_BYTES, Rate, Streams, caller_of

UPLOADS_AT_ONCE = 2
REQUESTS_PER_MESSAGE = 10
"""A message brings others with it: a read mark, a stream, a transcript."""


@dataclass(frozen=True)
class Front:
    """The product behind the API, the host page's keys, and what is counted to keep one caller from taking all."""

    candor: Candor
    keys: Keys
    messages: Rate
    addresses: Rate
    openings: Rate
    requests: Rate
    streams: Streams = field(default_factory=Streams)
    uploads: Streams = field(default_factory=lambda: Streams(most=UPLOADS_AT_ONCE))
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


def front_for(candor: Candor, keys: Keys) -> Front:
    """The front of an app with the rates of its settings."""
    clock, by_address = candor.clock, candor.settings.address_rate
    return Front(
        candor,
        keys,
        messages=Rate(clock, candor.settings.session_rate),
        addresses=Rate(clock, by_address),
        openings=Rate(clock, by_address),
        requests=Rate(clock, by_address * REQUESTS_PER_MESSAGE),
    )


def front_of(request: Request) -> Front:
    front: Front = request.app.ctx.front
    return front


def address_of(request: Request) -> str:
    """Where the request comes from, as far as rates are concerned."""
    return caller_of(request.client_ip)


async def signed_in(request: Request) -> Visitor:
    """The visitor of the bearer token; NotSignedIn when there is none or the session has ended."""
    return await asyncio.to_thread(visitor_by, front_of(request).candor, bearer_of(request))


def bearer_of(request: Request) -> str:
    """The session token of the request's header; NotSignedIn when there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotSignedIn
    return token.strip()


def visitor_by(candor: Candor, token: str) -> Visitor:
    """Whose session the token is now. Asks the store."""
    with candor.store.read() as tx:
        return visitor_of(tx, token, candor.clock.now())


def body_of(request: Request, shape: type[Body]) -> Body:
    """The JSON body as `shape`. MessageRefused for another type or shape, BodyTooLarge above 16 KB."""
    if len(request.body) > BODY_BYTES:
        raise BodyTooLarge
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.body and kind != "application/json":
        raise MessageRefused("Content-Type must be application/json")
    return parse(shape, request.body)


async def count_request(request: Request) -> Any:
    """Request middleware: no address may keep us busy, whatever it asks for."""
    if request.path.startswith("/v1/") and request.method != "OPTIONS":
        front_of(request).requests.take(address_of(request))
