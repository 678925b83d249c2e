"""The page behind a link in a mail: the one question, answered once by whoever holds the link."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from candor.clock import FixedClock
from candor.services.outcomes.ask_at_end import SCALES, kind_for
from candor.store import Store
from tests.web.site import Site, running, settings

HELP = "https://help.bank.example"


@pytest.fixture
async def asking(store: Store, clock: FixedClock, data_folder: Path) -> AsyncIterator[Site]:
    async with running(store, clock, settings(data_folder, public_url=HELP)) as site:
        yield site


async def link_of(site: Site, clock: FixedClock) -> tuple[str, str]:
    """A customer's talk and the way to its question."""
    talk = (await site.talk(await site.session("c01"))).rpartition("/")[2]
    assert site.candor.links
    return talk, site.candor.links.link(talk, clock.now() + timedelta(days=1)).removeprefix(HELP)


async def test_the_question_is_asked_and_answered_once(asking: Site, clock: FixedClock) -> None:
    talk, way = await link_of(asking, clock)
    page = await asking.http.get(way)
    low, high = SCALES[kind_for(talk)]
    assert page.status_code == 200
    assert page.text.count('type="radio"') == high - low + 1
    assert "script" not in page.text
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    kept = await asking.http.post(way, data={"score": str(high), "comment": "<b>fine</b>"})
    assert kept.status_code == 200
    assert "Thank you" in kept.text
    with asking.candor.store.read() as tx:
        answer = tx.trust.survey_of(talk)
    assert answer == (kind_for(talk), high, "<b>fine</b>")
    for again in (await asking.http.get(way), await asking.http.post(way, data={"score": str(low)})):
        assert again.status_code == 410
        assert "<form" not in again.text


@pytest.mark.parametrize("score", ["", "x", "99", "-1", "²"])
async def test_a_score_that_is_none_leaves_the_question_open(score: str, asking: Site, clock: FixedClock) -> None:
    _, way = await link_of(asking, clock)
    page = await asking.http.post(way, data={"score": score, "comment": "hm"})
    assert page.status_code == 200
    assert "<form" in page.text


async def test_a_link_that_was_made_up_opens_nothing(asking: Site, clock: FixedClock) -> None:
    talk, way = await link_of(asking, clock)
    for wrong in (way[:-1], way.replace(talk, "other"), "/answer/a.b.c", "/answer/x"):
        assert (await asking.http.get(wrong)).status_code == 410


async def test_where_nobody_said_how_customers_reach_us_there_is_no_such_page(site: Site) -> None:
    assert (await site.http.get("/answer/x")).status_code == 404
