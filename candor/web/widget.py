"""Serves the widget's built files, so that one line embeds it: a script with its integrity hash."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sanic import HTTPResponse, Request, Sanic
from sanic.response import raw

from candor.settings import ROOT

DIST = ROOT / "widget" / "dist"
MAIN = "candor.js"
A_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Built:
    """One built file. `integrity` is what a page writes into its script tag (Subresource Integrity)."""

    name: str
    body: bytes

    @property
    def integrity(self) -> str:
        return "sha384-" + base64.b64encode(hashlib.sha384(self.body).digest()).decode()

    @property
    def version(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:16]


def built_files(folder: Path = DIST) -> dict[str, Built]:
    """The scripts in the folder, read once: what is served can not differ from its hash afterwards."""
    return {path.name: Built(path.name, path.read_bytes()) for path in sorted(folder.glob("*.js"))}


def add_widget(app: Sanic[Any, Any], folder: Path = DIST) -> Built | None:
    """Adds /widget/<file> for each built file; gives the main one, or None when nothing was built."""
    files = built_files(folder)
    for name, built in files.items():
        label = "widget_" + name.replace(".", "_").replace("-", "_")
        app.add_route(partial(_give, built), f"/widget/{name}", methods=["GET"], name=label)
    return files.get(MAIN)


async def _give(built: Built, request: Request) -> HTTPResponse:
    tag = f'"{built.version}"'
    headers = {
        "ETag": tag,
        # With its version in the address a copy is good for ever; without, it is asked about each time.
        "Cache-Control": A_YEAR if request.args.get("v") == built.version else "no-cache",
        # Public code without data: any host page may load it and check its hash.
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if request.headers.get("if-none-match") == tag:
        return HTTPResponse(status=304, headers=headers)
    return raw(built.body, headers=headers, content_type="text/javascript; charset=utf-8")
