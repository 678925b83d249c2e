"""POST …/files: evidence for a dispute, read piece by piece into the cabinet. The only route with so large a body."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from sanic import HTTPResponse, Request
from sanic.exceptions import SanicException
from sanic.response import json

from candor.disputes.files import MOST_BYTES
from candor.errors import CandorError, FileEmpty, FileTooLarge, MessageRefused
from candor.services.desk.bells import ring_message
from candor.services.disputes.receive_file import Upload, cabinet_in, check_file, may_send, receive_file
from candor.services.talk.access import hash_of
from candor.services.talk.receive_message import Accepted, Sent
from candor.web.api.bodies import MessageAccepted
from candor.web.api.front import Front, address_of, bearer_of, front_of, visitor_by
from candor.web.api.limits import Streams

LONGEST = 300.0
"""Seconds that a file may take to come: ten megabytes over a slow telephone."""
DRAINED_FOR = 10.0
"""Seconds that a refused body is read on: whoever has no session must not keep us reading."""
MOST_READ = 2 * MOST_BYTES
"""Bytes read of a file that is refused, so that the reason reaches the sender."""
IDS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:-")


async def post_file(request: Request, conversation: str) -> HTTPResponse:
    """`Client-Id` and `File-Name` (percent-encoded) stand in headers, so that no name is kept in anybody's log."""
    front, stream = front_of(request), request.stream
    assert stream
    stream.request_max_size = MOST_READ
    try:
        token, client_id = bearer_of(request), _client_id(request)
        front.addresses.take(address_of(request))
        front.messages.take(hash_of(token))
        with counted(front.uploads, hash_of(token)):
            accepted = await asyncio.wait_for(_take(front, token, conversation, client_id, request), LONGEST)
    except CandorError:
        await drain(request)
        raise
    except TimeoutError as error:
        raise FileEmpty("it took too long to arrive") from error
    return json(MessageAccepted(id=accepted.id, seq=accepted.seq).model_dump(), status=202)


async def _take(front: Front, token: str, conversation: str, client_id: str, request: Request) -> Accepted:
    tools, bell = front.candor.tools, front.candor.bell
    visitor = await asyncio.to_thread(visitor_by, front.candor, token)
    await asyncio.to_thread(may_send, tools, visitor, conversation)
    path = await asyncio.to_thread(cabinet_in(tools).make_room)
    try:
        await write_body(request, path)
        upload = Upload(path, unquote(request.headers.get("file-name", "")), request.headers.get("content-type", ""))
        checked = await asyncio.to_thread(check_file, tools, visitor, upload)
        sent = Sent(conversation, client_id, bell.taker)
        accepted = await asyncio.to_thread(receive_file, tools, visitor, sent, checked)
    finally:
        path.unlink(missing_ok=True)
    if accepted.fresh and accepted.by_person:
        ring_message(bell, conversation, accepted.agent)
    elif accepted.fresh:
        bell.call_worker(conversation, accepted.turn)
        bell.ring_soon(conversation)
    return accepted


async def write_body(request: Request, path: Path) -> None:
    """Writes what comes to `path`. FileTooLarge as soon as it is more than 10 MB."""
    if int(request.headers.get("content-length") or 0) > MOST_BYTES:
        raise FileTooLarge
    size, pieces = 0, pieces_of(request)
    with path.open("wb") as file:
        try:
            while piece := await pieces.read():
                size += len(piece)
                if size > MOST_BYTES:
                    raise FileTooLarge
                file.write(piece)
        except SanicException as error:
            raise FileTooLarge from error


async def drain(request: Request) -> None:
    """Reads what still comes of a refused body: a line that breaks off in the middle would hide the reason."""
    pieces = pieces_of(request)
    with suppress(SanicException, TimeoutError):
        async with asyncio.timeout(DRAINED_FOR):
            while await pieces.read():
                pass


def pieces_of(request: Request) -> Any:
    """The request's body as it comes: `await read()` until it gives None. Sanic's type for it lacks that method."""
    return request.stream


@contextmanager
def counted(uploads: Streams, session: str) -> Iterator[None]:
    """One upload of a session, while the block lasts. TryLater when it has two under way."""
    uploads.enter(session)
    try:
        yield
    finally:
        uploads.leave(session)


def _client_id(request: Request) -> str:
    said: str = request.headers.get("client-id", "")
    if not (0 < len(said) <= 64 and set(said) <= IDS):
        raise MessageRefused("Client-Id must be an id of the sender's own")
    return said
