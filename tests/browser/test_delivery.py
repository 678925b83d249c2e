"""Every message says honestly whether it has arrived."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fake_api import FakeApi, Refusal
from tests.browser.page import eventually, messages, open_widget, own, say, wait_for_reply


@pytest.fixture(autouse=True)
def opened(page: Page, site: str) -> None:
    page.goto(site)
    open_widget(page)


def test_a_message_is_sending_until_the_server_has_it(page: Page, api: FakeApi) -> None:
    api.posts_pass.clear()
    say(page, "hello")
    expect(own(page).locator(".state")).to_have_text("Sending")
    api.posts_pass.set()
    wait_for_reply(page, "You said: hello")
    expect(own(page).locator(".state")).to_contain_text("Sent")


def test_a_passing_fault_is_tried_again_without_a_word(page: Page, api: FakeApi) -> None:
    api.refuse("messages", Refusal(503), Refusal(500))
    say(page, "hello")
    wait_for_reply(page, "You said: hello")
    assert [post["text"] for post in api.posts] == ["hello"]


def test_a_lasting_fault_is_shown_and_can_be_tried_again(page: Page, api: FakeApi) -> None:
    api.refuse("messages", *[Refusal(500, "Our system is busy.")] * 3)
    say(page, "hello")
    expect(own(page).locator(".state")).to_have_text("Not sent. Our system is busy.")
    page.get_by_role("button", name="Try again").click()
    wait_for_reply(page, "You said: hello")
    expect(own(page)).to_have_count(1)
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)


def test_too_many_at_once_says_how_long_to_wait(page: Page, api: FakeApi) -> None:
    api.refuse("messages", Refusal(429, "Too many.", retry_after=8))
    say(page, "hello")
    expect(own(page).locator(".state")).to_have_text("That was a lot at once. Try again in 8 s.")
    assert api.posts == []


def test_a_message_the_server_will_not_take_shows_its_reason(page: Page, api: FakeApi) -> None:
    api.refuse("messages", Refusal(422, "Please write it a little shorter."))
    say(page, "hello")
    expect(own(page).locator(".state")).to_have_text("Not sent. Please write it a little shorter.")


def test_equal_texts_stay_two_messages(page: Page, api: FakeApi) -> None:
    api.posts_pass.clear()
    say(page, "yes")
    say(page, "yes")
    expect(own(page).locator(".text")).to_have_text(["yes", "yes"])
    api.posts_pass.set()
    wait_for_reply(page, "You said: yes")
    expect(page.locator("candor-widget li.sending")).to_have_count(0)
    expect(own(page)).to_have_count(2)
    assert len({post["client_id"] for post in api.posts}) == 2


def test_messages_arrive_in_the_order_they_were_said(page: Page, api: FakeApi) -> None:
    api.refuse("messages", Refusal(503))
    for word in ("one", "two", "three"):
        say(page, word)
    wait_for_reply(page, "You said: three")
    assert [post["text"] for post in api.posts] == ["one", "two", "three"]


def test_an_answer_lost_on_the_way_back_sends_nothing_twice(page: Page, api: FakeApi) -> None:
    """The server took the message, but the stream told of it and the answer of the POST never came."""
    api.lose_answers = 1
    api.posts_pass.clear()
    say(page, "hello")
    eventually(page, lambda: any(request.endswith("/messages") for request in api.requests))
    api.drop_streams()
    api.posts_pass.set()
    wait_for_reply(page, "You said: hello")
    expect(page.locator("candor-widget li.sending")).to_have_count(0)
    expect(messages(page)).to_have_count(3)
    assert len({post["client_id"] for post in api.posts}) == 1


def test_what_could_not_reach_the_server_goes_out_when_the_line_is_back(page: Page, api: FakeApi) -> None:
    api.down = True
    api.drop_streams()
    say(page, "hello")
    expect(own(page).locator(".state")).to_have_text("Not sent. We could not reach the server.")
    api.down = False
    wait_for_reply(page, "You said: hello")
    expect(own(page)).to_have_count(1)
