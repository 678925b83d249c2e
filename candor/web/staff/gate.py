"""Stands before every page of the bank's people: signed in, of a role that may, from a page of ours; all written down.

Refusals are written down too. Who is not signed in can only fill the trail as fast as an address' rate allows.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sanic import HTTPResponse, Request
from sanic.response import html, redirect

from candor.bootstrap import Candor
from candor.conversation.staff import Role
from candor.errors import BodyTooLarge, CandorError, NotSignedIn, RequestForged, RoleRefused
from candor.services.staff.sign_in import who_is
from candor.web.api.front import address_of
from candor.web.api.limits import Rate
from candor.web.api.problems import log_failure, named
from candor.web.staff.pages import Pages
from candor.web.staff.routes import StaffRoute, is_partial
from candor.web.staff.visit import ACCOUNT, PLACES, Place, Visit, csrf_of, form

SIGN_IN = "/staff/sign-in"
COOKIE = "candor_staff"
SECURE_COOKIE = "__Host-candor_staff"
BODY_BYTES = 64 * 1024
"""A form: 2,000 characters may take twelve bytes each in it."""
NOT_THEIRS = (404, 409)
"""Answers of services to somebody who may use the address, but not for this talk, or not now."""
LOOK_AGAIN = timedelta(minutes=10)
"""What a page fetches by itself is written down again after so long."""

log = logging.getLogger("candor.web")


class SignedOut(NotSignedIn):
    """You are not signed in, or your sign-in has ended."""

    next_step = "Sign in, then do it again."


class FormTooLarge(BodyTooLarge):
    """A form holds at most 64 KB."""


class ForeignOrigin(RequestForged):
    """The request came from a page that is not ours."""

    code = "foreign_origin"


@dataclass
class Looks:
    """When each session last asked for each thing by itself; the `most` that asked last."""

    most: int = 20_000
    _seen: OrderedDict[tuple[str, str, str], datetime] = field(default_factory=OrderedDict)

    def is_new(self, session: str, act: str, subject: str, now: datetime) -> bool:
        key = (session, act, subject)
        before = self._seen.get(key)
        if before is not None and now - before < LOOK_AGAIN:
            return False
        self._seen[key] = now
        self._seen.move_to_end(key)
        while len(self._seen) > self.most:
            self._seen.popitem(last=False)
        return True


class Gate:
    """Wraps handlers. One an app."""

    def __init__(self, candor: Candor, pages: Pages, routes: Sequence[StaffRoute]) -> None:
        self.candor = candor
        self.pages = pages
        self.routes = tuple(routes)
        self.strangers = Rate(candor.clock, candor.settings.address_rate)
        self._looks = Looks()
        self._may = {route.path: route.roles for route in routes if route.method == "GET"}

    @property
    def cookie(self) -> str:
        return SECURE_COOKIE if self.is_secure else COOKIE

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach the pages over https, and may be told to send the cookie over nothing else."""
        return (self.candor.settings.staff_url or "").startswith("https://")

    async def answer(self, route: StaffRoute, request: Request, **parts: str) -> HTTPResponse | None:
        """What the handler answers, or why not."""
        visit: Visit | None = None
        try:
            if len(request.body) > BODY_BYTES:
                raise FormTooLarge
            visit = await self.visit(request, pressed=not route.quiet)
            self._check(route, request, visit)
            await self._note(route, visit, parts)
            return await route.handler(request, visit, **parts)
        except (NotSignedIn, RoleRefused, RequestForged) as refused:
            return await self._refuse(route, request, visit, refused)
        except Exception as error:  # noqa: BLE001  # each becomes a page that says what it means
            if visit and isinstance(error, CandorError) and error.status in NOT_THEIRS:
                await self._note_refusal(route, visit, error)
            return self._sorry(request, visit, error)

    async def visit(self, request: Request, *, pressed: bool) -> Visit:
        """Who asks. SignedOut for a cookie that is missing, unknown or of a session that has ended."""
        token, settings = request.cookies.get(self.cookie) or "", self.candor.settings
        who = await asyncio.to_thread(
            who_is, self.candor.store, self.candor.clock, token, sample=settings.sample, pressed=pressed
        )
        if who is None:
            raise SignedOut
        csrf = csrf_of(settings.secret, who.session)
        return Visit(self.candor, who, csrf, self.pages, self.places_of(who.person.role))

    def is_from_us(self, request: Request) -> bool:
        """Whether a page of ours sent this. A browser says where a POST comes from, and a page can not change it."""
        origin = request.headers.get("origin") or ""
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return False
        if self.candor.settings.staff_url:
            return origin == self.candor.settings.staff_url
        found = urlsplit(origin)
        return found.scheme in ("http", "https") and found.netloc == request.headers.get("host")

    def places_of(self, role: Role) -> tuple[Place, ...]:
        """The navigation of this role: the areas that are there and that it may enter."""
        return tuple(place for place in PLACES if role in self._may.get(place.href, ()))

    def home_for(self, role: Role) -> Place:
        """Where this role begins."""
        return next(iter(self.places_of(role)), ACCOUNT)

    def _check(self, route: StaffRoute, request: Request, visit: Visit) -> None:
        if visit.staff.role not in route.roles:
            raise RoleRefused
        if route.writes:
            said = request.headers.get("x-csrf-token") or form(request, "csrf")
            if not self.is_from_us(request):
                raise ForeignOrigin
            if not hmac.compare_digest(said.encode(), visit.csrf.encode()):
                raise RequestForged

    async def _note(self, route: StaffRoute, visit: Visit, parts: dict[str, str]) -> None:
        """Before anything is shown or done: what was not written down does not happen."""
        subject, now = parts.get(route.subject or "", route.path), self.candor.clock.now()
        if not route.quiet or self._looks.is_new(visit.session.id, route.act, subject, now):
            await asyncio.to_thread(self.write, now, visit.staff.actor, route.act, subject, session=visit.session.id)

    def write(self, at: datetime, actor: str, act: str, subject: str, **detail: Any) -> None:
        with self.candor.store.write() as tx:
            tx.trail.add(at, actor=actor, act=act, subject=subject[:80], **detail)

    async def _refuse(
        self, route: StaffRoute, request: Request, visit: Visit | None, refused: CandorError
    ) -> HTTPResponse:
        try:
            if visit is None:
                self.strangers.take(address_of(request))
            await self._note_refusal(route, visit, refused)
        except Exception as error:  # noqa: BLE001
            return self._sorry(request, visit, error)
        if isinstance(refused, NotSignedIn) and is_partial(request) and not route.writes:
            return html("", status=401, headers={**self.pages.headers, "HX-Redirect": SIGN_IN})
        if isinstance(refused, NotSignedIn) and not route.writes and not route.quiet:
            return redirect(SIGN_IN, headers=self.pages.headers)
        return self._sorry(request, visit, refused)

    async def _note_refusal(self, route: StaffRoute, visit: Visit | None, refused: CandorError) -> None:
        actor = visit.staff.actor if visit else "nobody"
        detail = {"why": refused.code, "method": route.method, "session": visit.session.id if visit else None}
        await asyncio.to_thread(self.write, self.candor.clock.now(), actor, "refused", route.path, **detail)

    def _sorry(self, request: Request, visit: Visit | None, exception: Exception) -> HTTPResponse:
        error = named(exception)
        if error.status >= 500:
            log_failure(request, exception)
        return self.pages.sorry(visit, error, partial=is_partial(request))
