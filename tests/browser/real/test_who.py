"""Whose talk it is: a guest's, a customer's, another customer's, on one tab or two, before and after a reload."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.page import launcher, own, press, replies, wait_for_reply
from tests.browser.real.bank import LATE_FEE, Bank, ask, begin_talk, expect_shown, shown, sign_in, sign_out
from tests.browser.real.test_answers import BLUE_HERON


def test_a_guest_is_told_to_sign_in_and_nothing_of_any_account(page: Page, bank: Bank) -> None:
    bank.visit(page)
    begin_talk(page)
    ask(page, "why did I get a late fee?", "sign")
    ask(page, BLUE_HERON, "sign")
    assert not any("$" in words for words in shown(page))


def test_a_guest_who_signs_in_goes_on_as_the_customer(page: Page, bank: Bank) -> None:
    bank.begin_anew("c01")
    bank.visit(page)
    begin_talk(page)
    ask(page, "why did I get a late fee?", "sign")
    sign_in(page, "c01")
    expect(own(page)).to_have_count(0)
    begin_talk(page)
    ask(page, "why did I get a late fee?", bank.facts("c01").value("fee.late.amount"))


def test_another_customer_sees_nothing_of_the_first_ones_talk(maya: Page, bank: Bank) -> None:
    bank.begin_anew("c02")
    ask(maya, BLUE_HERON, "Blue Heron Coffee")
    sign_in(maya, "c02")
    begin_talk(maya)
    expect(own(maya)).to_have_count(0)
    expect(replies(maya)).to_have_count(1)
    expect(maya.locator("candor-widget")).not_to_contain_text("Blue Heron")
    ask(maya, "how much do I owe and when?")
    expect(replies(maya).nth(1)).to_contain_text(bank.facts("c02").value("bill.minimum_due"))


def test_after_signing_out_a_guest_sees_an_empty_window(maya: Page) -> None:
    ask(maya, BLUE_HERON, "Blue Heron Coffee")
    sign_out(maya)
    expect(launcher(maya)).to_be_visible()
    begin_talk(maya)
    expect(own(maya)).to_have_count(0)
    expect(maya.locator("candor-widget")).not_to_contain_text("Blue Heron")


def test_a_reload_goes_on_with_the_same_talk(maya: Page, bank: Bank) -> None:
    ask(maya, BLUE_HERON, "Blue Heron Coffee")
    talk = bank.talk("c01")
    expect_shown(maya, talk)
    maya.reload()
    expect_shown(maya, talk)
    press(maya, "Yes, that's mine")
    expect(replies(maya)).to_have_count(3)


def test_a_guest_goes_on_after_a_reload(page: Page, bank: Bank) -> None:
    bank.visit(page)
    begin_talk(page)
    ask(page, "what can you do?", "bill")
    expect(replies(page)).to_have_count(2)
    before = shown(page)
    page.reload()
    expect(replies(page)).to_have_count(2)
    assert shown(page) == before


def test_two_tabs_show_one_talk(maya: Page, context: BrowserContext, bank: Bank) -> None:
    second = context.new_page()
    second.goto(bank.url)
    sign_in(second, "c01")
    begin_talk(second)
    ask(second, BLUE_HERON, "Blue Heron Coffee")
    wait_for_reply(maya, "Blue Heron Coffee")
    maya.bring_to_front()
    ask(maya, "why did I get a late fee?", LATE_FEE)
    wait_for_reply(second, LATE_FEE)
    for tab in (maya, second):
        expect_shown(tab, bank.talk("c01"))
