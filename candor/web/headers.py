"""The headers that every answer carries, and which other sites may call the API from a browser."""

from __future__ import annotations

from typing import Any

from sanic import HTTPResponse, Request, Sanic
from sanic.response import BaseHTTPResponse, empty

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Last-Event-ID, Accept, Client-Id, File-Name",
    "Access-Control-Max-Age": "600",
}


def dress(app: Sanic[Any, Any], origins: tuple[str, ...]) -> None:
    """Adds the security headers to every answer of `app`, and CORS on /v1 for the given origins.

    CORS is without credentials: the session is a bearer header that a page must hold already, so there is no
    cookie that a foreign page could ride on.
    """

    async def preflight(request: Request) -> HTTPResponse | None:
        if request.method != "OPTIONS" or not request.path.startswith("/v1/"):
            return None
        return empty(headers=PREFLIGHT if request.headers.get("origin") in origins else None)

    async def secure(request: Request, response: BaseHTTPResponse) -> None:
        for name, value in EVERYWHERE.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", DATA_POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        if request is not None and request.path.startswith("/v1/"):
            _share(request, response, origins)

    app.register_middleware(preflight, "request")
    app.register_middleware(secure, "response")


def _share(request: Request, response: BaseHTTPResponse, origins: tuple[str, ...]) -> None:
    response.headers["Vary"] = "Origin"
    origin = request.headers.get("origin")
    if origin in origins:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "Retry-After, Content-Disposition"
