"""/healthz and /readyz."""

from __future__ import annotations

import asyncio

import pytest

from candor.services.talk.ask_bot import Bot
from candor.web import health
from candor.web.health import Health, health_of
from tests.web.site import SECRET, Site


async def test_a_process_that_lives_says_so(site: Site) -> None:
    answer = await site.http.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})


async def test_all_parts_make_it_ready(site: Site) -> None:
    answer = await site.http.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "parts": {"store": True, "bot": True, "worker": True}}


async def test_a_part_that_is_down_is_named(site: Site) -> None:
    site.health["bot"] = False
    answer = await site.http.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "parts": {"store": True, "bot": False, "worker": True}}


async def test_a_part_that_breaks_or_hangs_is_not_well(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken() -> bool:
        raise OSError

    async def hanging() -> bool:
        await asyncio.sleep(60)
        return True

    monkeypatch.setattr(health, "PATIENCE", 0.05)
    assert await Health({"a": broken, "b": hanging}).report() == {"a": False, "b": False}


async def test_the_real_questions_are_asked(site: Site) -> None:
    bot = Bot("http://127.0.0.1:9", SECRET, 1)
    report = await health_of(site.candor, bot, lambda: True).report()
    await bot.close()
    assert report == {"store": True, "bot": False, "worker": True}
