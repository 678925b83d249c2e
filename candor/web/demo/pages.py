"""The sample bank: a page to sign in on as any sample customer, with their newest bill lines and the widget."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import cache, partial
from json import dumps
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from sanic import HTTPResponse, Request, Sanic
from sanic.response import html, json, raw

from candor.bootstrap import Candor
from candor.web.api.bodies import Asked, Id, parse
from candor.web.api.front import body_of
from candor.web.demo.bill import bill_of, people, stories
from candor.web.demo.signing import HostKey
from candor.web.headers import PAGE_POLICY
from candor.web.widget import Built

HERE = Path(__file__).parent
STATIC = {"bank.css": "text/css; charset=utf-8", "bank.js": "text/javascript; charset=utf-8"}
PAGE_HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "Cache-Control": "no-cache",
    "Cross-Origin-Opener-Policy": "same-origin",
}

Handler = Callable[..., Coroutine[Any, Any, HTTPResponse]]


class AskToken(Asked):
    """Which sample customer to be."""

    customer: Id


def add_demo(app: Sanic[Any, Any], candor: Candor, key: HostKey, widget: Built | None) -> None:
    """Adds the page at / and what it asks for under /demo. Whoever reaches it may be anybody: sample data only."""
    for name, handler in _handlers(candor, key, widget).items():
        method, _, path = name.partition(" ")
        app.add_route(handler, path, methods=[method], name="demo_" + path.strip("/").replace("/", "_"))
    for file, kind in STATIC.items():
        body = (HERE / "static" / file).read_bytes()
        app.add_route(partial(_give, body, kind), f"/demo/{file}", name="demo_" + file.replace(".", "_"))


def _handlers(candor: Candor, key: HostKey, widget: Built | None) -> dict[str, Handler]:
    templates = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape(default=True))
    told = cache(stories)  # A folder of files: read at the first look, not before the app can serve.

    async def page(request: Request) -> HTTPResponse:
        customers = await asyncio.to_thread(people, candor, told)
        text = templates.get_template("bank.html.jinja").render(customers=customers, widget=widget)
        return html(text, headers=PAGE_HEADERS)

    async def customers(request: Request) -> HTTPResponse:
        return json([person.as_json() for person in await asyncio.to_thread(people, candor, told)])

    async def token(request: Request) -> HTTPResponse:
        customer = body_of(request, AskToken).customer
        await asyncio.to_thread(bill_of, candor, customer)
        return json({"token": key.token(customer, candor.clock)})

    async def bill(request: Request) -> HTTPResponse:
        asked = parse(AskToken, dumps({"customer": request.args.get("customer")}).encode())
        return json(await asyncio.to_thread(bill_of, candor, asked.customer))

    return {"GET /": page, "GET /demo/customers": customers, "POST /demo/token": token, "GET /demo/bill": bill}


async def _give(body: bytes, kind: str, request: Request) -> HTTPResponse:
    return raw(body, content_type=kind, headers={"Cache-Control": "no-cache"})
