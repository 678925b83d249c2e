"""A customer opens the window, asks, presses, and reads."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fake_api import FakeApi
from tests.browser.page import (
    MADE_UP,
    field,
    last_reply,
    launcher,
    messages,
    open_widget,
    own,
    panel,
    press,
    replies,
    say,
    violations,
    wait_for_reply,
)

CARD = {
    "type": "charge",
    "name": "Blue Heron Coffee",
    "amount": "$12.40",
    "date": "May 3",
    "status": "Final",
    "descriptor": "SQ *BLUE HERON",
    "rows": [["Card ending", "4471"]],
}


@pytest.fixture(autouse=True)
def opened(page: Page, site: str) -> None:
    page.goto(site)
    open_widget(page)


def test_what_is_written_is_answered_in_the_log(page: Page) -> None:
    say(page, "what is this charge")
    wait_for_reply(page, "You said: what is this charge")
    assert own(page).locator(".text").all_inner_texts() == ["what is this charge"]
    expect(field(page)).to_have_value("")


def test_a_charge_card_shows_name_amount_date_status_and_rows(page: Page, api: FakeApi) -> None:
    api.say("That is a coffee shop.", card=CARD)
    card = page.locator("candor-widget .card")
    shown = card.inner_text().split("\n")
    for words in ("Blue Heron Coffee", "$12.40", "May 3", "Final", "SQ *BLUE HERON", "Card ending", "4471"):
        assert words in shown
    expect(card).to_have_accessible_name("Blue Heron Coffee, $12.40, May 3, Final")


def test_a_choice_is_sent_by_its_opaque_id_and_shown_by_its_label(page: Page, api: FakeApi) -> None:
    seq = api.say("Do you know it?", choices=["Yes", "No"])
    press(page, "No")
    wait_for_reply(page, "You said: No")
    assert api.posts[-1]["choice"] == f"{seq}-1"
    assert "text" not in api.posts[-1]
    expect(own(page).last).to_contain_text("No")


def test_after_one_press_all_choices_are_shut(page: Page, api: FakeApi) -> None:
    api.answers = []
    api.say("Do you know it?", choices=["Yes", "No"])
    choices = page.locator("candor-widget .choice")
    press(page, "Yes")
    expect(choices.first).to_be_disabled()
    expect(choices.last).to_be_disabled()
    expect(choices.first).to_have_attribute("aria-pressed", "true")
    expect(own(page).locator(".state")).to_contain_text("Sent")
    assert len(api.posts) == 1


def test_choices_of_an_earlier_question_go_when_a_newer_answer_comes(page: Page, api: FakeApi) -> None:
    api.say("Do you know it?", choices=["Yes", "No"])
    api.say("Which of these?", choices=["The first", "The second"])
    expect(page.locator("candor-widget .choice")).to_have_text(["The first", "The second"])


def test_a_person_is_one_press_away(page: Page, api: FakeApi) -> None:
    page.get_by_role("button", name="Talk to a person").click()
    wait_for_reply(page, "Talk to a person")
    assert api.posts[-1]["choice"] == "talk-to-a-person"


def test_while_a_person_is_awaited_the_promise_is_said_and_then_that_one_has_the_talk(page: Page, api: FakeApi) -> None:
    api.state("person", promise="You are first in line. An answer comes by 3 p.m. today.")
    note = page.locator("candor-widget .notice:visible")
    expect(note).to_have_text("You are first in line. An answer comes by 3 p.m. today.")
    expect(page.get_by_role("button", name="Talk to a person")).to_be_hidden()
    api.state("person", promise=None, agent="Dana")
    expect(note).to_have_text("A person from our team has this chat.")
    api.state("idle")
    expect(page.get_by_role("button", name="Talk to a person")).to_be_visible()


def test_the_person_who_has_the_talk_hears_that_the_customer_writes_and_the_bot_does_not(
    page: Page, api: FakeApi
) -> None:
    # However long the keys take, less than three seconds pass.
    page.clock.set_fixed_time(MADE_UP)
    field(page).press_sequentially("to the bot")
    api.state("person")
    expect(page.locator("candor-widget .notice:visible")).to_be_visible()
    assert api.typed == 0
    with page.expect_response("**/typing"):
        field(page).press_sequentially(" and to you")
    assert api.typed == 1, "once in three seconds"


def test_words_that_look_like_markup_stay_words(page: Page, api: FakeApi) -> None:
    markup = "<img src=x onerror=alert(1)><b>bold</b>"
    api.say(markup, choices=[markup], card={**CARD, "name": markup})
    expect(replies(page).last).to_have_text(markup)
    assert page.locator("candor-widget img, candor-widget b").count() == 0
    assert violations(page) == []


def test_a_message_that_is_redacted_later_changes_on_the_screen(page: Page, api: FakeApi) -> None:
    say(page, "my card is 4111")
    wait_for_reply(page, "You said")
    api.redact(2, "my card is [hidden]")
    expect(own(page).locator(".text")).to_have_text("my card is [hidden]")


def test_enter_sends_and_shift_enter_makes_a_line(page: Page, api: FakeApi) -> None:
    field(page).press_sequentially("one")
    field(page).press("Shift+Enter")
    field(page).press_sequentially("two")
    field(page).press("Enter")
    wait_for_reply(page, "two")
    assert api.posts[-1]["text"] == "one\ntwo"


def test_nothing_is_sent_when_nothing_is_written(page: Page, api: FakeApi) -> None:
    say(page, "   \n ")
    expect(page.get_by_role("button", name="Send")).to_be_disabled()
    assert api.posts == []


def test_the_limit_is_counted_near_the_end_and_kept(page: Page, api: FakeApi) -> None:
    counter = page.locator("candor-widget .counter")
    field(page).fill("a" * 1_799)
    expect(counter).to_have_text("")
    field(page).fill("a" * 1_900)
    expect(counter).to_have_text("100 left")
    say(page, "a" * 2_001)
    expect(counter).to_have_text("1 too many")
    expect(page.get_by_role("button", name="Send")).to_be_disabled()
    assert api.posts == []


def test_closing_and_opening_again_keeps_the_talk(page: Page) -> None:
    say(page, "hello")
    wait_for_reply(page, "You said: hello")
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    launcher(page).click()
    expect(messages(page)).to_have_count(3)
    assert last_reply(page) == "You said: hello"
