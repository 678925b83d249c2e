"""A person is one press away, and says by when."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.page import press, replies, wait_for_reply
from tests.browser.real.bank import LATE_FEE, Bank, ask


def test_one_press_brings_a_person_with_a_promise(maya: Page, bank: Bank) -> None:
    person = maya.get_by_role("button", name="Talk to a person", exact=True).first
    person.click()
    wait_for_reply(maya, "A person from our team")
    place = bank.place("c01")
    line = "You are first in line." if place == 1 else f"You are number {place} in line."
    expect(maya.locator("candor-widget .notice:visible")).to_contain_text(line)
    expect(maya.locator("candor-widget .person")).to_be_hidden()
    assert bank.talk("c01")[-1].response == "utter_handed_over_person"


def test_what_is_added_waits_for_the_person_and_the_bot_can_be_had_meanwhile(maya: Page) -> None:
    maya.locator("candor-widget .person").click()
    wait_for_reply(maya, "A person from our team")
    ask(maya, "it is about the coffee shop", "added this for the person")
    press(maya, "Carry on with the bot")
    expect(replies(maya).last).to_contain_text("the bot, again")
    expect(maya.locator("candor-widget .person")).to_be_visible()
    ask(maya, "why did I get a late fee?", LATE_FEE)
