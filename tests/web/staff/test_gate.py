"""Every route of the bank's people, asked for by everybody: who may not is refused, and all of it is written down."""

from __future__ import annotations

import re

from candor.conversation.staff import Role
from candor.web.staff.routes import EVERYBODY, StaffRoutes
from tests.web.site import Site, running, settings
from tests.web.staff.crew import PEOPLE, Desk, how_many, rows_after, trail

PLACEHOLDER = re.compile(r"<[^>]+>")
ONE_OF_EACH = ("dana", "priya", "theo", "iris")


def routes_of(site: Site):
    return site.app.ctx.staff_gate.routes


def address(route) -> str:
    return PLACEHOLDER.sub("nobodys", route.path)


async def asked(desk, route, **changed):
    if route.writes:
        return await desk.http.post(
            address(route),
            data={"csrf": desk.csrf, **changed.pop("data", {})},
            headers={"Origin": desk.origin, **changed.pop("headers", {})},
        )
    async with desk.http.stream("GET", address(route)) as answer:
        if "text/event-stream" not in answer.headers.get("content-type", ""):
            await answer.aread()
        return answer


async def test_every_route_names_its_roles_and_its_act(site):
    assert routes_of(site)
    for route in routes_of(site):
        assert route.roles, route.path
        assert re.fullmatch(r"[a-z]+(_[a-z]+)+", route.act), route.act
        for part in PLACEHOLDER.findall(route.path):
            assert route.subject, f"{route.path}: the trail must name {part}"


async def test_all_that_is_served_under_the_staffs_areas_stands_in_the_registry(site):
    known = {(route.method, route.path.strip("/")) for route in routes_of(site)}
    known |= {("GET", "staff/sign-in"), ("POST", "staff/sign-in")}
    known |= {("GET", "staff/sign-in/provider"), ("GET", "staff/sign-in/provider/back")}
    for route in site.app.router.routes:
        area = route.path.partition("/")[0]
        if area in ("staff", "desk", "studio", "trust") and not route.path.startswith("staff/static/"):
            for method in route.methods:
                assert (method, re.sub(r":[^>]+", "", route.path)) in {
                    (verb, re.sub(r":[^>]+", "", path)) for verb, path in known
                }


async def test_a_role_gets_what_is_its_own_and_is_refused_what_is_not(site, store, come_in):
    for login in ONE_OF_EACH:
        desk = await come_in(login)
        for route in sorted(routes_of(site), key=lambda route: route.path == "/staff/sign-out"):
            before = how_many(store)
            answer = await asked(desk, route)
            rows = rows_after(store, before)
            if PEOPLE[login] in route.roles:
                assert answer.status_code != 403, (login, route)
                assert any(row["act"] == route.act and row["actor"] == f"staff:s-{login}" for row in rows), (
                    login,
                    route,
                )
            else:
                assert answer.status_code == 403, (login, route)
                assert [(row["act"], row["subject"], row["detail"]["why"]) for row in rows] == [
                    ("refused", route.path, "role_refused")
                ]


async def test_nobody_who_has_not_signed_in_gets_anything(store, clock, data_folder):
    # More routes than one address may ask for in a minute.
    async with running(store, clock, settings(data_folder, address_rate=1000)) as site:
        desk = Desk(site, site.http, "dana")
        for route in routes_of(site):
            answer = await asked(desk, route)
            assert answer.status_code in (302, 401), route
            assert answer.headers.get("location") == "/staff/sign-in" or "Sign in" in answer.text
    refused = trail(store, act="refused", actor="nobody")
    assert {row["subject"] for row in refused} == {route.path for route in routes_of(site)}


FORGED = [
    ({"Origin": "https://evil.example"}, {}, "foreign_origin"),
    ({"Origin": "null"}, {}, "foreign_origin"),
    ({"Origin": ""}, {}, "foreign_origin"),
    ({"Sec-Fetch-Site": "same-site"}, {}, "foreign_origin"),
    ({}, {"csrf": ""}, "request_forged"),
    ({}, {"csrf": "0" * 64}, "request_forged"),
    ({}, {"csrf": "é"}, "request_forged"),
]


async def test_what_does_not_come_from_our_own_page_changes_nothing(site, store, come_in):
    desk = await come_in("priya")
    writing = [route for route in routes_of(site) if route.writes and Role.SUPERVISOR in route.roles]
    assert writing
    for headers, data, why in FORGED:
        for route in writing:
            before = how_many(store)
            answer = await asked(desk, route, headers=dict(headers), data=dict(data))
            assert answer.status_code == 403, (headers, data, route)
            rows = [(row["act"], row["subject"], row["detail"]["why"]) for row in rows_after(store, before)]
            assert rows == [("refused", route.path, why)], (headers, data)
        assert (await desk.get("/staff")).status_code == 200


async def test_the_token_of_another_session_is_no_token(come_in):
    dana, marco = await come_in("dana"), await come_in("marco")
    dana.csrf = marco.csrf
    assert (await dana.post("/staff/sign-out")).status_code == 403


async def test_a_stranger_can_fill_the_trail_only_slowly(store, clock, data_folder, browser_of):
    async with running(store, clock, settings(data_folder, address_rate=5)) as site:
        answers = [(await site.http.get("/staff")).status_code for _ in range(7)]
    assert answers == [302] * 5 + [429] * 2
    assert len(trail(store, act="refused")) == 5


async def test_a_part_of_a_page_that_can_not_be_given_says_so_in_the_place_for_notices(site, come_in, browser_of):
    desk = await come_in("theo")
    answer = await desk.http.post("/staff/sign-out", headers={"HX-Request": "true", "Origin": desk.origin})
    assert answer.status_code == 403
    assert answer.headers["hx-retarget"] == "#notices"
    stranger = await browser_of("dana")
    answer = await stranger.http.get("/staff", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/staff/sign-in")


async def test_a_form_that_is_too_large_is_refused(come_in):
    desk = await come_in("dana")
    assert (await desk.post("/staff/sign-out", words="x" * 70_000)).status_code == 413


def test_an_address_declares_itself():
    area = StaffRoutes("probe", None)  # type: ignore[arg-type]

    @area.get("/probe/<thing>", roles=EVERYBODY, act="probe_looked_at", subject="thing", quiet=True)
    async def handler(request, visit, thing): ...

    (route,) = area.routes
    assert (route.method, route.path, route.quiet, route.writes) == ("GET", "/probe/<thing>", True, False)


async def test_no_page_carries_the_address_that_somebody_else_was_sent_to(site, come_in, browser_of):
    stranger = await browser_of("dana")
    assert (await stranger.get("/staff")).headers["location"] == "/staff/sign-in"
    page = await (await come_in("dana")).get("/staff")
    assert page.status_code == 200
    assert "location" not in page.headers
