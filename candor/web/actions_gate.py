"""The gate before the action server: only the bot, only with a context of ours, and nothing echoed back.

That the context's turn is still going on, each action asks inside its own transaction (actions/base.py), where
nobody can take the turn over between the question and the effect.

rasa-sdk's own app asks nobody who they are, and answers an error with the whole tracker (what the customer wrote).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sanic import HTTPResponse, Request, Sanic
from sanic.handlers import ErrorHandler

from candor.bootstrap import Candor
from candor.conversation.context import TurnContext, read
from candor.errors import BodyTooLarge, CandorError, ContextRefused, NotYours
from candor.web.api.problems import log_failure, named

LARGEST_CALL = 4 * 1024 * 1024
"""Bytes: Rasa sends the bounded tracker with each call, and the domain to an action that asks for it."""

OPEN_TO_ALL = {("GET", "/health")}


def guard(app: Sanic[Any, Any], candor: Candor) -> Sanic[Any, Any]:
    """Puts the gate before rasa-sdk's `app` and gives it back."""

    async def admit(request: Request) -> HTTPResponse | None:
        if (request.method, request.path) in OPEN_TO_ALL:
            return None
        if (request.method, request.path) != ("POST", "/webhook"):
            return refusal(NotYours())
        try:
            context_of(request, candor)
        except CandorError as error:
            return refusal(error)
        return None

    app.config.REQUEST_MAX_SIZE = LARGEST_CALL
    app.error_handler = Silent()
    # Before rasa-sdk's own middleware, which would answer OPTIONS for any origin.
    app.register_middleware(admit, "request", priority=100)
    return app


def context_of(request: Request, candor: Candor) -> TurnContext:
    """The signed context inside the tracker's latest message; ContextRefused for anything else."""
    if request.headers.get("content-encoding"):
        # Nobody of ours compresses: a few bytes would unpack to gigabytes.
        raise BodyTooLarge
    try:
        call: Mapping[str, Any] = json.loads(request.body)
        token = call["tracker"]["latest_message"]["metadata"]["candor"]
        context = read(token, candor.settings.secret, candor.clock.now())
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ContextRefused from error
    if call["tracker"].get("sender_id", context.conversation) != context.conversation:
        raise ContextRefused
    return context


class Silent(ErrorHandler):
    """Answers an error with its code alone, and logs where it happened."""

    def default(self, request: Request, exception: Exception) -> HTTPResponse:
        error = named(exception)
        if error.status >= 500:
            log_failure(request, exception)
        return refusal(error)


def refusal(error: CandorError) -> HTTPResponse:
    return HTTPResponse(json.dumps({"error": error.code}), status=error.status, content_type="application/json")
