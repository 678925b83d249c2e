"""The studio's addresses, and what all of its handlers share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sanic import HTTPResponse, Request
from sanic.response import html, redirect

from candor.conversation.staff import Role
from candor.web.staff.routes import StaffRoutes, is_partial
from candor.web.staff.visit import Visit

studio = StaffRoutes("studio", Path(__file__).parent)
TRAINERS = frozenset({Role.TRAINER})
SIGNS = {
    "misrouted": "sent to the wrong place", "override": "overridden by an agent", "not_it": "“that’s not it”",
    "low_rating": "low rating", "fallback": "not understood", "repeat": "asked again within a week",
    "either_or": "asked which of two", "low_confidence": "unsure",
}  # fmt: skip


def texts(request: Request, name: str, longest: int = 2000) -> list[str]:
    """All fields of that name, in their order."""
    values = request.form.getlist(name) if request.form else None
    return [value[:longest] for value in values or () if isinstance(value, str)]


def page(visit: Visit, template: str, **facts: Any) -> HTTPResponse:
    facts.setdefault("job", None)
    if facts["job"]:
        now = visit.candor.clock.now()
        facts |= {"running": facts["job"].is_running(now), "broke_off": facts["job"].broke_off(now)}
    return visit.page(f"studio/{template}.html.jinja", area="Studio", signs=SIGNS, **facts)


def go(request: Request, visit: Visit, address: str) -> HTTPResponse:
    """On to another page, for a browser and for htmx."""
    headers: Mapping[str, str] = visit.pages.headers
    if is_partial(request):
        return html("", headers={**headers, "HX-Redirect": address})
    return redirect(address, status=303, headers=dict(headers))
