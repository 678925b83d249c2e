"""One line of JSON for each request: what was asked and how it went, and nothing about who asked or what they said."""

from __future__ import annotations

import json
import logging
import time
from typing import Any

from sanic import Request, Sanic
from sanic.response import BaseHTTPResponse

log = logging.getLogger("candor.web")


def keep_log(app: Sanic[Any, Any]) -> None:
    """Logs each request of `app` by its route's pattern: no ids, no query, no headers, no address."""

    async def begin(request: Request) -> None:
        request.ctx.begun = time.monotonic()

    async def end(request: Request, response: BaseHTTPResponse) -> None:
        begun = getattr(request.ctx, "begun", None)
        if request is None or getattr(request.ctx, "logged", False):
            return
        request.ctx.logged = True
        line = {
            "event": "request",
            "app": app.name,
            "method": request.method,
            "route": "/" + request.route.path if request.route else None,
            "status": response.status,
            "ms": round((time.monotonic() - begun) * 1000, 1) if begun else None,
        }
        log.info(json.dumps(line))

    app.register_middleware(begin, "request")
    app.register_middleware(end, "response")
