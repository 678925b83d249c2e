"""Files of customers at the desk: a list beside the talk, given to be saved, each look written down."""

from __future__ import annotations

from tests.services.disputes import samples
from tests.web.test_files import begin, send


async def one_file(site, ask, name: str = "Beleg März.pdf"):
    """A talk in the queue whose customer sent a file; the talk and the file's id."""
    asked = await ask()
    begin(site, talk=asked.address)
    assert (await send(site, asked.address, asked.headers, name=name)).status_code == 202
    with site.candor.store.read() as tx:
        (file,) = tx.dispute_files.of_customer("c01")
    return asked, file


async def test_the_talk_shows_what_was_sent_and_that_nobody_scanned_it(site, ask, come_in):
    asked, file = await one_file(site, ask, name="<b>slip</b>.pdf")
    page = (await (await come_in("dana")).get(asked.page)).text
    assert "&lt;b&gt;slip&lt;" in page or "b&gt;.pdf" in page
    assert f"/files/{file.id}" in page
    assert "not scanned" in page
    assert file.case_id in page


async def test_a_file_is_saved_and_never_shown(site, ask, come_in):
    asked, file = await one_file(site, ask)
    answer = await (await come_in("dana")).get(f"{asked.page}/files/{file.id}")
    assert (answer.status_code, answer.content) == (200, samples.pdf())
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''Beleg%20M%C3%A4rz.pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


async def test_each_look_into_a_file_is_written_down(site, ask, come_in):
    asked, file = await one_file(site, ask)
    await (await come_in("iris")).get(f"{asked.page}/files/{file.id}")
    with site.candor.store.read() as tx:
        looks = [row["actor"] for row in tx.trail.of(file.id) if row["act"] == "file_opened"]
    assert len(looks) == 1
    assert looks[0].startswith("staff:")


async def test_a_file_is_found_in_its_customers_talks_only(site, ask, come_in):
    _, file = await one_file(site, ask)
    other = await ask("c02")
    agent = await come_in("dana")
    assert (await agent.get(f"{other.page}/files/{file.id}")).status_code == 404
    assert (await agent.get(f"{other.page}/files/none-of-ours-at-all")).status_code == 404


async def test_who_is_not_signed_in_gets_nothing(site, ask):
    asked, file = await one_file(site, ask)
    answer = await site.http.get(f"{asked.page}/files/{file.id}")
    assert (answer.status_code, answer.headers["location"]) == (302, "/staff/sign-in")


async def test_a_file_whose_content_is_gone_is_not_there(site, ask, come_in):
    asked, file = await one_file(site, ask)
    site.candor.tools.cabinet.place_of(file.id).unlink()
    assert (await (await come_in("dana")).get(f"{asked.page}/files/{file.id}")).status_code == 404
