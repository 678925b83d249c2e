"""Every error as an RFC 9457 problem document: `detail` in words a customer understands, nothing from inside."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from http import HTTPStatus

from sanic import Request
from sanic.exceptions import RequestCancelled, SanicException
from sanic.handlers import ErrorHandler
from sanic.response import HTTPResponse

from candor.errors import BodyTooLarge, CandorError, MessageRefused, NotYours
from candor.web.api.limits import TryLater
from candor.web.logs import failure

log = logging.getLogger("candor.web")

Words = Callable[[str], str]


class WrongMethod(CandorError):
    """This address does not take that method."""

    code, status, words = "wrong_method", 405, "utter_error_unreadable"
    next_step = "See /v1/openapi.json for what this address takes."


class Unavailable(CandorError):
    """The server is too busy, or is stopping."""

    code, status, words = "unavailable", 503, "utter_error_internal"
    next_step = "Try again in a few seconds."


class Internal(CandorError):
    """Something went wrong on our side."""


FROM_SANIC: dict[int, type[CandorError]] = {404: NotYours, 405: WrongMethod, 413: BodyTooLarge, 503: Unavailable}


class Problems(ErrorHandler):
    """Sanic's error handler for the public app. `words` renders a response of domain.yml by its name."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def default(self, request: Request, exception: Exception) -> HTTPResponse:
        error = named(exception)
        if error.status >= 500:
            log_failure(request, exception)
        headers = {"Retry-After": str(error.seconds)} if isinstance(error, TryLater) else {}
        if isinstance(exception, SanicException):
            headers |= {name: str(value) for name, value in (exception.headers or {}).items()}
        return HTTPResponse(
            json.dumps(self.document(error), ensure_ascii=False),
            status=error.status,
            content_type="application/problem+json",
            headers=headers,
        )

    def document(self, error: CandorError) -> dict[str, str | int]:
        """The six members. `title` is the kind of error in a developer's words."""
        return {
            "type": f"urn:candor:problem:{error.code}",
            "title": (type(error).__doc__ or error.code).splitlines()[0],
            "status": error.status,
            "detail": self._spoken(error),
            "code": error.code,
            "next": error.next_step,
        }

    def _spoken(self, error: CandorError) -> str:
        try:
            return self._words(error.words)
        except CandorError:
            # A missing sentence must not turn a 404 into a 500. The status phrase is poor but true.
            log.error("words_missing", extra={"facts": {"response": error.words}})
            return HTTPStatus(error.status).phrase


def named(exception: Exception) -> CandorError:
    """The error of ours that says what this exception means to a caller."""
    if isinstance(exception, CandorError):
        return exception
    if isinstance(exception, SanicException):
        status = exception.status_code
        return FROM_SANIC.get(status, MessageRefused if 400 <= status < 500 else Internal)()
    return Internal()


def log_failure(request: Request, exception: BaseException) -> None:
    """Writes what failed and where. A client that went away before its answer is no failure of ours."""
    route = request.route.path if request and request.route else None
    if isinstance(exception, RequestCancelled):
        log.info("client_gone", extra={"facts": {"route": route}})
        return
    log.error("failed", extra={"facts": {"route": route, **failure(exception)}})
