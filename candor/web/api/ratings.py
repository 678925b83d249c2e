"""GET …/question and POST …/rating: one short question at the end of a talk, answered once or not at all."""

from __future__ import annotations

import asyncio

from sanic import HTTPResponse, Request
from sanic.response import empty, json

from candor.conversation.normalise import normalise
from candor.services.outcomes.ask_at_end import question_for, rate
from candor.web.api import bodies
from candor.web.api.front import body_of, front_of, signed_in


async def post_rating(request: Request, conversation: str) -> HTTPResponse:
    visitor, candor = await signed_in(request), front_of(request).candor
    body = body_of(request, bodies.Rate)
    comment = (body.comment or "").strip()
    said = comment and normalise(comment)
    await asyncio.to_thread(rate, candor.store, candor.clock, visitor, conversation, body.score, said, body.kind)
    return empty()


async def get_question(request: Request, conversation: str) -> HTTPResponse:
    """The talk's one question with its scale and its words; 204 where there is none to ask."""
    visitor, candor = await signed_in(request), front_of(request).candor
    asked = await asyncio.to_thread(question_for, candor.store, visitor, conversation)
    if asked is None:
        return empty()
    text = candor.wording.render(f"utter_survey_{asked.kind.value}", {}).text
    return json({"kind": asked.kind.value, "low": asked.low, "high": asked.high, "text": text})
