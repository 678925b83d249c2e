"""The desk's streams: what is told at once, what is told again after the line was lost, and when they end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from candor.services.staff.sign_in import who_is
from candor.web.desk.live import Piece
from candor.web.desk.queue import Lists
from candor.web.staff.gate import COOKIE
from candor.web.staff.visit import Visit
from tests.web.staff.crew import trail


@dataclass
class Heard:
    lines: Any
    number: str = ""

    async def until(self, wanted: str) -> str:
        """All that came until a message with these words, and with them."""
        got = ""
        async with asyncio.timeout(30):
            async for line in self.lines:
                got += line + "\n"
                if line.startswith("id: "):
                    self.number = line.removeprefix("id: ")
                if not line and wanted in got:
                    return got
        raise EOFError(got)


@asynccontextmanager
async def following(desk, path: str, after: str = "") -> AsyncIterator[Heard]:
    headers = {"Last-Event-ID": after} if after else {}
    async with desk.http.stream("GET", path, headers=headers) as response:
        assert response.status_code == 200
        yield Heard(response.aiter_lines())


async def test_a_new_talk_comes_into_the_queue_by_itself(ask, come_in):
    dana = await come_in("dana")
    async with following(dana, "/desk/events?page=0") as heard:
        await heard.until("Nobody waits")
        asked = await ask()
        assert "/claim" in await heard.until(f"row-{asked.handoff}")


async def test_what_the_customer_writes_and_what_colleagues_note_comes_at_once(site, ask, come_in):
    asked = await ask()
    dana, marco = await come_in("dana"), await come_in("marco")
    await dana.post(f"/desk/handoffs/{asked.handoff}/claim")
    async with following(dana, f"{asked.page}/events?seq=0&note=0") as heard:
        await heard.until("I want a person")
        await site.say(asked.address, asked.headers, "are you there <b>")
        assert "&lt;b&gt;" in await heard.until("are you there")
        await marco.post(f"{asked.page}/note", htmx=True, text="be kind", client_id="n1")
        await heard.until("be kind")
        number = heard.number
    await site.say(asked.address, asked.headers, "while you were gone")
    async with following(dana, f"{asked.page}/events?seq=0&note=0", after=number) as heard:
        got = await heard.until("while you were gone")
        assert "be kind" not in got
        assert "are you there" not in got


async def test_who_lost_a_talk_hears_it(ask, come_in):
    asked = await ask()
    dana, priya = await come_in("dana"), await come_in("priya")
    await dana.post(f"/desk/handoffs/{asked.handoff}/claim")
    async with following(dana, f"{asked.page}/events?seq=0&note=0") as heard:
        assert 'data-mine="yes"' in await heard.until("I want a person")
        await priya.post(f"{asked.page}/transfer", to="agent:s-marco", why="")
        assert 'data-mine="no"' in await heard.until("event: standing")


async def test_colleagues_and_the_customer_are_seen_looking_and_typing(ask, come_in):
    asked = await ask()
    dana, marco = await come_in("dana"), await come_in("marco")
    await dana.post(f"/desk/handoffs/{asked.handoff}/claim")
    async with following(marco, f"{asked.page}/events?seq=0&note=0") as marcos:
        await marcos.until("I want a person")
        async with following(dana, f"{asked.page}/events?seq=0&note=0") as heard:
            await heard.until("Marco")
            await dana.post(f"{asked.page}/typing")
            await marcos.until("is typing")


async def test_a_stream_ends_with_its_session(ask, come_in, store, clock):
    asked = await ask()
    dana = await come_in("dana")
    async with following(dana, f"{asked.page}/events?seq=0&note=0") as heard:
        await heard.until("I want a person")
        with store.write() as tx:
            tx.staff.close_sessions_of("s-dana")
        await heard.until("event: ended")


async def test_following_is_written_down_once_however_often_the_line_is_lost(ask, come_in, store):
    asked = await ask()
    dana = await come_in("dana")
    for _ in range(3):
        async with following(dana, f"{asked.page}/events?seq=0&note=0") as heard:
            await heard.until("I want a person")
    assert len(trail(store, act="talk_followed", subject=asked.talk)) == 1


@pytest.mark.parametrize(
    ("piece", "frame"),
    [
        (Piece("one\ntwo", number="3.1"), b"id: 3.1\ndata: one\ndata: two\n\n"),
        (Piece("", event="standing"), b"event: standing\ndata: \n\n"),
        (Piece("a\rb\u2028c", number="1"), b"id: 1\ndata: a\ndata: b\ndata: c\n\n"),
    ],
)
def test_a_frame_keeps_to_its_lines(piece, frame):
    assert piece.frame() == frame


async def test_a_word_of_one_s_own_customer_changes_the_lists_though_the_queue_is_the_same(site, ask, come_in):
    asked = await ask()
    dana = await come_in("dana")
    await dana.post(f"/desk/handoffs/{asked.handoff}/claim")
    await dana.post(f"{asked.page}/write", htmx=True, text="I am here", client_id="one")
    lists = Lists(await visit_of(site, dana), 0)
    assert list(await lists.look())
    assert list(await lists.look()) == [], "nothing has changed"
    await site.say(asked.address, asked.headers, "thank you, and one more thing")
    (piece,) = await lists.look()
    assert f"mine-{asked.talk}" in piece.html
    assert "waits" in piece.html


async def visit_of(site, desk) -> Visit:
    token = desk.http.cookies[COOKIE]
    who = who_is(site.candor.store, site.candor.clock, token, sample=True)
    assert who
    return Visit(site.candor, who, desk.csrf, site.app.ctx.staff_gate.pages)
