"""Signing in and out: who gets a session, what it looks like in the browser, and when it ends."""

from __future__ import annotations

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from candor.clock import FixedClock
from candor.conversation.staff import Role, Staff
from candor.services.staff.people import deactivate_staff
from candor.services.staff.sample_file import FILE, SamplePerson, sample_staff, write_sample_staff
from candor.services.staff.sample_staff import PEOPLE, make_sample_staff
from candor.services.staff.sign_in import sign_in
from candor.store import Store
from tests.conftest import NOW
from tests.web.site import Site, running, settings
from tests.web.staff.crew import CHEAP, PASSWORD, trail


async def test_the_right_password_opens_a_session_that_scripts_can_not_read(site, browser_of):
    answer = await (await browser_of("dana")).enter()
    cookie = answer.headers["set-cookie"]
    assert answer.headers["location"] == "/staff" or answer.headers["location"] == "/desk"
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/" in cookie


async def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(store, browser_of):
    wrong_password = await (await browser_of("dana")).enter("not the password")
    wrong_name = await (await browser_of("nobody")).enter()
    assert wrong_password.status_code == wrong_name.status_code == 401
    assert wrong_password.text.replace("dana", "X") == wrong_name.text.replace("nobody", "X")
    assert "set-cookie" not in wrong_name.headers
    assert [row["subject"] for row in trail(store, act="sign_in_refused")] == ["s-dana", "unknown"]


async def test_a_password_is_compared_for_a_name_that_is_not_there_too(monkeypatch, site, browser_of):
    asked = []
    monkeypatch.setattr("candor.services.staff.sign_in.fits", lambda kept, password: asked.append(kept) or False)
    await (await browser_of("nobody")).enter()
    assert asked == [None]


async def test_guessing_is_counted(browser_of):
    desk = await browser_of("dana")
    answers = [(await desk.enter("a wrong password")).status_code for _ in range(7)]
    assert answers == [401] * 6 + [429]
    assert (await desk.enter()).status_code == 429


async def test_signing_in_from_a_page_that_is_not_ours_is_refused(site, browser_of):
    desk = await browser_of("dana")
    for origin in ("https://evil.example", "null", ""):
        desk.origin = origin
        answer = await desk.enter()
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


async def test_somebody_who_left_the_bank_is_out_at_once_and_stays_out(store, clock, come_in, browser_of):
    desk = await come_in("dana")
    deactivate_staff(store, clock, "dana")
    assert (await desk.get("/staff")).status_code == 302
    assert (await (await browser_of("dana")).enter()).status_code == 401


async def test_signing_out_ends_the_session_for_its_cookie_too(store, come_in):
    desk = await come_in("dana")
    kept = dict(desk.http.cookies)
    assert (await desk.post("/staff/sign-out")).headers["location"] == "/staff/sign-in"
    for name, value in kept.items():
        desk.http.cookies.set(name, value)
    assert (await desk.get("/staff")).headers["location"] == "/staff/sign-in"
    assert trail(store, act="signed_out", actor="staff:s-dana")


async def test_half_an_hour_without_a_press_ends_the_session(clock: FixedClock, come_in):
    desk = await come_in("dana")
    for _ in range(3):
        clock.advance(timedelta(minutes=29))
        assert (await desk.get("/staff")).status_code == 200
    clock.advance(timedelta(minutes=30))
    assert (await desk.get("/staff")).status_code == 302


async def test_ten_hours_end_the_session_however_much_is_pressed(clock: FixedClock, come_in):
    desk = await come_in("dana")
    answers = []
    for _ in range(31):
        clock.advance(timedelta(minutes=20))
        answers.append((await desk.get("/staff")).status_code)
    assert answers == [200] * 29 + [302] * 2


async def test_the_cookie_is_kept_as_a_hash_only(store: Store, come_in):
    desk = await come_in("dana")
    token = desk.http.cookies["candor_staff"]
    with store.read() as tx:
        (session,) = tx.staff.sessions_of("s-dana")
    assert token not in session.token_hash


async def test_with_an_https_address_the_cookie_is_sent_over_nothing_else(store, clock, data_folder, browser_of):
    made = settings(data_folder, staff_url="https://desk.bank.example")
    async with running(store, clock, made) as site:
        desk = await browser_of("dana")
        desk.http.base_url = site.http.base_url
        assert (await desk.enter()).status_code == 403
        desk.origin = "https://desk.bank.example"
        answer = await desk.http.post(
            "/staff/sign-in", data={"login": "dana", "password": PASSWORD}, headers={"Origin": desk.origin}
        )
        assert answer.headers["set-cookie"].startswith("__Host-candor_staff=")
        assert "Secure" in answer.headers["set-cookie"]


async def test_sample_people_come_in_at_a_sample_bank_only(store, clock, data_folder: Path, browser_of):
    with store.write() as tx:
        tx.staff.add(Staff("s-x", "Xenia", "xenia", CHEAP, Role.AGENT, active=True, sample=True, added_at=NOW))
    desk = await browser_of("xenia")
    assert (await desk.enter()).status_code == 303
    async with running(store, clock, settings(data_folder, sample=False)) as real:
        token = desk.http.cookies["candor_staff"]
        desk.http.base_url, desk.origin = real.http.base_url, str(real.http.base_url).rstrip("/")
        assert (await desk.http.get("/staff", headers={"Cookie": f"candor_staff={token}"})).status_code == 302
        assert (await desk.enter()).status_code == 401


def test_sample_people_are_made_once_and_come_back_with_their_passwords(sqlite_url, clock, data_folder: Path):
    store = Store(sqlite_url)
    first = make_sample_staff(store, clock, data_folder)
    assert len(first) == len(PEOPLE)
    assert make_sample_staff(store, clock, data_folder) == first
    (data_folder / FILE).unlink()
    second = make_sample_staff(store, clock, data_folder)
    assert {one.password for one in first} & {one.password for one in second} == set()
    _, who = sign_in(store, clock, second[0].login, second[0].password, sample=True)
    assert who.person.name == second[0].name
    store.close()


@pytest.mark.parametrize("path", ["/staff/sign-in", "/staff", "/staff/static/staff/staff.css"])
async def test_the_pages_keep_themselves_to_themselves(path, site: Site):
    headers = (await site.http.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    if "static" not in path:
        assert headers["x-frame-options"] == "DENY"
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"


def test_the_file_of_passwords_is_its_owners_alone(tmp_path: Path):
    people = [SamplePerson("dana", "Dana", "agent", "a-b-c")]
    write_sample_staff(tmp_path, people)
    assert sample_staff(tmp_path) == people
    assert stat.S_IMODE(os.stat(tmp_path / FILE).st_mode) == 0o600
