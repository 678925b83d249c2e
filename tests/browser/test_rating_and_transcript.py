"""The customer may say how it went, once, and may take the talk along."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fake_api import FakeApi, Refusal
from tests.browser.page import open_widget, say, wait_for_reply

FORM = "candor-widget .rating"


@pytest.fixture(autouse=True)
def opened(page: Page, site: str) -> None:
    page.clock.install()
    page.goto(site)
    open_widget(page)


def choose(page: Page, entry: str) -> None:
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name=entry).click()


def test_a_rating_is_sent_with_its_comment(page: Page, api: FakeApi) -> None:
    choose(page, "Rate this chat")
    page.get_by_role("radio", name="5").check(force=True)
    page.get_by_label("Want to say why?").fill("Clear.")
    page.get_by_role("button", name="Send rating").click()
    expect(page.locator("candor-widget .thanks")).to_have_text("Thank you. That helps us get better.")
    assert api.only().ratings == [{"kind": "csat", "score": 5, "comment": "Clear."}]


@pytest.mark.parametrize(("kind", "low", "high"), [("effort", 1, 7), ("nps", 0, 10)])
def test_each_drawn_question_is_asked_on_its_own_scale(
    page: Page, api: FakeApi, kind: str, low: int, high: int
) -> None:
    api.question = {"kind": kind, "low": low, "high": high, "text": f"About {kind}?"}
    choose(page, "Rate this chat")
    form = page.locator(FORM)
    expect(form.locator("legend")).to_have_text(f"About {kind}?")
    expect(form.get_by_role("radio")).to_have_count(high - low + 1)
    form.get_by_role("radio", name=str(low), exact=True).check(force=True)
    page.get_by_role("button", name="Send rating").click()
    expect(page.locator(FORM)).to_have_count(0)
    assert api.only().ratings == [{"kind": kind, "score": low}]


def test_a_chat_that_may_not_be_asked_about_is_left_in_peace(page: Page, api: FakeApi) -> None:
    api.question = None
    for words in ("one", "two"):
        say(page, words)
        wait_for_reply(page, f"You said: {words}")
    page.clock.fast_forward(90_000)
    expect(page.locator(FORM)).to_have_count(0)
    choose(page, "Rate this chat")
    expect(page.locator("candor-widget .thanks")).to_have_text("There is nothing more to rate here.")


def test_a_second_rating_is_answered_kindly(page: Page, api: FakeApi) -> None:
    choose(page, "Rate this chat")
    page.get_by_role("radio", name="5").check(force=True)
    api.only().ratings.append({"score": 1})
    page.get_by_role("button", name="Send rating").click()
    expect(page.locator("candor-widget .thanks")).to_have_text("There is nothing more to rate here.")


def test_a_rating_that_failed_can_be_sent_again(page: Page, api: FakeApi) -> None:
    api.refuse("rating", Refusal(500))
    choose(page, "Rate this chat")
    page.get_by_role("radio", name="1").check(force=True)
    page.get_by_role("button", name="Send rating").click()
    expect(page.locator("candor-widget .thanks")).to_have_text("That did not work. Please try again.")
    page.get_by_role("button", name="Send rating").click()
    expect(page.locator(FORM)).to_have_count(0)
    assert api.only().ratings == [{"kind": "csat", "score": 1}]


def test_it_is_asked_for_once_after_a_quiet_while(page: Page) -> None:
    for words in ("one", "two"):
        say(page, words)
        wait_for_reply(page, f"You said: {words}")
    expect(page.locator(FORM)).to_have_count(0)
    page.clock.fast_forward(90_000)
    expect(page.locator(FORM)).to_be_visible()
    page.get_by_role("button", name="Not now").click()
    say(page, "three")
    wait_for_reply(page, "You said: three")
    page.clock.fast_forward(90_000)
    expect(page.locator(FORM)).to_have_count(0)


def test_the_talk_can_be_saved_as_a_file(page: Page, tmp_path: Path) -> None:
    say(page, "hello")
    wait_for_reply(page, "You said: hello")
    with page.expect_download() as waiting:
        choose(page, "Save this chat")
    waiting.value.save_as(tmp_path / "chat.txt")
    assert waiting.value.suggested_filename == "chat.txt"
    assert "bot: You said: hello" in (tmp_path / "chat.txt").read_text()


def test_a_save_that_failed_says_so(page: Page, api: FakeApi) -> None:
    api.refuse("transcript", Refusal(500))
    choose(page, "Save this chat")
    expect(page.locator("candor-widget .thanks")).to_have_text("That did not work. Please try again.")


def test_the_talk_can_be_printed(page: Page) -> None:
    say(page, "hello <b>you</b>")
    wait_for_reply(page, "You said: hello")
    with page.context.expect_page() as waiting:
        choose(page, "Print this chat")
    printed = waiting.value.locator("p")
    expect(printed).to_have_count(3)
    expect(printed.nth(1)).to_contain_text("You: hello <b>you</b>")
