"""Who may ask for what: every page and act of the bank's people is declared here, or it is not there.

A handler is put under an address by `StaffRoutes.get` or `.post`, which want the roles that may use it and the name
that the audit trail gives it. There is no other way in, so one test can walk all of them with every role.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sanic import HTTPResponse, Request

from candor.conversation.staff import Role

Handler = Callable[..., Coroutine[Any, Any, HTTPResponse | None]]
EVERYBODY = frozenset(Role)
OPEN: frozenset[Role] = frozenset()
"""Roles of the few addresses that come before signing in."""


@dataclass(frozen=True)
class StaffRoute:
    """One address. `subject` is the part of the address that the trail's rows are about (a conversation, mostly).

    `quiet`: the page asks by itself, so it does not count as a press, and its looks are written down once in a while.
    """

    method: str
    path: str
    handler: Handler
    roles: frozenset[Role]
    act: str
    subject: str | None = None
    quiet: bool = False

    @property
    def name(self) -> str:
        return "staff_" + self.handler.__module__.rpartition(".")[2] + "_" + self.handler.__name__

    @property
    def writes(self) -> bool:
        return self.method == "POST"


@dataclass
class StaffRoutes:
    """The addresses of one area: `desk = StaffRoutes("desk", HERE)`, then `@desk.get("/desk", ...)` above each handler.

    `home` is the area's folder: its templates/ are "desk/page.html.jinja" for templates, and its static/ are
    `static("desk/desk.js")`.

    A handler is called with the request, the `Visit`, and the named parts of the address.
    """

    area: str
    home: Path
    routes: list[StaffRoute] = field(default_factory=list)

    def get(
        self, path: str, *, roles: frozenset[Role], act: str, subject: str | None = None, quiet: bool = False
    ) -> Callable[[Handler], Handler]:
        """`act` is in the past tense: what the trail says about somebody who looked (queue_looked_at)."""
        return self._put("GET", path, roles, act, subject, quiet)

    def post(
        self, path: str, *, roles: frozenset[Role], act: str, subject: str | None = None, quiet: bool = False
    ) -> Callable[[Handler], Handler]:
        """As `get`, for what changes something: also wants our own page's token and origin."""
        return self._put("POST", path, roles, act, subject, quiet)

    def _put(self, method: str, path: str, *rest: Any) -> Callable[[Handler], Handler]:
        def put(handler: Handler) -> Handler:
            self.routes.append(StaffRoute(method, path, handler, *rest))
            return handler

        return put


def is_partial(request: Request) -> bool:
    """Whether htmx asked, for a part of a page that is there already."""
    return request.headers.get("hx-request") == "true" and request.headers.get("hx-boosted") != "true"
