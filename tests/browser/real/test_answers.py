"""The main job: a customer asks about a charge in the window and reads an answer made of their own ledger."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.page import messages, press, replies, wait_for_reply
from tests.browser.real.bank import LATE_FEE, Bank, ask, cards, expect_shown
from tests.conversations.lookups import Lookups

BLUE_HERON = "what is this charge from SQ *BLUE HERON?"


@pytest.fixture
def facts(bank: Bank) -> Lookups:
    return bank.facts("c01")


def filled(facts: Lookups, *paths: str) -> list[str]:
    return [facts.value(path) for path in paths]


def test_a_name_on_the_bill_is_told_with_its_amount_day_and_card(maya: Page, facts: Lookups) -> None:
    told = ("line.BLUE HERON.amount", "line.BLUE HERON.txn_date", "card.x.last4")
    ask(maya, BLUE_HERON, "Blue Heron Coffee", *filled(facts, *told))


def test_the_charge_is_shown_as_a_card(maya: Page, facts: Lookups) -> None:
    ask(maya, BLUE_HERON, "Blue Heron Coffee")
    amount, last4 = filled(facts, "line.BLUE HERON.amount", "card.x.last4")
    expect(cards(maya)).to_have_count(1)
    for words in ("Blue Heron Coffee", amount, "Final", "Shown as", "SQ *BLUE HERON", "Card ending", last4):
        expect(cards(maya)).to_contain_text(words)


def test_a_charge_that_one_knows_is_settled_by_one_press(maya: Page, bank: Bank) -> None:
    ask(maya, BLUE_HERON, "Blue Heron Coffee")
    expect_shown(maya, before := bank.talk("c01"))
    press(maya, "Yes, that's mine")
    expect(messages(maya)).to_have_count(len(before) + 2)
    assert bank.talk("c01")[-1].response == "utter_charge_is_known"


def test_a_late_fee_is_told_with_the_day_missed_and_the_day_paid(maya: Page, facts: Lookups) -> None:
    ask(maya, "why did I get a late fee?", "Our rules let me take", facts.value("fee.late.amount"))
    for words in filled(facts, "missed.late.due", "paid_late.late.received_at", "fee.late.amount"):
        expect(replies(maya).nth(-2)).to_contain_text(words)


def test_what_is_owed_is_told_with_the_least_and_its_day(maya: Page, facts: Lookups) -> None:
    ask(maya, "how much do I owe and when?", facts.value("hold.RED MESA.amount"))
    for words in filled(facts, "bill.new_balance", "bill.minimum_due", "bill.due"):
        expect(replies(maya).nth(-2)).to_contain_text(words)


def test_a_hold_at_the_pump_is_told_as_a_hold(maya: Page, facts: Lookups) -> None:
    told = ("hold.RED MESA.amount", "hold.RED MESA.at", "hold.RED MESA.expires_at")
    ask(maya, "is this 175 dollar gas charge real?", "No money has been taken", *filled(facts, *told))
    expect(cards(maya)).to_contain_text("Pending")


def test_the_window_shows_what_the_store_holds(maya: Page, bank: Bank) -> None:
    ask(maya, BLUE_HERON, "Blue Heron Coffee")
    ask(maya, "why did I get a late fee?", LATE_FEE)
    expect_shown(maya, bank.talk("c01"))


def test_a_card_number_is_hidden_in_the_window_and_kept_nowhere(maya: Page, bank: Bank) -> None:
    ask(maya, "my card is 4111 1111 1111 1111, what do I owe", "$")
    expect(maya.locator("candor-widget li.own .text").last).not_to_contain_text("1111 1111")
    assert not any("1111 1111" in message.text for message in bank.talk("c01"))


def test_the_page_shows_the_bill_that_is_asked_about(maya: Page, facts: Lookups) -> None:
    expect(maya.locator("#owed")).to_have_text(facts.value("bill.new_balance"))
    expect(maya.locator("#lines")).to_contain_text("SQ *BLUE HERON")
    wait_for_reply(maya, "bill")
