"""Evidence, from the paper clip to the desk: what the customer sends is kept as it is, and an agent can save it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from candor.services.staff.sample_file import sample_staff
from tests.browser.conftest import PageOn
from tests.browser.page import clip, own, send_file, wait_for_reply
from tests.browser.real.bank import Bank, ask
from tests.services.disputes import samples


def test_a_file_goes_from_the_paper_clip_to_the_desk_as_it_is(maya: Page, bank: Bank, page_on: PageOn) -> None:
    expect(clip(maya)).to_be_hidden()
    ask(maya, "the blue heron charge is wrong, i never got what i paid for", "meant to arrive")
    expect(clip(maya)).to_be_visible()
    send_file(maya, "order March.pdf", samples.pdf(), "application/pdf")
    expect(own(maya).last.locator(".text")).to_have_text("File: order March.pdf")
    wait_for_reply(maya, "meant to arrive")
    with bank.stack.reading() as tx:
        file = tx.dispute_files.of_customer("c01")[-1]
        talk = tx.conversations.newest_of(customer_id="c01", guest_session_id=None)
        kept = tx.disputes.get(file.case_id, "c01")
    assert talk
    assert (file.name, kept.case.state.value, kept.asking) == ("order March.pdf", "draft", "expected_on")
    assert (bank.stack.folder / "files" / file.id[:2] / file.id).read_bytes() == samples.pdf()

    # A browser of the agent's own: staff have a cookie, customers' pages none.
    desk = page_on()
    desk.goto(f"{bank.url}/staff/sign-in")
    dana = next(person for person in sample_staff(bank.stack.folder) if person.login == "dana")
    desk.get_by_label("Name").fill(dana.login)
    desk.get_by_label("Password").fill(dana.password)
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/desk")
    desk.goto(f"{bank.url}/desk/talks/{talk.id}")
    with desk.expect_download() as saved:
        desk.get_by_role("link", name="order March.pdf").click()
    assert saved.value.path().read_bytes() == samples.pdf()
