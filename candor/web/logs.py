"""One line of JSON for each thing that happens: what and how it went, and nothing about who asked or what they said."""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
import warnings
from datetime import UTC, datetime
from typing import Any

from sanic import Request, Sanic
from sanic.response import BaseHTTPResponse

log = logging.getLogger("candor.web")

FRAMES = 8
# These speak a line for each request of their own, with addresses and paths.
CHATTY = ("httpx", "httpcore", "sanic", "sanic.root", "sanic.access", "sanic.server", "rasa_sdk", "asyncio")


class Lines(logging.Formatter):
    """A record as JSON. Of an exception it tells the kind and the place: its message may quote what somebody wrote."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line |= failure(record.exc_info[1])
        return json.dumps(line, default=str)


def failure(error: BaseException) -> dict[str, Any]:
    """What kind of error it was and the last calls that led to it."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    where = [f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    return {"kind": type(error).__name__, "where": where}


def set_up() -> None:
    """Sends everything that this process logs to stderr in that form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    logging.captureWarnings(True)
    # These two versions are known to speak with each other; docs/decisions has why they differ.
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk")
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def keep_log(app: Sanic[Any, Any]) -> None:
    """Logs each request of `app` by its route's pattern: no ids, no query, no headers, no address."""

    async def begin(request: Request) -> None:
        request.ctx.begun = time.monotonic()

    async def end(request: Request, response: BaseHTTPResponse) -> None:
        begun = getattr(request.ctx, "begun", None)
        if getattr(request.ctx, "logged", False):
            return
        request.ctx.logged = True
        facts = {
            "app": app.name,
            "method": request.method,
            "route": request.route.path if request.route else None,
            "status": response.status,
            "ms": round((time.monotonic() - begun) * 1000, 1) if begun else None,
        }
        log.info("request", extra={"facts": facts})

    app.register_middleware(begin, "request")
    app.register_middleware(end, "response")
