"""GET and POST /answer/{token}: whoever holds the link may answer the talk's one question, once."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sanic import HTTPResponse, Request, Sanic
from sanic.response import html, raw

from candor.bootstrap import Candor
from candor.conversation.normalise import normalise
from candor.errors import LinkOver, ScoreRefused
from candor.services.outcomes.survey_links import Links, answer_by_link, question_by_link

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
MOST = 1000
"""Characters of the words beside an answer."""


def add_answer(app: Sanic[Any, Any], candor: Candor) -> None:
    """Adds the page where links are made; elsewhere there is none."""
    links = candor.links
    if links is None:
        return
    page = Page(candor, links)
    app.add_route(page.ask, "/answer/<token:[A-Za-z0-9._-]+>", methods=["GET"], name="answer_ask")
    app.add_route(page.keep, "/answer/<token:[A-Za-z0-9._-]+>", methods=["POST"], name="answer_keep")
    style = (HERE / "static" / "answer.css").read_bytes()
    app.add_route(partial(_give, style), "/answer/answer.css", methods=["GET"], name="answer_css")


class Page:
    """The question, and what is said when it was answered or is no longer asked."""

    def __init__(self, candor: Candor, links: Links) -> None:
        self._candor, self._links = candor, links
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    async def ask(self, request: Request, token: str) -> HTTPResponse:
        try:
            asked = await asyncio.to_thread(
                question_by_link, self._candor.store, self._candor.clock, self._links, token
            )
        except LinkOver:
            return self._said("utter_survey_over", 410)
        words = {name: self._word(f"utter_survey_{name}") for name in ("why", "send")}
        question = self._word(f"utter_survey_{asked.kind.value}")
        return self._page(200, question=question, scores=range(asked.low, asked.high + 1), **words)

    async def keep(self, request: Request, token: str) -> HTTPResponse:
        score, comment = (_field(request, name) for name in ("score", "comment"))
        candor = self._candor
        try:
            if not (score.isascii() and score.isdigit()):
                raise ScoreRefused("no score was picked")
            said = normalise(comment[:MOST]) if comment.strip() else ""
            await asyncio.to_thread(
                answer_by_link, candor.store, candor.clock, self._links, token, int(score[:3]), said
            )
        except LinkOver:
            return self._said("utter_survey_over", 410)
        except ScoreRefused:
            return await self.ask(request, token)
        return self._said("utter_survey_thanks", 200)

    def _said(self, name: str, status: int) -> HTTPResponse:
        return self._page(status, question=self._word(name), scores=(), why="", send="")

    def _page(self, status: int, **facts: Any) -> HTTPResponse:
        return html(self._templates.get_template("answer.html.jinja").render(**facts), status=status, headers=HEADERS)

    def _word(self, name: str) -> str:
        return self._candor.wording.render(name, {}).text


def _field(request: Request, name: str) -> str:
    value = request.form.get(name) if request.form else None
    return value if isinstance(value, str) else ""


async def _give(style: bytes, request: Request) -> HTTPResponse:
    return raw(style, content_type="text/css; charset=utf-8", headers={"Cache-Control": "no-cache"})
