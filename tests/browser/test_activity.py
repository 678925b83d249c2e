"""What the window shows while an answer is on its way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fake_api import FakeApi
from tests.browser.page import open_widget, say, stop_clock, wait_for_reply

DOTS = "candor-widget .dots"


@pytest.fixture(autouse=True)
def opened(page: Page, site: str, api: FakeApi) -> None:
    stop_clock(page)
    page.goto(site)
    open_widget(page)
    api.answers = []


def test_typing_is_shown_and_ends_after_five_seconds(page: Page, api: FakeApi) -> None:
    api.state("typing")
    expect(page.locator(DOTS)).to_be_visible()
    page.clock.fast_forward(5_000)
    expect(page.locator(DOTS)).to_be_hidden()


def test_after_three_seconds_it_says_that_it_is_still_working(page: Page, api: FakeApi) -> None:
    say(page, "hello")
    api.state("typing")
    expect(page.locator(DOTS)).to_be_visible()
    expect(page.locator(DOTS)).not_to_contain_text("Still working on it")
    page.clock.fast_forward(3_000)
    expect(page.locator(DOTS)).to_contain_text("Still working on it")


def test_an_answer_takes_the_dots_away(page: Page, api: FakeApi) -> None:
    say(page, "hello")
    api.state("working")
    expect(page.locator(DOTS)).to_contain_text("Still working on it")
    api.say("Here it is.")
    wait_for_reply(page, "Here it is.")
    expect(page.locator(DOTS)).to_be_hidden()


def test_idle_takes_the_dots_away(page: Page, api: FakeApi) -> None:
    api.state("working")
    expect(page.locator(DOTS)).to_be_visible()
    api.state("idle")
    expect(page.locator(DOTS)).to_be_hidden()
