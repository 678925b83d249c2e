"""Agents and customers in real browsers: who claims, who writes, who reads what, and what a lost line costs."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from candor.services.desk.agents import Agent
from candor.services.desk.move_cases import open_case
from candor.settings import ROOT
from tests.browser.desk.conftest import House
from tests.browser.page import replies, say, wait_for_reply
from tests.browser.real.small_png import shrunk
from tests.browser.test_access import axe

__all__ = ["axe"]

Enter = Callable[..., Page]
SCREENS = [
    {"color_scheme": scheme, "viewport": {"width": width, "height": 860}}
    for scheme in ("light", "dark")
    for width in (1280, 400)
]


# What makes the whole page scroll sideways: its outermost elements that reach over the edge.
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("main *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 90))"""


def row(desk: Page, name: str):
    return desk.locator("table.queue tbody tr", has_text=name)


def claim(desk: Page, name: str) -> None:
    row(desk, name).get_by_role("button", name="Claim").click()
    desk.wait_for_url("**/desk/talks/**")
    expect(desk.locator("#reply")).to_be_visible()


def write(desk: Page, text: str) -> None:
    desk.get_by_label("To the customer").fill(text)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".item.agent").last).to_contain_text(text)


def test_two_agents_help_two_customers_at_once(house: House, at_desk: Enter, customer: Enter) -> None:
    dana, marco = at_desk("dana"), at_desk("marco")
    ada, ben = customer("c01"), customer("c02")
    for desk in (dana, marco):
        expect(row(desk, "Ada Hill")).to_be_visible()
        expect(row(desk, "Ben Ross")).to_be_visible()
    claim(dana, "Ada Hill")
    expect(row(marco, "Ada Hill")).to_have_count(0)
    claim(marco, "Ben Ross")
    write(dana, "Hello Ada <b>")
    write(marco, "Hello Ben")
    wait_for_reply(ada, "Hello Ada <b>")
    wait_for_reply(ben, "Hello Ben")
    say(ada, "It is about the heron")
    expect(dana.locator(".item.customer").last).to_contain_text("It is about the heron")
    expect(marco.locator("#talk")).not_to_contain_text("heron")
    dana.keyboard.press("Escape")
    dana.keyboard.press("n")
    dana.keyboard.type("she sounds worried")
    dana.keyboard.press("Control+Enter")
    expect(dana.locator(".item.note")).to_contain_text("she sounds worried")
    dana.get_by_text("Hand back to the bot").click()
    dana.locator("[name=agreed]").fill("The line is explained.")
    dana.get_by_role("button", name="Hand back").click()
    wait_for_reply(ada, "The line is explained.")
    assert not any("worried" in text for text in replies(ada).all_inner_texts())
    expect(dana.locator(".mark").last).to_contain_text("the bot answers from here")
    expect(dana.locator("#reply")).to_be_hidden()
    assert house.errors == []


def test_of_two_agents_who_press_at_once_one_has_the_talk(house: House, at_desk: Enter, customer: Enter) -> None:
    dana, marco = at_desk("dana"), at_desk("marco")
    customer("c01")
    for desk in (dana, marco):
        expect(row(desk, "Ada Hill")).to_be_visible()
    forms = [desk.locator("table.queue form").first for desk in (dana, marco)]
    # Both pages stay as they are until both have pressed.
    paths = [form.get_attribute("action") for form in forms]
    answers = [
        desk.context.request.post(
            f"{house.url}{path}",
            form={"csrf": desk.locator("form [name=csrf]").first.get_attribute("value") or ""},
            headers={"Origin": house.url},
            max_redirects=0,
        ).status
        for desk, path in zip((dana, marco), paths, strict=True)
    ]
    assert sorted(answers) == [303, 409]


def test_taking_over_from_the_bot_is_one_press_and_the_customer_is_told(
    house: House, at_desk: Enter, customer: Enter
) -> None:
    ada, dana = customer("c01", asks=False), at_desk("dana")
    say(ada, "what is this heron line")
    dana.goto(f"{house.url}/desk/search?words=heron")
    dana.locator("a[data-row]").click()
    dana.get_by_role("button", name="Take over from the bot").click()
    wait_for_reply(ada, "Dana from our team is here now")
    dana.get_by_label("To the customer").press_sequentially("I", delay=1)
    write(dana, "I am looking at it")
    wait_for_reply(ada, "I am looking at it")


