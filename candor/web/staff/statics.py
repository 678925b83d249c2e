"""Serves the areas' own styles and scripts, each under an address that changes with its content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from sanic import HTTPResponse, Request, Sanic
from sanic.response import raw

KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
A_YEAR = "private, max-age=31536000, immutable"


class Statics:
    """The files of all areas, read once: `desk/desk.js` is static/desk.js in the desk's folder."""

    def __init__(self, homes: Mapping[str, Path]) -> None:
        self._bodies = {
            f"{area}/{path.name}": path.read_bytes()
            for area, home in homes.items()
            for path in sorted((home / "static").glob("*"))
            if path.suffix in KINDS
        }

    def address(self, name: str) -> str:
        """Where a template finds the file. KeyError for one that is not there."""
        return f"/staff/static/{name}?v={self._version(name)}"

    def add_to(self, app: Sanic[Any, Any]) -> None:
        for name in self._bodies:
            label = "static_" + "".join(letter if letter.isalnum() else "_" for letter in name)
            app.add_route(partial(self._give, name), f"/staff/static/{name}", methods=["GET"], name=label)

    def _version(self, name: str) -> str:
        return hashlib.sha256(self._bodies[name]).hexdigest()[:16]

    async def _give(self, name: str, request: Request) -> HTTPResponse:
        known = request.args.get("v") == self._version(name)
        headers = {"Cache-Control": A_YEAR if known else "no-cache", "Cross-Origin-Resource-Policy": "same-origin"}
        return raw(self._bodies[name], headers=headers, content_type=KINDS[Path(name).suffix])
