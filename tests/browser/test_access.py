"""The whole talk works without a mouse, without sight, without motion, and in both themes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOn
from tests.browser.fake_api import FakeApi, Refusal
from tests.browser.page import active, field, launcher, open_widget, own, panel, say, stop_clock, wait_for_reply

AXE = Path(__file__).resolve().parents[2] / "widget" / "node_modules" / "axe-core" / "axe.min.js"
ANNOUNCER = "candor-widget [role=status]"
CARD = {
    "name": "Shop",
    "amount": "$1.00",
    "date": "May 3",
    "status": "Pending",
    "descriptor": "SHOP",
    "rows": [["A", "b"]],
}
SCREENS: list[tuple[str, dict[str, Any]]] = [
    ("theme=light", {}),
    ("theme=dark", {}),
    ("theme=light", {"viewport": {"width": 390, "height": 844}}),
    ("theme=dark", {"viewport": {"width": 390, "height": 844}}),
    ("dir=rtl&lang=ar", {}),
]


@pytest.fixture(scope="module")
def axe() -> str:
    from widget.build import bring_tools

    bring_tools()
    return AXE.read_text()


def findings(page: Page, axe: str) -> list[str]:
    """What axe-core finds inside the widget, one line for each element."""
    page.evaluate(axe)
    found = page.evaluate("axe.run('candor-widget')")
    return [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize(("query", "screen"), SCREENS, ids=json.dumps)
def test_axe_finds_nothing(
    page_on: PageOn, site: str, api: FakeApi, axe: str, query: str, screen: dict[str, Any]
) -> None:
    page = page_on(reduced_motion="reduce", **screen)
    page.goto(f"{site}/?{query}")
    expect(page.locator("candor-widget .greeting")).to_be_visible()
    assert findings(page, axe) == []
    open_widget(page)
    api.answers = [{"text": "Here it is.", "card": CARD, "choices": ["Yes", "No"]}]
    say(page, "hello")
    wait_for_reply(page, "Here it is.")
    api.refuse("messages", Refusal(429, "Too many.", retry_after=8))
    say(page, "once more")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    api.state("working")
    field(page).fill("a" * 1_900)
    assert findings(page, axe) == []
    api.state("person", promise="An answer comes today.")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="Rate this chat").click()
    page.keyboard.press("Space")
    page.get_by_role("button", name="More", exact=True).click()
    assert findings(page, axe) == []


def tab_to(page: Page, name: str) -> None:
    """Goes on with Tab until the control with this class has the focus."""
    for _ in range(20):
        if name in active(page).split():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {name}")


def test_the_whole_talk_works_by_keyboard_alone(page: Page, site: str, api: FakeApi) -> None:
    page.goto(f"{site}/?greeting=off")
    expect(launcher(page)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert active(page) == "launcher"
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    api.answers = [{"text": "Do you know it?", "choices": ["Yes", "No"]}]
    page.keyboard.type("what is this")
    page.keyboard.press("Enter")
    wait_for_reply(page, "Do you know it?")
    page.keyboard.press("Shift+Tab")
    assert "choice" in active(page)
    api.answers = [{"text": "Good."}]
    page.keyboard.press("Enter")
    wait_for_reply(page, "Good.")
    expect(field(page)).to_be_focused()
    expect(own(page)).to_have_count(2)
    tab_to(page, "person")
    page.keyboard.press("Enter")
    expect(own(page)).to_have_count(3)
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(launcher(page)).to_be_focused()


def test_escape_closes_the_menu_before_the_window(page: Page, site: str) -> None:
    page.goto(site)
    open_widget(page)
    page.get_by_role("button", name="More", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Rate this chat")).to_be_hidden()
    expect(page.get_by_role("button", name="More", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(launcher(page)).to_be_focused()


def test_on_a_wide_screen_the_page_behind_can_be_reached(page: Page, site: str) -> None:
    page.goto(site)
    open_widget(page)
    expect(panel(page)).to_have_attribute("aria-modal", "false")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "A":
            return
    raise AssertionError("Tab never left the widget")


def test_in_full_screen_the_focus_stays_inside(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site)
    open_widget(page)
    expect(panel(page)).to_have_attribute("aria-modal", "true")
    for key in ["Tab"] * 12 + ["Shift+Tab"] * 12:
        page.keyboard.press(key)
        inside = "document.querySelector('candor-widget').shadowRoot.activeElement?.closest('.panel') !== null"
        assert page.evaluate("document.activeElement.tagName") == "CANDOR-WIDGET"
        assert page.evaluate(inside)


def test_one_announcer_speaks_new_answers_after_a_quarter_of_a_second(page: Page, site: str, api: FakeApi) -> None:
    stop_clock(page)
    page.goto(site)
    open_widget(page)
    assert page.locator("candor-widget :is([aria-live], [role=log], [role=alert], [role=status])").count() == 1
    page.clock.run_for(300)
    expect(page.locator(ANNOUNCER)).to_contain_text("Assistant: Hello.")
    api.say("Do you know it?", choices=["Yes", "No"])
    wait_for_reply(page, "Do you know it?")
    page.clock.run_for(200)
    expect(page.locator(ANNOUNCER)).not_to_contain_text("Do you know it?")
    page.clock.run_for(100)
    expect(page.locator(ANNOUNCER)).to_contain_text("Assistant: Do you know it?. 2 answers to pick from")


def test_one_does_not_hear_oneself(page: Page, site: str, api: FakeApi) -> None:
    api.answers = []
    page.goto(site)
    open_widget(page)
    say(page, "a very rare word")
    expect(own(page).locator(".state")).to_contain_text("Sent")
    page.wait_for_timeout(400)
    expect(page.locator(ANNOUNCER)).not_to_contain_text("a very rare word")


def test_nothing_moves_for_those_who_asked_for_calm(page_on: PageOn, site: str, api: FakeApi) -> None:
    page = page_on(reduced_motion="reduce")
    page.goto(site)
    open_widget(page)
    api.state("typing")
    expect(page.locator("candor-widget .dots")).to_be_visible()
    moving = "document.querySelector('candor-widget').shadowRoot.getAnimations().length"
    assert page.evaluate(moving) == 0


def test_choices_are_large_enough_for_a_thumb(page_on: PageOn, site: str, api: FakeApi) -> None:
    page = page_on(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(site)
    open_widget(page)
    api.say("Which?", choices=["A"])
    box = page.locator("candor-widget .choice").bounding_box()
    assert box is not None
    assert box["height"] >= 44
