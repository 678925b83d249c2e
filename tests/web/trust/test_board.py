"""The trust board as its readers see it, and the same as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from candor.services.outcomes.keep_counts import fold_all
from candor.trust.rows import CameOf, Issue, Path, Reaction, Talk, Wanted
from candor.web.trust.csv import safe
from tests.web.site import Site
from tests.web.staff.crew import Desk

Enter = Callable[[str], Awaitable[Desk]]
AT = datetime(2026, 5, 1, 10, tzinfo=UTC)
ISSUE = Issue("i1", "c01", "t1", "talk-1", AT, AT, Path.BOT, Wanted.EXPLANATION, CameOf.EXPLAINED, resolved=True)


@pytest.fixture
def counted(site: Site) -> Site:
    """Four issues of May 1: two resolved, one not, one nobody knows of; a talk; a reaction to code."""
    with site.candor.store.write() as tx:
        for number, resolved in enumerate((True, True, False, None)):
            tx.trust.put_issue(replace(ISSUE, id=f"i{number}", line_id=f"t{number}", resolved=resolved), None)
        tx.trust.put_talk(Talk("talk-1", None, AT, AT, Path.BOT, False, False, True), None)
        tx.trust.add_reaction(Reaction("r1", AT, Path.BOT), "complaint", None)
    fold_all(site.candor.store, site.candor.clock)
    return site


async def test_each_figure_stands_with_its_interval_and_its_n(counted: Site, come_in: Enter) -> None:
    desk = await come_in("priya")
    page = await desk.get("/trust?month=2026-05")
    assert page.status_code == 200
    assert "66.7%" in page.text
    assert "20.8 to 93.9 · n = 3" in page.text
    assert "1 unknown: were they known, from 50.0 to 75.0." in page.text
    assert "<svg" in page.text
    assert "not known" in page.text


async def test_a_time_without_rows_says_that_nothing_was_counted(counted: Site, come_in: Enter) -> None:
    page = await (await come_in("iris")).get("/trust?month=2024-01")
    assert "Nothing was counted in this time." in page.text


@pytest.mark.parametrize("query", ["month=2026-13", "last=0", "last=99", "last=x", "month=%3Cb%3E"])
async def test_an_address_that_means_no_time_shows_three_months(query: str, counted: Site, come_in: Enter) -> None:
    page = await (await come_in("priya")).get(f"/trust?{query}")
    assert page.status_code == 200
    assert "March to May 2026" in page.text


async def test_behind_a_figure_stand_its_meaning_its_months_and_its_rows(counted: Site, come_in: Enter) -> None:
    desk = await come_in("theo")
    page = await desk.get("/trust/metric/true_resolution?month=2026-05")
    assert "issues that somebody said were resolved" in page.text
    assert page.text.count("/trust/talk/talk-1") == 4
    assert (await desk.get("/trust/metric/nothing")).status_code == 404
    talk = await desk.get("/trust/talk/talk-1")
    assert "The words of this talk are not kept." in talk.text


async def test_the_csv_holds_what_the_board_shows(counted: Site, come_in: Enter) -> None:
    answer = await (await come_in("priya")).get("/trust/export.csv?month=2026-05")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    (row,) = [one for one in rows if one["metric"] == "true_resolution" and one["what"] == "all"]
    assert (row["value"], row["n"], row["unknown"]) == ("66.6667", "3", "1")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1+cmd", "@sum", "\t=1", "\r=1"])
def test_no_cell_of_text_is_a_formula(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    assert safe(-1.5) == "-1.5"
    assert safe(None) == ""


async def test_two_people_code_a_reaction_and_it_counts_when_they_agree(counted: Site, come_in: Enter) -> None:
    for login in ("priya", "iris"):
        desk = await come_in(login)
        assert "complaint" in (await desk.get("/trust/reactions")).text
        assert (await desk.post("/trust/reactions", reaction="r1", code="poor_first_service")).status_code in (302, 303)
        assert "Nothing waits for you." in (await desk.get("/trust/reactions")).text
    fold_all(counted.candor.store, counted.candor.clock)
    page = await (await come_in("priya")).get("/trust/metric/not_right_first_time?month=2026-05")
    assert "100.0%" in page.text


async def test_an_agent_does_not_see_the_board_and_a_trainer_codes_nothing(counted: Site, come_in: Enter) -> None:
    assert (await (await come_in("dana")).get("/trust")).status_code == 403
    assert (await (await come_in("theo")).get("/trust/reactions")).status_code == 403


async def test_who_looked_is_written_down(counted: Site, come_in: Enter) -> None:
    await (await come_in("iris")).get("/trust/talk/talk-1")
    with counted.candor.store.read() as tx:
        rows = [row for row in tx.trail.all() if row["act"] == "talk_looked_at"]
    assert [(row["subject"], row["actor"]) for row in rows] == [("talk-1", "staff:s-iris")]


async def test_the_board_tells_of_goodwill_promises_and_the_clocks_of_disputes(counted: Site, come_in: Enter) -> None:
    now, store = counted.candor.clock.now(), counted.candor.store
    talk = (await counted.talk(await counted.session("c01"))).rpartition("/")[2]
    with store.write() as tx:
        tx.goodwill.open_month(f"{now:%Y-%m}", 1_500_000)
        tx.goodwill.spend(f"{now:%Y-%m}", 300_000)
        tx.promises.add("p-late", talk, "a person answers", now - timedelta(days=2), now - timedelta(days=1))
        tx.promises.add("p-soon", talk, "a mistake is put right", now, now + timedelta(hours=3))
    page = (await (await come_in("priya")).get("/trust?last=1")).text
    assert "$15,000.00" in page
    assert "$3,000.00" in page
    assert "20.0%" in page
    assert "2 open: 1 due within a day" in page
    assert "1 past their time" in page
    assert "No dispute is open." in page
