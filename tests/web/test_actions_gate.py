"""Who may call an action, and what an error gives away."""

from __future__ import annotations

import asyncio
import json
import logging
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, ClassVar

import httpx
import pytest
from rasa_sdk import Action
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from actions.base import CandorAction
from actions.hearing import Heard
from actions.said import Said
from candor.clock import FixedClock
from candor.conversation.context import TurnContext, sign
from candor.conversation.replies import Reply
from candor.store import Transaction
from candor.web.actions_gate import LARGEST_CALL, guard
from candor.web.serve import listening
from tests.clients import plain_async_client
from tests.web.site import SECRET, Site

LASTING = timedelta(seconds=12)


class Say(CandorAction):
    """An action as all of ours are: it asks itself whether its turn is still going on."""

    called: ClassVar[str] = "action_say"

    def act(self, tx: Transaction, heard: Heard) -> Said:
        return Said([Reply("utter_thanks")])


class Break(Action):
    def name(self) -> str:
        return "action_break"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        raise RuntimeError(f"while answering {tracker.latest_message['text']}")


LONE = b'{"tracker":{"latest_message":{"metadata":{"candor":"\\ud83d.\\ud83d"}}}}'


@dataclass
class Gate:
    http: httpx.AsyncClient
    context: TurnContext
    site: Site

    def call(self, token: Any, action: str = "action_say", sender: str = "") -> dict[str, Any]:
        message = {"text": "my secret is 4111", "metadata": {"candor": token}}
        tracker = {
            "sender_id": sender or self.context.conversation,
            "slots": {},
            "latest_message": message,
            "events": [],
            "paused": False,
            "followup_action": None,
            "active_loop": {},
            "latest_action_name": None,
        }
        return {"next_action": action, "sender_id": "x", "tracker": tracker, "domain": DOMAIN, "version": "3.21.1"}

    async def post(self, token: Any, action: str = "action_say", sender: str = "") -> httpx.Response:
        return await self.http.post("/webhook", json=self.call(token, action, sender))


DOMAIN: dict[str, Any] = {
    "config": {},
    "session_config": {},
    "intents": [],
    "entities": [],
    "slots": {},
    "responses": {},
    "actions": [],
    "forms": {},
    "e2e_actions": [],
}


@pytest.fixture
async def gate(site: Site, clock: FixedClock) -> AsyncIterator[Gate]:
    talk = (await site.talk(await site.session("c01"))).rpartition("/")[2]
    with site.candor.store.write() as tx:
        lease = tx.leases.take(talk, "worker", clock.now(), LASTING)
    assert lease is not None
    context = TurnContext(talk, "m1", "c01", "customer", lease.fence, clock.now(), clock.now() + LASTING)
    executor = ActionExecutor()
    for action in (Say(site.candor), Break()):
        executor.register_action(action)
    app = guard(create_app(executor, cors_origins=[]), site.candor)
    try:
        async with (
            listening(app, "127.0.0.1", 0) as port,
            plain_async_client(f"http://127.0.0.1:{port}") as http,
        ):
            yield Gate(http, context, site)
    finally:
        Sanic.unregister_app(app)


def refused(answer: httpx.Response, status: int = 403, code: str = "context_refused") -> None:
    assert (answer.status_code, answer.json()) == (status, {"error": code})


async def test_a_turn_that_is_going_on_may_call(gate: Gate) -> None:
    answer = await gate.post(sign(gate.context, SECRET))
    assert answer.status_code == 200
    assert answer.json()["responses"][0]["response"] == "utter_thanks"


@pytest.mark.parametrize("token", [None, "", ".", "e30.", "é.é", 7, [], {}, "a" * 10000])
async def test_a_call_without_a_context_of_ours_is_refused(token: Any, gate: Gate) -> None:
    refused(await gate.post(token))


async def test_a_context_signed_with_another_secret_or_changed_is_refused(gate: Gate) -> None:
    refused(await gate.post(sign(gate.context, b"x" * 32)))
    body, _, mac = sign(gate.context, SECRET).partition(".")
    other = sign(replace(gate.context, customer="c02"), b"x" * 32).partition(".")[0]
    refused(await gate.post(f"{other}.{mac}"))
    refused(await gate.post(f"{body}.{mac[:-1]}0" if mac[-1] != "0" else f"{body}.{mac[:-1]}1"))


async def test_a_context_is_good_for_its_turn_only(gate: Gate, clock: FixedClock) -> None:
    token = sign(gate.context, SECRET)
    clock.advance(LASTING)
    refused(await gate.post(token))


async def test_a_turn_that_another_worker_took_may_not_call(gate: Gate, clock: FixedClock) -> None:
    token = sign(replace(gate.context, expires=clock.now() + timedelta(hours=1)), SECRET)
    assert (await gate.post(token)).status_code == 200
    clock.advance(LASTING)
    with gate.site.candor.store.write() as tx:
        assert tx.leases.take(gate.context.conversation, "other", clock.now(), LASTING)
    refused(await gate.post(token))


async def test_a_turn_that_never_was_may_not_call(gate: Gate) -> None:
    refused(await gate.post(sign(replace(gate.context, conversation="nothing"), SECRET), sender="nothing"))
    refused(await gate.post(sign(replace(gate.context, fence=99), SECRET)))


async def test_one_talk_s_context_does_not_serve_another_s_tracker(gate: Gate) -> None:
    refused(await gate.post(sign(gate.context, SECRET), sender="another"))


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b"7", b'{"tracker":null}', b"[" * 100000, b"\xff", LONE])
async def test_what_is_no_call_is_refused(body: bytes, gate: Gate) -> None:
    refused(await gate.http.post("/webhook", content=body))


async def test_a_compressed_call_is_not_unpacked(gate: Gate) -> None:
    body = zlib.compress(json.dumps(gate.call(sign(gate.context, SECRET))).encode())
    answer = await gate.http.post("/webhook", content=body, headers={"Content-Encoding": "deflate"})
    refused(answer, 413, "body_too_large")


async def test_a_huge_call_is_refused_before_it_is_read(gate: Gate) -> None:
    url = gate.http.base_url
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(f"POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: {LARGEST_CALL + 1}\r\n\r\n{{".encode())
    async with asyncio.timeout(5):
        head = await reader.readuntil(b"\r\n\r\n")
    writer.close()
    assert b" 413 " in head or b" 403 " in head


CLOSED = [("GET", "/actions"), ("GET", "/webhook"), ("OPTIONS", "/webhook"), ("GET", "/x")]


@pytest.mark.parametrize(("method", "path"), CLOSED)
async def test_nothing_else_is_open(method: str, path: str, gate: Gate) -> None:
    answer = await gate.http.request(method, path, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 404
    assert (await gate.http.get("/health")).status_code == 200


async def test_an_action_that_breaks_gives_nothing_away(gate: Gate, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        answer = await gate.post(sign(gate.context, SECRET), "action_break")
    refused(answer, 500, "internal")
    assert "4111" not in caplog.text
    assert any(record.message == "failed" for record in caplog.records)


async def test_an_action_that_is_unknown_is_said_to_be(gate: Gate) -> None:
    answer = await gate.post(sign(gate.context, SECRET), "action_nothing")
    assert answer.status_code == 404
    assert "4111" not in answer.text
