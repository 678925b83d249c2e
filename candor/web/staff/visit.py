"""One request of somebody who has signed in, and all that its handler needs."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sanic import Request
from sanic.response import HTTPResponse

from candor.bootstrap import Candor
from candor.conversation.staff import Role, Staff, StaffSession
from candor.services.staff.sign_in import SignedIn

if TYPE_CHECKING:
    from candor.web.staff.pages import Pages


@dataclass(frozen=True)
class Place:
    """An entry of the navigation."""

    name: str
    href: str


PLACES = (Place("Desk", "/desk"), Place("Studio", "/studio"), Place("Trust", "/trust"))
ACCOUNT = Place("Account", "/staff")


@dataclass(frozen=True)
class Visit:
    """Who asks, and what for. `csrf` is the token that every form of this session carries."""

    candor: Candor
    who: SignedIn
    csrf: str
    pages: Pages
    places: tuple[Place, ...] = ()

    @property
    def staff(self) -> Staff:
        return self.who.person

    @property
    def session(self) -> StaffSession:
        return self.who.session

    def page(self, template: str, **facts: Any) -> HTTPResponse:
        """A page, or a part of one: `visit.page("desk/queue.html.jinja", rows=rows)`."""
        return self.pages.page(template, self, **facts)

    def is_any(self, *roles: Role) -> bool:
        return self.staff.role in roles


def csrf_of(secret: bytes, session: StaffSession) -> str:
    """The forms' token of a session. Bound to it by our secret: who can not read our pages can not know it."""
    return hmac.new(secret, b"staff form\0" + session.id.encode(), hashlib.sha256).hexdigest()


def form(request: Request, name: str, longest: int = 4000) -> str:
    """A field of the form, cut at `longest`; "" when it is not there or not text."""
    value = request.form.get(name) if request.form else None
    return value[:longest] if isinstance(value, str) else ""
