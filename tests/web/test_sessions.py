"""POST and DELETE /v1/session."""

from __future__ import annotations

from datetime import timedelta

import jwt

from candor.clock import FixedClock
from tests.web.site import Site, follow


async def test_a_visitor_without_a_token_is_a_guest(site: Site) -> None:
    answer = await site.http.post("/v1/session", json={})
    assert answer.status_code == 201
    body = answer.json()
    assert (body["assurance"], body["name"]) == ("guest", None)
    assert answer.headers["cache-control"] == "no-store"


async def test_a_token_of_the_host_page_opens_a_customer_s_session(site: Site) -> None:
    answer = await site.http.post("/v1/session", json={"token": site.key.token("c01", site.candor.clock)})
    assert answer.status_code == 201
    body = answer.json()
    assert (body["assurance"], body["name"]) == ("customer", "Ada Hill")
    assert body["expires_at"].startswith("2026-05-12T15:30:00")


async def test_a_token_opens_one_session_only(site: Site) -> None:
    token = site.key.token("c01", site.candor.clock)
    assert (await site.http.post("/v1/session", json={"token": token})).status_code == 201
    again = await site.http.post("/v1/session", json={"token": token})
    assert again.status_code == 401
    assert again.json()["code"] == "identity_refused"


async def test_two_who_use_one_token_at_once_get_one_session(site: Site) -> None:
    import asyncio

    token = site.key.token("c01", site.candor.clock)
    answers = await asyncio.gather(*(site.http.post("/v1/session", json={"token": token}) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [201] + [401] * 7


async def test_an_unknown_customer_is_refused(site: Site) -> None:
    answer = await site.http.post("/v1/session", json={"token": site.key.token("c99", site.candor.clock)})
    assert answer.status_code == 401


async def test_an_unsigned_token_is_refused(site: Site) -> None:
    now = site.candor.clock.now()
    claims = {"aud": "candor", "sub": "c01", "iat": now, "exp": now + timedelta(minutes=1), "jti": "x"}
    token = jwt.encode(claims, None, algorithm="none", headers={"kid": "sample"})
    assert (await site.http.post("/v1/session", json={"token": token})).status_code == 401


async def test_an_expired_session_is_no_session(site: Site, clock: FixedClock) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    clock.advance(timedelta(minutes=30))
    answer = await site.say(talk, headers, "hello")
    assert answer.status_code == 401
    assert answer.json()["code"] == "not_signed_in"


async def test_an_ended_session_is_no_session(site: Site) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    assert (await site.http.delete("/v1/session", headers=headers)).status_code == 204
    assert (await site.say(talk, headers, "hello")).json()["code"] == "not_signed_in"
    assert (await site.http.delete("/v1/session", headers=headers)).status_code == 401
    with site.candor.store.read() as tx:
        assert [(row["actor"], row["act"]) for row in tx.trail.of("c01")][-1] == ("c01", "session_ended")


async def test_a_stream_ends_with_its_session(site: Site) -> None:
    headers = await site.session("c01")
    async with follow(site, await site.talk(headers), headers) as stream:
        await stream.until("state")
        assert (await site.http.delete("/v1/session", headers=headers)).status_code == 204
        assert (await stream.next())["data"] == {"code": "not_signed_in"}


async def test_the_end_of_one_session_leaves_the_customer_s_others_and_the_talk(site: Site) -> None:
    here, there = await site.session("c01"), await site.session("c01")
    talk = await site.talk(here)
    assert (await site.http.delete("/v1/session", headers=here)).status_code == 204
    assert await site.talk(there) == talk


async def test_a_guest_who_leaves_opens_nothing_with_the_old_token(site: Site) -> None:
    headers = await site.session()
    talk = await site.talk(headers)
    assert (await site.http.delete("/v1/session", headers=headers)).status_code == 204
    assert (await site.http.get(f"{talk}/transcript", headers=headers)).status_code == 401


async def test_a_request_without_a_good_bearer_is_refused(site: Site) -> None:
    for header in ("", "Bearer", "Bearer nothing", "bearer  nothing", "Basic Yzpj", "nothing"):
        answer = await site.http.post("/v1/conversations", json={}, headers={"Authorization": header})
        assert answer.status_code == 401, header
    assert (await site.http.post("/v1/conversations", json={})).status_code == 401
