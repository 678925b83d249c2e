"""The line breaks, the session ends, the talk is gone, a second tab opens: nothing is lost or doubled."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.fake_api import FakeApi
from tests.browser.page import (
    eventually,
    messages,
    offline_note,
    open_widget,
    own,
    replies,
    say,
    stop_clock,
    wait_for_reply,
)


def tries(api: FakeApi) -> int:
    """How often somebody wanted the stream so far."""
    return sum(request.endswith("/events") for request in api.requests)


def test_after_a_break_only_what_was_missed_is_replayed(page: Page, site: str, api: FakeApi) -> None:
    page.goto(site)
    open_widget(page)
    say(page, "hello")
    wait_for_reply(page, "You said: hello")
    api.drop_streams()
    api.say("This came while nobody listened.")
    wait_for_reply(page, "while nobody listened")
    assert api.replayed_after == [0, 3]
    expect(messages(page)).to_have_count(4)


def test_many_breaks_in_a_row_lose_and_double_nothing(page: Page, site: str, api: FakeApi) -> None:
    page.goto(site)
    open_widget(page)
    for number in range(5):
        api.drop_streams()
        api.say(f"Number {number}.")
    wait_for_reply(page, "Number 4.")
    expect(replies(page)).to_have_count(6)
    assert replies(page).all_inner_texts()[1:] == [f"Number {number}." for number in range(5)]


def test_offline_is_said_after_five_seconds_and_not_before(page: Page, site: str, api: FakeApi) -> None:
    stop_clock(page)
    page.goto(site)
    open_widget(page)
    api.down = True
    before = tries(api)
    api.drop_streams()

    def tried_again() -> bool:
        page.clock.run_for(50)
        page.wait_for_timeout(200)
        return tries(api) > before

    # The first new try comes half a second after the loss, at most: a sign that the loss was noticed.
    eventually(page, tried_again)
    page.clock.run_for(3_500)
    expect(offline_note(page)).to_be_hidden()
    page.clock.run_for(1_500)
    expect(offline_note(page)).to_be_visible()
    api.down = False
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(offline_note(page)).to_be_hidden()


def test_a_short_break_says_nothing(page: Page, site: str, api: FakeApi) -> None:
    page.goto(site)
    open_widget(page)
    api.drop_streams()
    api.say("I am back.")
    wait_for_reply(page, "I am back.")
    expect(offline_note(page)).to_be_hidden()


def test_an_ended_session_is_begun_again_with_a_fresh_token(page: Page, site: str, api: FakeApi) -> None:
    page.goto(f"{site}/?customer=c01")
    open_widget(page)
    api.sessions.clear()
    say(page, "hello")
    wait_for_reply(page, "You said: hello")
    assert api.requests.count("POST /v1/session") == 2
    expect(own(page)).to_have_count(1)


def test_a_guest_whose_session_ended_goes_on_in_a_new_talk(page: Page, site: str, api: FakeApi) -> None:
    page.goto(site)
    open_widget(page)
    api.sessions.clear()
    say(page, "hello")
    wait_for_reply(page, "You said: hello")
    expect(own(page)).to_have_count(1)
    expect(messages(page)).to_have_count(3)


def test_a_server_that_is_not_there_at_first_is_waited_for(page: Page, site: str, api: FakeApi) -> None:
    page.goto(site)
    expect(page.locator("candor-widget .launcher")).to_be_visible()
    api.down = True
    page.locator("candor-widget .launcher").click()
    say(page, "hello")
    expect(offline_note(page)).to_be_visible()
    expect(own(page).locator(".state")).to_have_text("Sending")
    api.down = False
    wait_for_reply(page, "You said: hello")
    expect(offline_note(page)).to_be_hidden()


def test_two_tabs_show_the_same_talk_in_the_same_order(context: BrowserContext, site: str, api: FakeApi) -> None:
    first, second = context.new_page(), context.new_page()
    first.goto(f"{site}/?customer=c01")
    open_widget(first)
    say(first, "before the second came")
    wait_for_reply(first, "You said: before the second came")
    second.goto(f"{site}/?customer=c01")
    open_widget(second)
    say(first, "from the first")
    wait_for_reply(second, "You said: from the first")
    say(second, "from the second")
    for tab in (first, second):
        wait_for_reply(tab, "You said: from the second")
        expect(own(tab).locator(".text")).to_have_text(["before the second came", "from the first", "from the second"])
        expect(tab.locator("candor-widget li.sending")).to_have_count(0)
        expect(messages(tab)).to_have_count(7)


def test_two_tabs_share_one_stream(context: BrowserContext, site: str, api: FakeApi) -> None:
    tabs = [context.new_page() for _ in range(3)]
    for tab in tabs:
        tab.goto(f"{site}/?customer=c01")
        open_widget(tab)
    api.say("One for all.")
    for tab in tabs:
        wait_for_reply(tab, "One for all.")
    # The server misses one that went only when it writes to it again.
    eventually(tabs[0], lambda: len(api.only().listeners) == 1)


def test_when_the_tab_that_reads_is_closed_another_takes_over(context: BrowserContext, site: str, api: FakeApi) -> None:
    first, second = context.new_page(), context.new_page()
    for tab in (first, second):
        tab.goto(f"{site}/?customer=c01")
        open_widget(tab)
    second.close()
    api.say("Still here.")
    wait_for_reply(first, "Still here.")
    expect(messages(first)).to_have_count(2)
