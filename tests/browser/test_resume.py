"""The talk goes on after a reload; nothing is kept before the first use or after a sign-out."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.fake_api import FakeApi
from tests.browser.page import badge, eventually, launcher, messages, open_widget, own, panel, say, wait_for_reply

STORED = "({session: {...sessionStorage}, local: {...localStorage}, cookie: document.cookie})"


def stored(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(STORED)
    return found


def test_before_the_first_use_nothing_is_stored_and_nothing_asked(page: Page, site: str, api: FakeApi) -> None:
    page.goto(f"{site}/?customer=c01")
    expect(launcher(page)).to_be_visible()
    page.wait_for_timeout(500)
    assert stored(page) == {"session": {}, "local": {}, "cookie": ""}
    assert not [line for line in api.requests if "/v1/" in line]


def test_a_guest_goes_on_after_a_reload(page: Page, site: str) -> None:
    page.goto(site)
    open_widget(page)
    say(page, "hello")
    wait_for_reply(page, "You said: hello")
    page.reload()
    expect(panel(page)).to_be_visible()
    expect(messages(page)).to_have_count(3)


def test_a_customer_goes_on_after_a_reload_and_no_token_was_stored(page: Page, site: str, api: FakeApi) -> None:
    page.goto(f"{site}/?customer=c01")
    open_widget(page)
    say(page, "hello")
    wait_for_reply(page, "You said: hello")
    kept = str(stored(page))
    assert not [session for session in api.sessions if session in kept]
    page.reload()
    expect(messages(page)).to_have_count(3)
    assert api.requests.count("POST /v1/session") == 2


def test_a_customer_who_is_named_late_is_not_taken_for_a_guest_first(page: Page, site: str, api: FakeApi) -> None:
    page.goto(f"{site}/?late=c01")
    eventually(page, lambda: bool(page.evaluate("window.named === true")))
    open_widget(page)
    page.reload()
    expect(messages(page)).to_have_count(1)
    assert set(api.sessions.values()) == {"c01"}


def test_the_badge_counts_what_came_while_closed_and_survives_a_reload(page: Page, site: str, api: FakeApi) -> None:
    page.goto(f"{site}/?customer=c01")
    open_widget(page)
    page.keyboard.press("Escape")
    api.say("One.")
    api.say("Two.")
    expect(badge(page)).to_have_text("2")
    expect(launcher(page)).to_have_accessible_name("Open chat, 2 new")
    page.reload()
    expect(badge(page)).to_have_text("2")
    launcher(page).click()
    expect(badge(page)).to_be_hidden()
    expect(messages(page)).to_have_count(3)
    eventually(page, lambda: api.only().unread == 0)


def test_a_message_that_comes_while_the_window_was_never_opened_is_announced(
    page: Page, site: str, api: FakeApi
) -> None:
    page.goto(f"{site}/?customer=c01")
    open_widget(page)
    page.keyboard.press("Escape")
    page.reload()
    expect(launcher(page)).to_be_visible()
    api.say("One.")
    expect(badge(page)).to_have_text("1")
    expect(page.locator("candor-widget [role=status]")).to_contain_text("1 new")


def test_choices_can_still_be_pressed_after_a_reload(page: Page, site: str, api: FakeApi) -> None:
    page.goto(site)
    open_widget(page)
    api.say("Do you know it?", choices=["Yes", "No"])
    expect(page.locator("candor-widget .choice")).to_have_count(2)
    page.reload()
    page.locator("candor-widget .choice").first.click()
    wait_for_reply(page, "You said: Yes")


def test_a_closed_window_stays_closed_after_a_reload(page: Page, site: str) -> None:
    page.goto(site)
    open_widget(page)
    page.keyboard.press("Escape")
    page.reload()
    expect(launcher(page)).to_be_visible()
    page.wait_for_timeout(300)
    expect(panel(page)).to_have_count(0)


def test_shutdown_forgets_the_customer_and_all_that_was_said(page: Page, site: str, api: FakeApi) -> None:
    page.goto(f"{site}/?customer=c01")
    open_widget(page)
    say(page, "hello")
    wait_for_reply(page, "You said: hello")
    with page.expect_response(lambda answer: answer.request.method == "DELETE") as ended:
        page.evaluate("candor('shutdown')")
    assert (ended.value.status, "c01" in api.sessions.values()) == (204, False)
    expect(panel(page)).to_be_hidden()
    assert stored(page) == {"session": {}, "local": {}, "cookie": ""}
    launcher(page).click()
    expect(messages(page)).to_have_text([r"Assistant: Hello. What would you like to know about your bill?3:04 PM"])
    assert len(api.conversations) == 2


def test_shutdown_ends_a_guest_s_session_too(page: Page, site: str, api: FakeApi) -> None:
    page.goto(site)
    open_widget(page)
    expect(messages(page)).to_have_count(1)
    with page.expect_response(lambda answer: answer.request.method == "DELETE") as ended:
        page.evaluate("candor('shutdown')")
    assert (ended.value.status, api.sessions) == (204, {})


def test_signing_in_while_open_changes_the_talk(page: Page, site: str, api: FakeApi) -> None:
    page.goto(site)
    open_widget(page)
    say(page, "I am a guest")
    wait_for_reply(page, "You said")
    page.evaluate("candor('identify', async () => 'customer:c07')")
    expect(own(page)).to_have_count(0)
    say(page, "now it is me")
    wait_for_reply(page, "You said: now it is me")
    assert api.only("c07").messages[1]["text"] == "now it is me"
