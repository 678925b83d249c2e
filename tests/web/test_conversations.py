"""Conversations, messages, ratings and transcripts over HTTP, and whose they are."""

from __future__ import annotations

import asyncio

import pytest

from tests.web.site import Site


async def test_a_new_talk_begins_with_a_welcome(site: Site) -> None:
    headers = await site.session("c01")
    answer = await site.http.post("/v1/conversations", json={}, headers=headers)
    assert answer.status_code == 201
    body = answer.json()
    assert (body["resumed"], body["unread"], body["last_seq"]) == (False, 1, 1)


async def test_a_talk_is_taken_up_again_unless_a_fresh_one_is_asked_for(site: Site) -> None:
    headers = await site.session("c01")
    first = (await site.http.post("/v1/conversations", json={}, headers=headers)).json()
    second = await site.http.post("/v1/conversations", headers=await site.session("c01"))
    assert second.status_code == 200
    assert second.json() == {**first, "resumed": True}
    fresh = await site.http.post("/v1/conversations", json={"fresh": True}, headers=headers)
    assert fresh.status_code == 201
    assert fresh.json()["id"] != first["id"]


async def test_a_message_is_stored_and_numbered(site: Site) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    answer = await site.say(talk, headers, "what is this")
    assert answer.status_code == 202
    assert answer.json()["seq"] == 2


async def test_one_client_id_is_one_message_however_often_it_is_posted(site: Site) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    answers = await asyncio.gather(*(site.say(talk, headers, "once", client_id="k") for _ in range(20)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.text for answer in answers}) == 1


async def test_a_button_is_pressed_by_its_id(site: Site) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    messages = await transcript(site, talk, headers)
    choice = messages[0]["choices"][1]
    body = {"client_id": "press", "choice": choice["id"]}
    answer = await site.http.post(f"{talk}/messages", json=body, headers=headers)
    assert answer.status_code == 202
    assert (await transcript(site, talk, headers))[1]["text"] == choice["label"]


async def transcript(site: Site, talk: str, headers: dict[str, str]) -> list[dict[str, object]]:
    answer = await site.http.get(f"{talk}/transcript", headers={**headers, "Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    messages: list[dict[str, object]] = answer.json()["messages"]
    return messages


async def test_a_transcript_is_a_text_file_that_says_who_spoke(site: Site) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    await site.say(talk, headers, "what is this")
    answer = await site.http.get(f"{talk}/transcript", headers=headers)
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["content-disposition"] == 'attachment; filename="candor-transcript.txt"'
    assert answer.text.rstrip().endswith("2026-05-12 15:00 You: what is this")


async def test_buttons_do_not_tell_what_they_mean(site: Site) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    for message in await transcript(site, talk, headers):
        assert all(set(choice) == {"id", "label"} for choice in message["choices"])  # type: ignore[attr-defined]


async def test_a_talk_is_rated_once(site: Site) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    assert (
        await site.http.post(f"{talk}/rating", json={"score": 4, "comment": "ok"}, headers=headers)
    ).status_code == 204
    again = await site.http.post(f"{talk}/rating", json={"score": 1}, headers=headers)
    assert (again.status_code, again.json()["code"]) == (409, "already_rated")


async def test_what_was_read_is_no_longer_unread(site: Site) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    assert (await site.http.post(f"{talk}/read", json={"seq": 1}, headers=headers)).status_code == 204
    resumed = await site.http.post("/v1/conversations", json={}, headers=headers)
    assert resumed.json()["unread"] == 0


CALLS = [
    ("POST", "/messages", {"client_id": "x", "text": "hello"}),
    ("POST", "/read", {"seq": 1}),
    ("POST", "/rating", {"score": 3}),
    ("GET", "/events", None),
    ("GET", "/transcript", None),
]


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
@pytest.mark.parametrize("visitor", ["c02", None])
async def test_somebody_else_s_talk_looks_as_if_there_were_none(
    method: str, path: str, body: object, visitor: str | None, site: Site
) -> None:
    talk = await site.talk(await site.session("c01"))
    stranger = await site.session(visitor)
    theirs = await site.http.request(method, talk + path, json=body, headers=stranger)
    nobodys = await site.http.request(method, "/v1/conversations/nothing" + path, json=body, headers=stranger)
    assert theirs.status_code == 404
    assert (theirs.status_code, theirs.json()) == (nobodys.status_code, nobodys.json())
    assert dict(theirs.headers) == dict(nobodys.headers)


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
async def test_a_guest_s_talk_belongs_to_that_guest_s_session(method: str, path: str, body: object, site: Site) -> None:
    talk = await site.talk(await site.session())
    answer = await site.http.request(method, talk + path, json=body, headers=await site.session())
    assert answer.status_code == 404


async def test_another_talk_s_button_can_not_be_pressed(site: Site) -> None:
    ada, ben = await site.session("c01"), await site.session("c02")
    choice = (await transcript(site, await site.talk(ada), ada))[0]["choices"][0]  # type: ignore[index]
    body = {"client_id": "x", "choice": choice["id"]}
    answer = await site.http.post(f"{await site.talk(ben)}/messages", json=body, headers=ben)
    assert (answer.status_code, answer.json()["code"]) == (422, "choice_gone")


@pytest.mark.parametrize("path", ["/v1/conversations/%00/transcript", "/v1/conversations/..%2f/transcript"])
async def test_an_id_that_can_not_be_one_is_not_found(path: str, site: Site) -> None:
    assert (await site.http.get(path, headers=await site.session("c01"))).status_code == 404
