"""The door: /staff/sign-in, open to anybody and so counted, and what everybody has who came in."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from sanic import HTTPResponse, Request, Sanic
from sanic.response import redirect

from candor.errors import CandorError, NotSignedIn, NotYours, RequestForged, SignInRefused
from candor.services.desk.agents import Agent
from candor.services.desk.bells import ring_desk
from candor.services.desk.duty import go
from candor.services.staff.leaving import AWAY, came_back, leaving
from candor.services.staff.provider import Provider
from candor.services.staff.sign_in import SignedIn, sign_in, sign_out
from candor.services.staff.vouched import let_in, note_refused
from candor.web.api.front import address_of
from candor.web.api.limits import Rate
from candor.web.staff.gate import SIGN_IN, Gate
from candor.web.staff.routes import EVERYBODY, StaffRoutes
from candor.web.staff.visit import Visit, form

staff = StaffRoutes("staff", Path(__file__).parent)
TEMPLATE = "staff/sign_in.html.jinja"
PROVIDER = f"{SIGN_IN}/provider"
LEFT = "candor_left"
"""The cookie of somebody who is at the identity provider."""


class Door:
    """Signing in. Counted by address, by name, and by both: nobody guesses long, nobody locks another out easily."""

    def __init__(self, gate: Gate) -> None:
        clock = gate.candor.clock
        self._gate = gate
        self._by_address, self._by_name, self._by_both = Rate(clock, 20), Rate(clock, 60), Rate(clock, 6)

    async def show(self, request: Request) -> HTTPResponse:
        """The page, or the way on for somebody who is in already."""
        try:
            visit = await self._gate.visit(request, pressed=False)
        except NotSignedIn:
            return self._page()
        return redirect(self._gate.home_for(visit.staff.role).href, headers=self._gate.pages.headers)

    async def enter(self, request: Request) -> HTTPResponse:
        login, password = form(request, "login", 64).strip().lower(), form(request, "password", 1000)
        try:
            if not self._gate.is_from_us(request):
                raise RequestForged
            address = address_of(request)
            self._by_address.take(address)
            self._by_both.take(f"{address} {login}")
            self._by_name.take(login)
            return await self._let_in(request, login, password)
        except SignInRefused:
            return self._page("That name and password do not belong together.", login, status=401)
        except CandorError as error:
            return self._gate.pages.sorry(None, error, partial=False)

    async def _let_in(self, request: Request, login: str, password: str) -> HTTPResponse:
        candor, gate = self._gate.candor, self._gate
        sample = candor.settings.sample
        token, who = await asyncio.to_thread(sign_in, candor.store, candor.clock, login, password, sample=sample)
        response = redirect(gate.home_for(who.person.role).href, status=303, headers=gate.pages.headers)
        response.add_cookie(gate.cookie, token, path="/", httponly=True, samesite="Strict", secure=gate.is_secure)
        return response

    async def leave_for_provider(self, request: Request) -> HTTPResponse:
        """Sends the browser to the identity provider, and keeps in it what the answer has to fit."""
        candor, gate = self._gate.candor, self._gate
        try:
            self._by_address.take(address_of(request))
            left, provider = leaving(), self._provider()
            where = await asyncio.to_thread(provider.way_out, left, self._back())
        except CandorError as error:
            return gate.pages.sorry(None, error, partial=False)
        until = int((candor.clock.now() + AWAY).timestamp())
        response = redirect(where, headers=gate.pages.headers)
        # Lax: it has to come along when the provider sends the browser back. It opens nothing by itself.
        kept = left.kept(candor.settings.secret, until)
        response.add_cookie(LEFT, kept, path=PROVIDER, httponly=True, samesite="Lax", secure=gate.is_secure)
        return response

    async def come_back(self, request: Request) -> HTTPResponse:
        """Lets in whom the provider vouches for. The page goes on by itself: a browser that was sent here by another
        site would not send our cookie along with a redirect."""
        try:
            self._by_address.take(address_of(request))
            token, who = await asyncio.to_thread(self._vouched, request)
        except SignInRefused:
            trouble = "The bank's sign-in did not let you in here. Ask whoever gives out roles."
            return self._gone(self._page(trouble, status=401))
        except CandorError as error:
            return self._gone(self._gate.pages.sorry(None, error, partial=False))
        gate = self._gate
        home = gate.home_for(who.person.role)
        response = gate.pages.page("staff/come_in.html.jinja", home=home)
        response.add_cookie(gate.cookie, token, path="/", httponly=True, samesite="Strict", secure=gate.is_secure)
        return self._gone(response)

    def _vouched(self, request: Request) -> tuple[str, SignedIn]:
        candor, provider = self._gate.candor, self._provider()
        said = {name: str(request.args.get(name) or "")[:4000] for name in ("code", "state")}
        now = int(candor.clock.now().timestamp())
        try:
            left = came_back(request.cookies.get(LEFT) or "", said["state"], candor.settings.secret, now)
            person = provider.person(said["code"], left, self._back())
            return let_in(candor.store, candor.clock, provider.settings.issuer, person)
        except SignInRefused:
            note_refused(candor.store, candor.clock)
            raise

    def _provider(self) -> Provider:
        """Raises NotYours where the settings name none."""
        if self._gate.candor.provider is None:
            raise NotYours
        return self._gate.candor.provider

    def _back(self) -> str:
        return f"{self._gate.candor.settings.staff_url}{PROVIDER}/back"

    def _gone(self, response: HTTPResponse) -> HTTPResponse:
        """An answer of the provider is used once."""
        secure = self._gate.is_secure
        response.add_cookie(LEFT, "", path=PROVIDER, httponly=True, samesite="Lax", secure=secure, max_age=0)
        return response

    def _page(self, trouble: str = "", login: str = "", status: int = 200) -> HTTPResponse:
        provider = PROVIDER if self._gate.candor.provider else ""
        return self._gate.pages.page(TEMPLATE, status=status, trouble=trouble, login=login, provider=provider)


def add_door(app: Sanic[Any, Any], gate: Gate) -> None:
    door = Door(gate)
    app.add_route(door.leave_for_provider, PROVIDER, methods=["GET"], name="staff_door_provider")
    app.add_route(door.come_back, f"{PROVIDER}/back", methods=["GET"], name="staff_door_back")
    app.add_route(door.show, SIGN_IN, methods=["GET"], name="staff_door")
    app.add_route(door.enter, SIGN_IN, methods=["POST"], name="staff_door_enter")
    app.ctx.staff_cookie = gate.cookie


@staff.get("/staff", roles=EVERYBODY, act="account_looked_at")
async def account(request: Request, visit: Visit) -> HTTPResponse:
    return visit.page("staff/account.html.jinja")


@staff.post("/staff/sign-out", roles=EVERYBODY, act="sign_out_asked")
async def leave(request: Request, visit: Visit) -> HTTPResponse:
    await asyncio.to_thread(sign_out, visit.candor.store, visit.candor.clock, visit.who)
    # Whoever has a talk whose customer waits leaves it to the others now, not when the desk notices.
    await asyncio.to_thread(go, visit.candor.tools, Agent(visit.staff.id, visit.staff.name))
    ring_desk(visit.candor.bell)
    response = redirect(SIGN_IN, status=303, headers=visit.pages.headers)
    cookie = request.app.ctx.staff_cookie
    response.add_cookie(
        cookie, "", path="/", httponly=True, samesite="Strict", secure=cookie.startswith("__Host-"), max_age=0
    )
    return response
