"""One line puts the widget on any site, under a strict policy, and the site steers it by calls."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.fake_api import FakeApi
from tests.browser.fake_server import serving
from tests.browser.page import launcher, open_widget, panel, press, say, stop_clock, violations, wait_for_reply

GREETING = "candor-widget .greeting"


def test_it_works_on_another_site_under_a_strict_policy(page: Page, site: str, api: FakeApi) -> None:
    with serving(FakeApi()) as bank:
        page.goto(f"{bank}/?widget={site}")
        open_widget(page)
        say(page, "hello")
        wait_for_reply(page, "You said: hello")
        assert violations(page) == []
    assert len(api.posts) == 1


def test_a_whole_talk_breaks_no_rule_of_the_policy(page: Page, site: str, api: FakeApi) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{site}/?theme=dark")
    open_widget(page)
    api.say("Which?", choices=["This"], card={"name": "Shop", "amount": "$1.00", "rows": []})
    press(page, "This")
    wait_for_reply(page, "You said: This")
    assert violations(page) == []
    assert complaints == []


def test_calls_made_before_the_file_came_are_done(page: Page, site: str) -> None:
    page.goto(f"{site}/?open=1")
    expect(panel(page)).to_be_visible()


def test_the_site_opens_with_a_draft_and_hears_of_it(page: Page, site: str) -> None:
    page.goto(site)
    expect(launcher(page)).to_be_visible()
    page.evaluate("candor('open', { draft: 'What is this charge?' })")
    expect(page.locator("candor-widget .composer textarea")).to_have_value("What is this charge?")
    page.evaluate("candor('close')")
    assert page.evaluate("heard.filter(([name]) => name === 'open' || name === 'close').length") == 2


def test_the_site_may_use_its_own_labels(page: Page, site: str) -> None:
    page.goto(site)
    expect(launcher(page)).to_be_visible()
    page.evaluate("candor('words', { title: 'Hilfe zur Rechnung' })")
    open_widget(page)
    expect(page.get_by_role("dialog")).to_have_accessible_name("Hilfe zur Rechnung")


def test_an_unknown_call_says_so(page: Page, site: str) -> None:
    page.goto(site)
    expect(launcher(page)).to_be_visible()
    said = page.evaluate("(() => { try { candor('dance') } catch (error) { return error.message } })()")
    assert said == 'candor: there is no "dance"'


def test_a_greeting_offers_help_and_opens_the_window(page: Page, site: str) -> None:
    stop_clock(page)
    page.goto(site)
    expect(launcher(page)).to_be_visible()
    expect(page.locator(GREETING)).to_have_count(0)
    page.clock.fast_forward(3_000)
    page.locator(f"{GREETING}-line").click()
    expect(panel(page)).to_be_visible()
    expect(page.locator(GREETING)).to_have_count(0)


def test_a_greeting_that_was_sent_away_stays_away(page: Page, site: str) -> None:
    stop_clock(page)
    page.goto(site)
    expect(launcher(page)).to_be_visible()
    page.clock.fast_forward(3_000)
    page.get_by_role("button", name="Hide this note").click()
    page.reload()
    expect(launcher(page)).to_be_visible()
    page.clock.fast_forward(3_000)
    expect(page.locator(GREETING)).to_have_count(0)


def test_the_greeting_can_be_switched_off(page: Page, site: str) -> None:
    stop_clock(page)
    page.goto(f"{site}/?greeting=off")
    expect(launcher(page)).to_be_visible()
    page.clock.fast_forward(10_000)
    expect(page.locator(GREETING)).to_have_count(0)


def test_the_page_keeps_its_own_styles_and_globals(page: Page, site: str) -> None:
    page.goto(site)
    open_widget(page)
    assert page.evaluate("document.adoptedStyleSheets.length") == 0
    assert page.evaluate("document.querySelectorAll('style, link[rel=stylesheet]').length") == 0
