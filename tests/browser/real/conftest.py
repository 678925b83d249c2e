"""The running product, a Chromium that is watched, and Maya, who has a question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import SCREEN
from tests.browser.page import browsing
from tests.browser.real.bank import Bank, begin_talk
from tests.browser.real.watching import Watch
from tests.stack import running

HERE = Path(__file__).parent
SETTINGS = {
    # One tester is many customers at one address.
    "CANDOR_SESSION_RATE": "100000",
    "CANDOR_ADDRESS_RATE": "100000",
    # A bot that was killed loads its model again, which takes long on a busy machine; nobody is promised a person yet.
    "CANDOR_TURN_BUDGET": "180",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.stack)


@pytest.fixture(scope="package")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bank]:
    with running(tmp_path_factory.mktemp("bank") / "var", **SETTINGS) as stack:
        yield Bank(stack)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browsing(browser, viewport=SCREEN, locale="en-US", timezone_id="America/New_York") as context:
        yield context


@pytest.fixture
def watch(context: BrowserContext) -> Iterator[Watch]:
    """Every test is one about a clean page, too."""
    watch = Watch(context)
    yield watch
    watch.check()


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    return context.new_page()


@pytest.fixture
def maya(page: Page, bank: Bank) -> Page:
    """The page with c01 signed in and a new talk in the open window."""
    bank.visit(page, "c01")
    begin_talk(page)
    return page
