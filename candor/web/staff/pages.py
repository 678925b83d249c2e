"""Makes the pages of the bank's people: templates with escaping, and the headers that keep them to themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from sanic.response import HTTPResponse, html

from candor.errors import CandorError
from candor.web.api.limits import TryLater
from candor.web.staff import marks

if TYPE_CHECKING:
    from candor.web.staff.visit import Visit

STAFF_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": STAFF_POLICY,
        "Cache-Control": "no-store",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        # With "no-referrer" a browser would send forms with the origin "null", and we could not know our own pages.
        "Referrer-Policy": "same-origin",
    }
)


class Pages:
    """Renders the areas' templates: `desk/queue.html.jinja` stands in templates/ of the desk's folder."""

    def __init__(self, homes: Mapping[str, Path], static: Callable[[str], str], time_zone: str) -> None:
        """`homes`: each area's folder; `static` gives the address of a static file; moments are told in `time_zone`."""
        self._templates = Environment(
            loader=PrefixLoader({area: FileSystemLoader(home / "templates") for area, home in homes.items()}),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters.update(marks.filters(time_zone))
        self._templates.globals["static"] = static

    @property
    def headers(self) -> dict[str, str]:
        """Those of every answer, each time anew: Sanic writes a redirect's address into what it is given."""
        return dict(HEADERS)

    def text(self, template: str, visit: Visit | None = None, **facts: Any) -> Markup:
        """A template's text; `visit` is there for every template. Escaped already where another template takes it."""
        return Markup(self._templates.get_template(template).render(visit=visit, **facts))  # noqa: S704

    def page(
        self,
        template: str,
        visit: Visit | None = None,
        *,
        status: int = 200,
        more_headers: Mapping[str, str] | None = None,
        **facts: Any,
    ) -> HTTPResponse:
        """A page or a part of one. `more_headers` come beside the usual."""
        return html(self.text(template, visit, **facts), status=status, headers={**HEADERS, **(more_headers or {})})

    def sorry(self, visit: Visit | None, error: CandorError, *, partial: bool) -> HTTPResponse:
        """What went wrong and what to do, as a page, or as a notice for a page that is there already."""
        facts = {"what": str(error), "next_step": error.next_step}
        wait = {"Retry-After": str(error.seconds)} if isinstance(error, TryLater) else {}
        if partial:
            # Put into the place for notices, whatever the press was meant to change.
            swap = {"HX-Retarget": "#notices", "HX-Reswap": "innerHTML", "HX-Reselect": "#notice"}
            return self.page(
                "staff/notice.html.jinja", visit, status=error.status, more_headers={**wait, **swap}, **facts
            )
        return self.page("staff/sorry.html.jinja", visit, status=error.status, more_headers=wait, **facts)
