"""What the customer sent for their disputes: listed beside the talk, and given as a file to save, never shown."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import quote

from sanic import HTTPResponse, Request
from sanic.response import raw

from candor.disputes.files import KIND_OF_ENDING, ending_of
from candor.errors import NotYours
from candor.services.disputes.receive_file import cabinet_in
from candor.services.tools import Tools
from candor.store.dispute_files import DisputeFile
from candor.web.desk.area import LOOKS, TALK, desk
from candor.web.staff.pages import HEADERS
from candor.web.staff.visit import Visit

NOTHING_IN_IT = "default-src 'none'; sandbox"
"""For a browser that would show it all the same."""


@dataclass(frozen=True)
class SentFile:
    id: str
    case: str
    name: str
    size: str
    day: str
    scanned: bool


def files_of(tools: Tools, customer_id: str | None) -> list[SentFile]:
    """All that the customer sent, newest first; nothing for a guest."""
    if customer_id is None:
        return []
    with tools.store.read() as tx:
        files = tx.dispute_files.of_customer(customer_id)
    return [shown(file) for file in reversed(files)]


def shown(file: DisputeFile) -> SentFile:
    kilobytes = max(1, round(file.size / 1024))
    size = f"{kilobytes} KB" if kilobytes < 1024 else f"{file.size / 1024 / 1024:.1f} MB"
    return SentFile(file.id, file.case_id, file.name, size, f"{file.at:%b} {file.at.day}", file.scanned)


@desk.get(f"{TALK}/files/<file:[A-Za-z0-9_-]+>", roles=LOOKS, act="file_opened", subject="file")
async def give_file(request: Request, visit: Visit, talk: str, file: str) -> HTTPResponse:
    """The file, to be saved. NotYours for a file of somebody else than the talk's customer."""
    found, content = await asyncio.to_thread(opened, visit.candor.tools, talk, file)
    named = quote(name_for(found), safe="")
    headers = {
        **HEADERS,
        "Content-Disposition": f"attachment; filename*=UTF-8''{named}",
        "Content-Security-Policy": NOTHING_IN_IT,
        "X-Content-Type-Options": "nosniff",
    }
    return raw(content, content_type=found.kind, headers=headers)


def opened(tools: Tools, talk: str, file_id: str) -> tuple[DisputeFile, bytes]:
    with tools.store.read() as tx:
        customer = tx.conversations.get(talk).customer_id
        found = tx.dispute_files.get(file_id, customer) if customer else None
    if found is None:
        raise NotYours
    try:
        return found, cabinet_in(tools).place_of(found.id).read_bytes()
    except OSError as error:
        raise NotYours from error


def name_for(file: DisputeFile) -> str:
    """The customer's name for it, with the ending of its kind where it has none."""
    if ending_of(file.name) in KIND_OF_ENDING:
        return file.name
    ending = next(ending for ending, kind in KIND_OF_ENDING.items() if kind.value == file.kind)
    return f"{file.name}.{ending}"