def test_nothing_is_lost_and_nothing_doubled_when_the_line_was_lost(
    house: House, at_desk: Enter, customer: Enter
) -> None:
    dana, ada = at_desk("dana"), customer("c01")
    claim(dana, "Ada Hill")
    say(ada, "one")
    expect(dana.locator(".item.customer").last).to_contain_text("one")
    dana.route("**/events*", lambda route: route.abort())
    house.drop_lines()
    expect(dana.locator("#offline")).to_be_visible()
    say(ada, "two")
    say(ada, "three")
    dana.unroute("**/events*")
    expect(dana.locator(".item.customer").last).to_contain_text("three")
    texts = dana.locator(".item.customer .text").all_inner_texts()
    assert texts[-3:] == ["one", "two", "three"]
    assert len(texts) == len(set(texts)), texts
    expect(dana.locator("#offline")).to_be_hidden()


def test_who_may_only_read_along_can_write_notes_and_nothing_else(
    house: House, at_desk: Enter, customer: Enter
) -> None:
    dana, marco = at_desk("dana"), at_desk("marco")
    customer("c01")
    claim(dana, "Ada Hill")
    marco.goto(dana.url.partition("?")[0])
    expect(marco.locator("#reply")).to_be_hidden()
    expect(marco.locator("#note-text")).to_be_visible()
    expect(dana.locator(".there")).to_contain_text("Marco")
    marco.keyboard.press("r")
    expect(marco.locator("#reply")).to_be_hidden()


def test_a_whole_talk_by_keyboard_alone(house: House, at_desk: Enter, customer: Enter) -> None:
    dana, ada = at_desk("dana"), customer("c01")
    expect(row(dana, "Ada Hill")).to_be_visible()
    dana.keyboard.press("j")
    expect(dana.locator("a[data-row]").first).to_be_focused()
    dana.keyboard.press("c")
    dana.wait_for_url("**/desk/talks/**")
    expect(dana.locator("#reply")).to_be_visible()
    dana.keyboard.press("r")
    dana.keyboard.type("Hello, by keyboard")
    dana.keyboard.press("Control+Enter")
    wait_for_reply(ada, "Hello, by keyboard")
    expect(dana.get_by_label("To the customer")).to_have_value("")
    dana.keyboard.press("Escape")
    dana.keyboard.press("?")
    expect(dana.locator("#keys")).to_be_visible()
    dana.keyboard.press("Escape")
    expect(dana.locator("#keys")).to_be_hidden()
    dana.keyboard.press("d")
    dana.wait_for_url("**/desk")
    dana.keyboard.press("?")
    dana.locator("#keys-on").uncheck()
    dana.keyboard.press("Escape")
    dana.keyboard.press("j")
    expect(dana.locator("a[data-row]").first).not_to_be_focused()


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_axe_finds_nothing(
    screen: dict, house: House, at_desk: Enter, opened: Enter, customer: Enter, axe: str
) -> None:
    customer("c02")
    customer("c01")
    door = opened(**screen)
    door.goto(f"{house.url}/staff/sign-in")
    assert findings(door, axe) == []
    desk = at_desk("priya", **screen)
    expect(row(desk, "Ada Hill")).to_be_visible()
    assert findings(desk, axe) == []
    claim(desk, "Ada Hill")
    write(desk, "hello")
    case = disputed(house, desk.url)
    desk.reload()
    expect(desk.locator(f"#case-{case}")).to_be_visible()
    for box in desk.locator("details").all():
        box.evaluate("box => { box.open = true; }")
    assert findings(desk, axe) == []
    others = (
        "/desk/team",
        "/desk/search?customer=ada",
        "/desk/approvals",
        "/desk/cases",
        f"/desk/cases/{case}",
        "/staff",
    )
    for path in others:
        desk.goto(house.url + path)
        assert findings(desk, axe) == [], path
        assert desk.evaluate(TOO_WIDE) == [], path


def disputed(house: House, address: str) -> str:
    """A case that Priya opens in the talk she has, so that its fields and its steps are there; its id."""
    talk = address.partition("?")[0].rpartition("/")[2]
    words = ("l01", "not_received", "It never came", "")
    return open_case(house.site.candor.tools, Agent("s-priya", "Priya", supervisor=True), talk, *words)


def findings(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run()")
    return [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]


def test_the_picture_of_the_desk(house: House, at_desk: Enter, customer: Enter) -> None:
    """With CANDOR_PICTURES=1 it is written into docs/pictures."""
    ada, dana = customer("c01", asks=False), at_desk("dana", device_scale_factor=2)
    say(ada, "What is SQ BLUE HERON? I have never been there.")
    ada.locator("candor-widget .person").click()
    wait_for_reply(ada, "team")
    claim(dana, "Ada Hill")
    write(dana, "Hello Ada, I am Dana. Blue Heron is the café in the station hall.")
    say(ada, "Oh! Then it is mine.")
    expect(dana.locator(".item.customer").last).to_contain_text("mine")
    png = dana.screenshot(animations="disabled", caret="hide")
    assert len(png) > 20_000
    if os.environ.get("CANDOR_PICTURES") == "1":
        (ROOT / "docs" / "pictures" / "desk.png").write_bytes(shrunk(png))
