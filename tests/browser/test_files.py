"""Evidence by the paper clip: there while a dispute takes it, with its progress and honest refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fake_api import FakeApi, Refusal
from tests.browser.page import active, clip, field, open_widget, own, send_file

PDF = b"%PDF-1.4 a receipt"


@pytest.fixture(autouse=True)
def opened(page: Page, site: str) -> None:
    # From now on the browser hands its choosers to the test; asked for only at a press, it may be a moment too late.
    page.on("filechooser", lambda chooser: None)
    page.goto(site)
    open_widget(page)


@pytest.fixture
def taking(page: Page, api: FakeApi) -> None:
    """A dispute of the customer's is open."""
    api.state("idle", files=True)
    expect(clip(page)).to_be_visible()


def test_without_a_dispute_there_is_no_paper_clip(page: Page, api: FakeApi) -> None:
    expect(clip(page)).to_be_hidden()
    api.state("idle", files=True)
    expect(clip(page)).to_be_visible()
    api.state("idle", files=False)
    expect(clip(page)).to_be_hidden()


@pytest.mark.usefixtures("taking")
def test_a_file_goes_out_whole_with_its_name(page: Page, api: FakeApi) -> None:
    send_file(page, "Beleg März.pdf", PDF, "application/pdf")
    expect(own(page).locator(".text")).to_have_text("File: Beleg März.pdf")
    expect(own(page)).to_have_count(1)
    assert [(file["File-Name"], file["body"]) for file in api.files] == [("Beleg März.pdf", PDF)]


@pytest.mark.usefixtures("taking")
def test_it_works_by_keyboard_and_gives_the_focus_to_the_field(page: Page) -> None:
    field(page).focus()
    page.keyboard.press("Shift+Tab")
    assert active(page) == "clip"
    with page.expect_file_chooser() as chosen:
        page.keyboard.press("Enter")
    chosen.value.set_files([{"name": "a.pdf", "mimeType": "", "buffer": PDF}])
    expect(own(page)).to_have_count(1)
    expect(field(page)).to_be_focused()


@pytest.mark.usefixtures("taking")
def test_it_has_a_name_for_those_who_do_not_see_it(page: Page) -> None:
    expect(page.get_by_role("button", name="Send a file")).to_be_visible()


@pytest.mark.usefixtures("taking")
def test_a_refused_file_says_why_and_offers_no_second_try(page: Page, api: FakeApi) -> None:
    api.refuse("files", Refusal(415, "I can take a PDF or a photo."))
    send_file(page, "a.zip", b"PK")
    expect(own(page).locator(".state")).to_have_text("Not sent. I can take a PDF or a photo.")
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)


@pytest.mark.usefixtures("taking")
def test_a_file_that_is_too_large_is_not_even_sent(page: Page, api: FakeApi, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    with scan.open("wb") as file:
        file.truncate(10 * 1024 * 1024 + 1)
    with page.expect_file_chooser() as chosen:
        clip(page).click()
    chosen.value.set_files(scan)
    expect(own(page).locator(".state")).to_have_text("Not sent. It is larger than 10 MB.")
    assert not any(request.endswith("/files") for request in api.requests)


@pytest.mark.usefixtures("taking")
def test_a_lasting_fault_can_be_tried_again(page: Page, api: FakeApi) -> None:
    api.refuse("files", *[Refusal(503, "I can not check files right now.")] * 3)
    send_file(page, "a.pdf", PDF)
    expect(own(page).locator(".state")).to_have_text("Not sent. I can not check files right now.")
    page.get_by_role("button", name="Try again").click()
    expect(own(page).locator(".text")).to_have_text("File: a.pdf")
    assert len({file["Client-Id"] for file in api.files}) == 1


@pytest.mark.usefixtures("taking")
def test_a_session_that_ended_is_begun_anew_for_a_file(page: Page, api: FakeApi) -> None:
    before = set(api.sessions)
    api.refuse("files", Refusal(401))
    send_file(page, "a.pdf", PDF)
    expect(own(page).locator(".text")).to_have_text("File: a.pdf")
    assert set(api.sessions) > before


def test_a_letter_in_the_talk_is_saved_as_a_pdf(page: Page, api: FakeApi) -> None:
    api.say("We have your dispute", card={"type": "letter", "letter": "l-1", "title": "Letter", "label": "Save as PDF"})
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as PDF").click()
    assert saved.value.suggested_filename == "Letter.pdf"
    assert saved.value.path().read_bytes() == b"%PDF-1.4 l-1"
