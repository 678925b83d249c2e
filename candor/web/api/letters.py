"""GET /v1/letters and /v1/letters/{id}: what we wrote to the customer about disputes, as a page or as a PDF."""

from __future__ import annotations

import asyncio

from sanic import HTTPResponse, Request
from sanic.response import html, json, raw

from candor.services.disputes.own_letters import own_letter, own_letters
from candor.services.disputes.render_letter import TEMPLATES, letter_page, letter_pdf
from candor.web.api.bodies import LetterListed, Letters
from candor.web.api.front import front_of, signed_in

PDF = "application/pdf"
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


async def get_letters(request: Request) -> HTTPResponse:
    visitor, tools = await signed_in(request), front_of(request).candor.tools
    heads = await asyncio.to_thread(own_letters, tools, visitor)
    listed = [LetterListed(id=one.id, case=one.case, title=one.title, sent_on=one.sent_on) for one in heads]
    return json(Letters(letters=listed).model_dump(mode="json"))


async def get_letter(request: Request, letter: str) -> HTTPResponse:
    visitor, tools = await signed_in(request), front_of(request).candor.tools
    found = await asyncio.to_thread(own_letter, tools, visitor, letter)
    name = f"{found.case_id}-{found.kind}"
    if PDF in request.headers.get("accept", ""):
        made = await asyncio.to_thread(letter_pdf, tools, found)
        return raw(made, content_type=PDF, headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'})
    page = await asyncio.to_thread(letter_page, tools, found)
    named = f'inline; filename="{name}.html"'
    return html(page, headers={"Content-Disposition": named, "Content-Security-Policy": POLICY})


async def get_letter_style(request: Request) -> HTTPResponse:
    """The looks of the page, which it names beside itself."""
    style = await asyncio.to_thread((TEMPLATES / "letter.css").read_bytes)
    return raw(style, content_type="text/css; charset=utf-8")
