"""The sample bank's page with the talk on it: by keyboard alone, and looked at by axe-core in each of its looks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.page import active, browsing, field, launcher, own, panel, wait_for_reply
from tests.browser.real.bank import Bank, ask, begin_talk
from tests.browser.real.test_answers import BLUE_HERON
from tests.browser.real.watching import Watch
from tests.browser.test_access import AXE, tab_to

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LOOKS: list[dict[str, Any]] = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", **PHONE},
    {"color_scheme": "dark", **PHONE},
]


@pytest.fixture(scope="module")
def axe() -> str:
    from widget.build import bring_tools

    bring_tools()
    return AXE.read_text()


def findings(page: Page, axe: str) -> list[str]:
    """What axe-core finds on the whole page, one line for each element."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document)")
    return [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize("look", LOOKS, ids=json.dumps)
def test_axe_finds_nothing(browser: Browser, bank: Bank, axe: str, look: dict[str, Any]) -> None:
    with browsing(browser, reduced_motion="reduce", **look) as context:
        watch = Watch(context)
        page = context.new_page()
        page.goto(bank.url)
        expect(page.locator("candor-widget .greeting")).to_be_visible()
        assert findings(page, axe) == []
        bank.visit(page, "c01")
        assert findings(page, axe) == []
        begin_talk(page)
        ask(page, BLUE_HERON, "Blue Heron Coffee")
        ask(page, "is this 175 dollar gas charge real?", "No money has been taken")
        assert findings(page, axe) == []
        watch.check()


def test_the_whole_talk_works_by_keyboard_alone(page: Page, bank: Bank) -> None:
    bank.begin_anew("c01")
    page.goto(bank.url)
    page.locator("[data-customer=c01]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_visible()
    page.locator("footer").evaluate("(footer) => { footer.tabIndex = -1; footer.focus(); }")
    tab_to(page, "launcher")
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    page.keyboard.type(BLUE_HERON)
    page.keyboard.press("Enter")
    wait_for_reply(page, "Blue Heron Coffee")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert "choice" in active(page)
    page.keyboard.press("Enter")
    wait_for_reply(page, "that one is clear")
    expect(field(page)).to_be_focused()
    expect(own(page).last).to_contain_text("Yes, that's mine")
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(launcher(page)).to_be_focused()
