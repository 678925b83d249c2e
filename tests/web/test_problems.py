"""Every error is a problem document in words a customer understands, and tells nothing from inside."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
from sanic import Request
from sanic.exceptions import RequestCancelled

from candor.clock import FixedClock
from candor.errors import CandorError
from candor.store import Store
from candor.web.api import messages
from candor.web.api.problems import log_failure
from candor.web.logs import Lines
from tests.web.site import Site, running, settings

MEMBERS = {"type", "title", "status", "detail", "code", "next"}


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert set(body) == MEMBERS
    assert (body["status"], body["code"]) == (status, code)
    assert body["detail"][-1] in ".?"
    return body


async def test_an_unknown_address_and_a_wrong_method_are_problems(site: Site) -> None:
    problem(await site.http.get("/v1/nothing"), 404, "not_found")
    problem(await site.http.get("/nothing"), 404, "not_found")
    answer = await site.http.get("/v1/session")
    problem(answer, 405, "wrong_method")
    assert "POST" in answer.headers["allow"]


BAD_MESSAGES: list[Any] = [
    {},
    [],
    None,
    "text",
    {"text": "hello"},
    {"client_id": "x"},
    {"client_id": "x", "text": "a", "choice": "b"},
    {"client_id": "x", "text": ""},
    {"client_id": "x", "text": "   "},
    {"client_id": "x", "text": "\u200b\u202e"},
    {"client_id": "x", "text": 7},
    {"client_id": "x", "text": ["a"]},
    {"client_id": "x", "text": "a", "more": 1},
    {"client_id": "", "text": "a"},
    {"client_id": "a b", "text": "a"},
    {"client_id": "x\n", "text": "a"},
    {"client_id": "x" * 65, "text": "a"},
    {"client_id": 7, "text": "a"},
    {"client_id": "x", "choice": "\0"},
    {"client_id": "x", "choice": ""},
]


@pytest.mark.parametrize("body", BAD_MESSAGES)
async def test_what_is_no_message_is_refused(body: Any, site: Site) -> None:
    headers = await site.session("c01")
    answer = await site.http.post(f"{await site.talk(headers)}/messages", json=body, headers=headers)
    assert answer.status_code == 422
    problem(answer, 422, answer.json()["code"])


@pytest.mark.parametrize(
    "raw", [b"{", b"\xff\xfe", b'{"client_id":"x","text":"\\ud800"}', b"[" * 5000, b'{"client_id":"x","text":"a"}x']
)
async def test_what_is_no_json_is_refused(raw: bytes, site: Site) -> None:
    headers = {**await site.session("c01"), "Content-Type": "application/json"}
    answer = await site.http.post(f"{await site.talk(headers)}/messages", content=raw, headers=headers)
    problem(answer, 422, "message_refused")


async def test_another_content_type_is_refused(site: Site) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    body = json.dumps({"client_id": "x", "text": "a"})
    answer = await site.http.post(f"{talk}/messages", content=body, headers={**headers, "Content-Type": "text/plain"})
    problem(answer, 422, "message_refused")


@pytest.mark.parametrize("body", [{"score": "5"}, {"score": 4.5}, {}, {"score": True}])
async def test_a_rating_is_a_whole_number(body: Any, site: Site) -> None:
    headers = await site.session("c01")
    problem(
        await site.http.post(f"{await site.talk(headers)}/rating", json=body, headers=headers), 422, "message_refused"
    )


@pytest.mark.parametrize("score", [0, 6])
async def test_a_rating_is_from_one_to_five(score: int, site: Site) -> None:
    headers = await site.session("c01")
    answer = await site.http.post(f"{await site.talk(headers)}/rating", json={"score": score}, headers=headers)
    problem(answer, 422, "score_refused")


async def test_a_comment_is_made_plain(site: Site) -> None:
    headers = await site.session("c01")
    body = {"score": 5, "comment": "clear\0 and\u202e kind"}
    assert (await site.http.post(f"{await site.talk(headers)}/rating", json=body, headers=headers)).status_code == 204


async def test_a_message_holds_two_thousand_characters(site: Site) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    assert (await site.say(talk, headers, "🙂" * 2000)).status_code == 202
    said = problem(await site.say(talk, headers, "a" * 2001), 422, "message_too_long")
    assert "2,000" in said["detail"]


@pytest.mark.parametrize("size", [16 * 1024 + 1, 40_000, 200_000])
async def test_a_body_holds_sixteen_kilobytes(size: int, site: Site) -> None:
    headers = {**await site.session("c01"), "Content-Type": "application/json"}
    body = json.dumps({"client_id": "x", "text": "a" * 100}).encode()
    talk = await site.talk(headers)
    at_most = await site.http.post(f"{talk}/messages", content=body.ljust(16 * 1024), headers=headers)
    assert at_most.status_code == 202
    problem(await site.http.post(f"{talk}/messages", content=body.ljust(size), headers=headers), 413, "body_too_large")


async def test_a_body_in_pieces_counts_like_one_in_one_piece(site: Site) -> None:
    async def pieces() -> Any:
        for _ in range(100):
            yield b" " * 1024

    headers = {**await site.session("c01"), "Content-Type": "application/json"}
    talk = await site.talk(headers)
    problem(await site.http.post(f"{talk}/messages", content=pieces(), headers=headers), 413, "body_too_large")


async def test_a_huge_body_is_refused_before_it_is_read(site: Site) -> None:
    url = site.http.base_url
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(b"POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n{")
    async with asyncio.timeout(5):
        head = await reader.readuntil(b"\r\n\r\n")
    writer.close()
    assert b" 413 " in head
    assert b"application/problem+json" in head


async def test_the_twenty_first_message_of_a_minute_waits(site: Site, clock: FixedClock) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    for number in range(20):
        assert (await site.say(talk, headers, f"{number}")).status_code == 202
    answer = await site.say(talk, headers, "one more")
    problem(answer, 429, "too_many_requests")
    assert answer.headers["retry-after"] == "3"


async def test_an_address_has_a_rate_of_its_own(store: Store, clock: FixedClock, data_folder: Path) -> None:
    async with running(store, clock, settings(data_folder, address_rate=4)) as site:
        ada, ben = await site.session("c01"), await site.session("c02")
        talks = [(await site.talk(ada), ada), (await site.talk(ben), ben)]
        for talk, headers in talks * 2:
            assert (await site.say(talk, headers, "hello")).status_code == 202
        problem(await site.say(*talks[0], "hello"), 429, "too_many_requests")
        await site.session()
        await site.session()
        problem(await site.http.post("/v1/session", json={}), 429, "too_many_requests")


async def test_no_address_may_ask_for_ever(store: Store, clock: FixedClock, data_folder: Path) -> None:
    async with running(store, clock, settings(data_folder, address_rate=1)) as site:
        for _ in range(10):
            assert (await site.http.get("/v1/openapi.json")).status_code == 200
        answer = await site.http.get("/v1/nothing")
        problem(answer, 429, "too_many_requests")
        assert (await site.http.get("/healthz")).status_code == 200


async def test_an_address_is_believed_from_a_proxy_only_if_there_is_one(
    store: Store, clock: FixedClock, data_folder: Path
) -> None:
    async def two(site: Site) -> list[int]:
        headers = [{"X-Forwarded-For": address} for address in ("192.0.2.1", "192.0.2.2")]
        return [(await site.http.post("/v1/session", json={}, headers=each)).status_code for each in headers]

    async with running(store, clock, settings(data_folder, address_rate=1)) as site:
        assert await two(site) == [201, 429]
    async with running(store, clock, settings(data_folder, address_rate=1, proxies=1)) as site:
        assert await two(site) == [201, 201]


async def test_a_failure_inside_tells_nothing_and_is_logged_without_its_words(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the customer wrote: my card is 4111")

    monkeypatch.setattr(messages, "receive", broken)
    headers = await site.session("c01")
    talk = await site.talk(headers)
    with caplog.at_level(logging.INFO):
        answer = await site.say(talk, headers, "my card is 4111")
    body = problem(answer, 500, "internal")
    assert "4111" not in answer.text
    assert "RuntimeError" not in answer.text
    failed = [json.loads(Lines().format(record)) for record in caplog.records if record.message == "failed"]
    assert failed[0]["kind"] == "RuntimeError"
    assert any("broken" in where for where in failed[0]["where"])
    assert "4111" not in caplog.text
    assert body["detail"]


async def test_a_request_is_one_line_without_anything_personal(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    with caplog.at_level(logging.INFO, logger="candor.web"):
        await site.http.post(f"{talk}/messages?secret=1", json={"client_id": "ab", "text": "hush"}, headers=headers)
    lines = [json.loads(Lines().format(record)) for record in caplog.records if record.name == "candor.web"]
    assert [(line["event"], line["method"], line["status"]) for line in lines] == [("request", "POST", 202)]
    assert lines[0]["route"].startswith("v1/conversations/<conversation")
    text = str(lines)
    assert not any(secret in text for secret in ("hush", "secret", "127.0.0.1", talk, headers["Authorization"][7:]))


def test_every_error_has_words_of_its_own(site_words: dict[str, Any]) -> None:
    for error in all_errors(CandorError):
        assert error.words in site_words, error
        assert re.fullmatch(r"[a-z_]+", error.code)
        assert 400 <= error.status < 600


def all_errors(kind: type[CandorError]) -> list[type[CandorError]]:
    return [kind, *(deeper for child in kind.__subclasses__() for deeper in all_errors(child))]


@pytest.fixture
def site_words() -> dict[str, Any]:
    import yaml

    from candor.settings import ROOT

    words: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text())["responses"]
    return words


@pytest.mark.parametrize(("error", "level", "event"), [
    (RequestCancelled(), "INFO", "client_gone"), (ValueError("x"), "ERROR", "failed"),
])  # fmt: skip
def test_a_client_that_goes_away_is_no_failure(
    caplog: pytest.LogCaptureFixture, error: BaseException, level: str, event: str
) -> None:
    caplog.set_level(logging.INFO, "candor.web")
    request = SimpleNamespace(route=SimpleNamespace(path="v1/conversations/<talk>/events"))
    log_failure(cast(Request, request), error)
    (record,) = caplog.records
    assert (record.levelname, record.getMessage()) == (level, event)
    assert ("where" in record.facts) is (level == "ERROR")
