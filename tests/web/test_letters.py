"""GET /v1/letters: the customer's own, as a page and as a PDF, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from candor.clock import FixedClock
from candor.disputes import commands as do
from candor.disputes.reasons import Reason
from candor.services.clocks.run_due import run_due
from candor.services.disputes.clock_work import HANDLERS
from candor.services.disputes.move_case import file_case
from tests.web.site import Site
from tests.web.test_files import begin


@pytest.fixture
async def ada(site: Site, clock: FixedClock) -> dict[str, str]:
    """A customer with a filed case, its letters not yet sent."""
    headers = await site.session("c01")
    case = begin(site, talk=await site.talk(headers))
    with site.candor.store.write() as tx:
        draft = tx.disputes.get(case)
        submit = do.Submit(Reason.NOT_RECEIVED, draft.case.charged, confirmed=True)
        file_case(tx, site.candor.tools, draft, submit, actor="customer", key="said")
    return headers


async def listed(site: Site, headers: dict[str, str]):
    answer = await site.http.get("/v1/letters", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["letters"]


def post_letters(site: Site, clock: FixedClock) -> None:
    clock.advance(timedelta(minutes=2))
    run_due(site.candor.tools, HANDLERS)


async def test_a_letter_is_there_once_it_was_sent(site, ada, clock):
    assert await listed(site, ada) == []
    post_letters(site, clock)
    letters = await listed(site, ada)
    assert {letter["title"].split(" D-")[0] for letter in letters} == {
        "We have your dispute", "A temporary credit for your dispute",
    }  # fmt: skip


async def test_it_is_a_page_and_a_pdf(site, ada, clock):
    post_letters(site, clock)
    letter = (await listed(site, ada))[-1]
    page = await site.http.get(f"/v1/letters/{letter['id']}", headers=ada)
    assert page.headers["content-type"].startswith("text/html")
    assert letter["title"] in page.text
    assert "style-src 'self'" in page.headers["content-security-policy"]
    assert (await site.http.get("/v1/letters/letter.css")).headers["content-type"].startswith("text/css")
    pdf = await site.http.get(f"/v1/letters/{letter['id']}", headers={**ada, "Accept": "application/pdf"})
    assert (pdf.headers["content-type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert pdf.headers["content-disposition"].startswith("attachment")
    assert pdf.headers["x-content-type-options"] == "nosniff"


async def test_nobody_else_reads_it(site, ada, clock):
    post_letters(site, clock)
    letter = (await listed(site, ada))[-1]["id"]
    ben, guest = await site.session("c02"), await site.session()
    assert await listed(site, ben) == []
    for headers in (ben, guest):
        assert (await site.http.get(f"/v1/letters/{letter}", headers=headers)).status_code == 404
    assert (await site.http.get("/v1/letters", headers=guest)).status_code == 401
    assert (await site.http.get(f"/v1/letters/{letter}")).status_code == 401


async def test_one_that_has_not_gone_out_is_not_there(site, ada):
    with site.candor.store.read() as tx:
        (case,) = tx.disputes.of_customer("c01")
        waiting = tx.disputes.letters(case.id)[0]
    assert (await site.http.get(f"/v1/letters/{waiting.id}", headers=ada)).status_code == 404


async def test_the_bubble_in_the_talk_leads_to_the_letter(site, ada, clock):
    post_letters(site, clock)
    talk = await site.talk(ada)
    answer = await site.http.get(f"{talk}/transcript", headers={**ada, "Accept": "application/json"})
    cards = [one["card"] for one in answer.json()["messages"] if one["card"]]
    ids = {letter["id"] for letter in await listed(site, ada)}
    assert {card["letter"] for card in cards} == ids
    assert {(card["type"], card["label"]) for card in cards} == {("letter", "Save as PDF")}
