"""A Chromium for all browser tests, and a fresh page and fake server for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import chromium
from tests.browser.fake_api import FakeApi
from tests.browser.fake_server import serving
from tests.browser.page import PATIENCE, browsing

HERE = Path(__file__).parent
SCREEN = {"width": 1200, "height": 860}
PageOn = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


# Not for the whole session: Playwright holds an event loop, and asynchronous tests elsewhere need their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.LAUNCH_FLAGS), headless=True
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browsing(browser, viewport=SCREEN, locale="en-US", timezone_id="UTC") as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def page_on(browser: Browser) -> Iterator[PageOn]:
    """Gives a page on a screen, or with wishes, of its own."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(browsing(browser, **options)).new_page()


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
def site(api: FakeApi) -> Iterator[str]:
    """The address of the host page; the fake API stands at the same one."""
    with serving(api) as address:
        yield address
