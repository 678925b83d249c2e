"""The event stream over HTTP: replay, what comes later, and when it ends."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from candor.clock import FixedClock
from candor.services.desk.add_note import add_note
from candor.services.desk.agents import Agent
from candor.services.desk.bells import bell_of, ring_desk
from candor.services.desk.claim import take_over
from candor.services.desk.presence import look_at
from candor.services.desk.read_talk import customer_is_there, news_of
from candor.services.desk.write_as_agent import write_as_agent
from candor.web.api import events
from tests.web.site import Site, follow

NOBODY = {"agent": None, "promise": None, "files": False}


def numbers(frames: list[dict[str, object]]) -> list[object]:
    return [frame["id"] for frame in frames if frame.get("event") == "message"]


async def started(site: Site, bubbles: int) -> tuple[dict[str, str], str]:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    for _ in range(bubbles - 1):
        site.answer(talk)
    return headers, talk


async def test_without_a_number_the_whole_talk_is_told_then_its_state(site: Site) -> None:
    headers, talk = await started(site, 5)
    async with follow(site, talk, headers) as stream:
        frames = await stream.until("state")
    assert numbers(frames) == ["1", "2", "3", "4", "5"]
    assert frames[0]["data"]["from"] == "bot"  # type: ignore[index]
    assert frames[-1]["data"] == {"state": "idle", "pending": 0, **NOBODY}


@pytest.mark.parametrize("after", [1, 3, 4, 5, 99])
async def test_after_a_number_exactly_the_rest_is_told(after: int, site: Site) -> None:
    headers, talk = await started(site, 5)
    async with follow(site, talk, headers, after) as stream:
        frames = await stream.until("state")
    assert numbers(frames) == [str(number) for number in range(after + 1, 6)]


async def test_a_stream_opened_again_and_again_misses_nothing_and_repeats_nothing(site: Site) -> None:
    headers, talk = await started(site, 1)
    seen: list[object] = []
    for _ in range(6):
        site.answer(talk)
        async with follow(site, talk, headers, len(seen)) as stream:
            seen += numbers(await stream.until("state"))
    assert seen == [str(number) for number in range(1, 8)]


async def test_what_another_process_wrote_comes_within_a_second_or_so(site: Site) -> None:
    headers, talk = await started(site, 1)
    async with follow(site, talk, headers) as stream:
        await stream.until("state")
        site.answer(talk)
        assert (await stream.next())["id"] == "2"


async def test_a_message_of_one_s_own_comes_back_at_once_and_says_that_it_waits(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "LOOK_EVERY", 60.0)
    headers, talk = await started(site, 1)
    async with follow(site, talk, headers) as stream:
        await stream.until("state")
        await site.say(talk, headers, "what is this", client_id="mine")
        frames = await stream.until("state")
    assert frames[0]["data"]["client_id"] == "mine"  # type: ignore[index]
    assert frames[-1]["data"] == {"state": "typing", "pending": 1, **NOBODY}


async def test_after_three_seconds_it_says_that_it_is_being_worked_on(site: Site, clock: FixedClock) -> None:
    headers, talk = await started(site, 1)
    await site.say(talk, headers, "what is this")
    async with follow(site, talk, headers, 2) as stream:
        assert (await stream.next())["data"]["state"] == "typing"
        clock.advance(timedelta(seconds=3))
        assert (await stream.next())["data"] == {"state": "working", "pending": 1, **NOBODY}


async def test_a_card_number_in_two_messages_is_taken_back_from_the_first(site: Site) -> None:
    headers, talk = await started(site, 1)
    async with follow(site, talk, headers) as stream:
        await stream.until("state")
        await site.say(talk, headers, "my card is 4111 1111")
        await stream.until("message")
        await site.say(talk, headers, "1111 1111 ok?")
        changed = (await stream.until("changed"))[-1]["data"]
    assert changed["seq"] == 2
    assert "4111" not in changed["text"]


async def test_two_tabs_see_the_same(site: Site) -> None:
    headers, talk = await started(site, 2)
    async with follow(site, talk, headers) as one, follow(site, talk, headers) as other:
        await asyncio.gather(one.until("state"), other.until("state"))
        await site.say(talk, headers, "hello")
        first, second = await asyncio.gather(one.next(), other.next())
    assert first == second
    assert first["id"] == "3"


async def test_the_stream_ends_when_the_session_does(site: Site, clock: FixedClock) -> None:
    headers, talk = await started(site, 1)
    async with follow(site, talk, headers) as stream:
        await stream.until("state")
        clock.advance(timedelta(minutes=31))
        site.answer(talk)
        last = await stream.next()
        assert (last["event"], last["data"]) == ("ended", {"code": "not_signed_in"})
        with pytest.raises(EOFError):
            await stream.next()


async def test_silence_is_broken_by_heartbeats(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(events, "HEARTBEAT_EVERY", 0.2)
    headers, talk = await started(site, 1)
    async with follow(site, talk, headers) as stream:
        await stream.until("state")
        assert await stream.next() == {"comment": "still here"}
        assert await stream.next() == {"comment": "still here"}


async def test_a_reader_that_goes_away_leaves_nothing_behind(site: Site) -> None:
    headers, talk = await started(site, 1)
    async with follow(site, talk, headers) as stream:
        await stream.until("state")
        assert site.app.ctx.front.streams.count == 1
    async with asyncio.timeout(60):
        while site.app.ctx.front.streams.count:
            await asyncio.sleep(0.05)
    assert not site.candor.bell._watchers


async def test_a_session_may_hold_ten_streams(site: Site) -> None:
    headers, talk = await started(site, 1)
    async with AsyncExitStack() as stack:
        streams = [await stack.enter_async_context(follow(site, talk, headers)) for _ in range(10)]
        for stream in streams:
            await stream.until("state")
        answer = await site.http.get(f"{talk}/events", headers=headers)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "5"


@pytest.mark.parametrize("number", ["-1", "x", "99999999999"])
async def test_a_number_that_is_none_is_a_problem(number: str, site: Site) -> None:
    headers, talk = await started(site, 1)
    answer = await site.http.get(f"{talk}/events", headers={**headers, "Last-Event-ID": number})
    assert answer.status_code == 422


async def test_the_customer_hears_of_the_person_who_joins_and_of_their_words(site) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    conversation = talk.rpartition("/")[2]
    dana = Agent("dana", "Dana")
    async with follow(site, talk, headers) as stream:
        await stream.until("state")
        pressed = {"client_id": "press", "choice": "talk-to-a-person"}
        await site.http.post(f"{talk}/messages", json=pressed, headers=headers)
        asked = await stream.until("state")
        assert asked[-1]["data"]["state"] == "person"
        assert asked[-1]["data"]["promise"].startswith("You are first in line.")
        take_over(site.candor.tools, dana, conversation)
        ring_desk(site.candor.bell, conversation)
        joined = await stream.until("state")
        assert (joined[0]["data"]["from"], joined[-1]["data"]["agent"]) == ("system", "Dana")
        look_at(site.candor.tools, dana, conversation, types=True)
        ring_desk(site.candor.bell, conversation)
        assert (await stream.next())["data"]["state"] == "typing"
        write_as_agent(site.candor.tools, dana, conversation, "Hello, I am Dana.", "1")
        ring_desk(site.candor.bell, conversation)
        said = await stream.until("state")
        assert (said[0]["data"]["from"], said[0]["data"]["name"]) == ("agent", "Dana")
        assert said[-1]["data"]["state"] == "person"
    async with follow(site, talk, headers, after=said[0]["id"]) as again:
        assert (await again.next())["event"] == "state", "nothing comes twice"


async def test_a_customer_s_typing_reaches_the_bell_of_the_agent_who_has_the_talk(site) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    conversation = talk.rpartition("/")[2]
    take_over(site.candor.tools, Agent("dana", "Dana"), conversation)
    with site.candor.bell.watching(bell_of("dana")) as rung:
        assert (await site.http.post(f"{talk}/typing", headers=headers)).status_code == 204
        assert rung.is_set()
    assert customer_is_there(news_of(site.candor.tools, conversation, 0, 0))
    assert (await site.http.post(f"{talk}/typing", headers=await site.session("c02"))).status_code == 404


async def test_a_note_is_nowhere_in_what_the_customer_gets(site) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    conversation = talk.rpartition("/")[2]
    add_note(site.candor.tools, Agent("dana", "Dana"), conversation, "smells of a copied card", "n1")
    async with follow(site, talk, headers) as stream:
        told = await stream.until("state")
    transcript = await site.http.get(f"{talk}/transcript", headers=headers)
    assert "copied" not in f"{told} {transcript.text}"
