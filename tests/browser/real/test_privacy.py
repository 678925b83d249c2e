"""Nothing leaves the machine, nothing is stored before the first use, and no cookie ever."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Route

from tests.browser.real.bank import Bank, ask, begin_talk
from tests.browser.real.test_answers import BLUE_HERON
from tests.browser.test_resume import stored


def test_no_request_leaves_the_machine(page: Page, context: BrowserContext, bank: Bank) -> None:
    asked: list[str] = []

    def pass_on(route: Route) -> None:
        asked.append(str(urlsplit(route.request.url).netloc))
        route.continue_()

    context.route("**/*", pass_on)
    bank.visit(page, "c01")
    begin_talk(page)
    ask(page, BLUE_HERON, "Blue Heron Coffee")
    assert set(asked) == {urlsplit(bank.url).netloc}


def test_no_cookie_is_set_and_no_token_is_stored(maya: Page, context: BrowserContext) -> None:
    ask(maya, BLUE_HERON, "Blue Heron Coffee")
    assert context.cookies() == []
    kept = stored(maya)
    assert set(kept["session"].values()) | set(kept["local"].values()) <= {"1", "c01"}


def test_a_visitor_who_only_looks_leaves_nothing(page: Page, context: BrowserContext, bank: Bank) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(bank.url)
    page.locator("candor-widget .greeting").wait_for()
    assert stored(page) == {"session": {}, "local": {}, "cookie": ""}
    assert not [path for path in asked if path.startswith("/v1/")]


def test_the_page_runs_the_built_file_and_no_other(page: Page, bank: Bank) -> None:
    page.goto(bank.url)
    scripts = page.locator("script").evaluate_all("(all) => all.map((one) => [one.src, one.integrity, one.text])")
    assert [text for _, _, text in scripts if text] == []
    widget = next(script for script in scripts if "/widget/" in script[0])
    assert widget[1].startswith("sha384-")
