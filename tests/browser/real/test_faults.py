"""Processes die while a customer looks on: the window waits, comes back, and shows each answer once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from candor.conversation.messages import Sender
from tests.browser.page import offline_note, own, say, wait_for_reply
from tests.browser.real.bank import LATE_FEE, Bank, expect_shown
from tests.browser.real.test_answers import BLUE_HERON
from tests.browser.real.watching import Watch

RESTARTED_WITHIN = 120


@pytest.fixture(autouse=True)
def processes_die(watch: Watch) -> None:
    watch.line_may_break = True


def assert_answered_once(page: Page, bank: Bank, *questions: str) -> None:
    talk = bank.talk("c01")
    asked = [message for message in talk if message.sender == Sender.CUSTOMER]
    assert [message.text for message in asked] == list(questions)
    answers = [(message.answers, message.part) for message in talk if message.answers]
    assert len(answers) == len(set(answers))
    assert list(dict.fromkeys(answered for answered, _ in answers)) == [message.id for message in asked]
    expect_shown(page, talk)


def test_the_app_dies_after_it_took_the_message(maya: Page, bank: Bank) -> None:
    say(maya, BLUE_HERON)
    expect(own(maya).locator(".state")).to_contain_text("Sent")
    bank.stack.kill("app")
    wait_for_reply(maya, "Blue Heron Coffee", seconds=RESTARTED_WITHIN)
    assert_answered_once(maya, bank, BLUE_HERON)
    expect(offline_note(maya)).to_be_hidden()


def test_a_message_written_while_the_app_is_dead_goes_out_by_itself(maya: Page, bank: Bank) -> None:
    bank.stack.kill("app")
    say(maya, BLUE_HERON)
    wait_for_reply(maya, "Blue Heron Coffee", seconds=RESTARTED_WITHIN)
    assert_answered_once(maya, bank, BLUE_HERON)
    expect(own(maya).locator(".state")).to_contain_text("Sent")


def test_the_bot_dies_and_the_window_says_that_it_works_until_the_answer_comes(maya: Page, bank: Bank) -> None:
    bank.stack.kill("bot")
    say(maya, BLUE_HERON)
    expect(maya.locator("candor-widget .dots.working")).to_have_text("Still working on it")
    wait_for_reply(maya, "Blue Heron Coffee", seconds=RESTARTED_WITHIN)
    expect(maya.locator("candor-widget .dots")).to_be_hidden()
    assert_answered_once(maya, bank, BLUE_HERON)


def test_two_questions_while_the_bot_is_dead_are_answered_in_order(maya: Page, bank: Bank) -> None:
    second = "why did I get a late fee?"
    bank.stack.kill("bot")
    say(maya, BLUE_HERON)
    expect(own(maya)).to_have_count(1)
    say(maya, second)
    wait_for_reply(maya, LATE_FEE, seconds=RESTARTED_WITHIN)
    expect(own(maya)).to_have_count(2)
    assert_answered_once(maya, bank, BLUE_HERON, second)
