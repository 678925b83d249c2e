"""Verbs for a page with the widget on it; used against the fake API and against the real product."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

PATIENCE = 60
"""Seconds; the machine of the tests may be busy with all the others."""
MADE_UP = 2_000_000_000_000
_AN_HOUR = 3_600_000
_SETTLED = "(element) => Promise.allSettled(element.getAnimations({ subtree: true }).map((one) => one.finished))"


@contextmanager
def browsing(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A browser of one's own for a while, without anything that others left in theirs."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE * 1000)
    try:
        yield context
    finally:
        context.close()


def open_widget(page: Page) -> None:
    """Presses the launcher and waits until the talk has begun."""
    launcher(page).click()
    expect(panel(page)).to_be_visible()
    expect(messages(page).first).to_be_visible()


def say(page: Page, text: str) -> None:
    """Writes a message and sends it with Enter."""
    field(page).fill(text)
    field(page).press("Enter")


def press(page: Page, label: str) -> None:
    """Presses the quick reply with this label."""
    page.locator("candor-widget .choice", has_text=re.compile(f"^{re.escape(label)}$")).click()


def last_reply(page: Page) -> str:
    """The words of the newest message that is not the customer's."""
    return replies(page).last.inner_text()


def wait_for_reply(page: Page, words: str, seconds: float = PATIENCE) -> None:
    """Waits until the newest reply has these words in it."""
    expect(replies(page).last).to_contain_text(words, timeout=seconds * 1000)


def stop_clock(page: Page) -> None:
    """The page's time stands still from its first moment until a test moves it, however long things take."""
    page.clock.install(time=MADE_UP)
    page.clock.pause_at(MADE_UP + _AN_HOUR)


def settled(element: Locator) -> Locator:
    """The element once nothing in it moves any more."""
    element.evaluate(_SETTLED)
    return element


def eventually(page: Page, holds: Callable[[], bool]) -> None:
    """Waits for what no locator shows."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        page.wait_for_timeout(50)


def launcher(page: Page) -> Locator:
    return page.locator("candor-widget .launcher")


def panel(page: Page) -> Locator:
    return page.locator("candor-widget .panel")


def field(page: Page) -> Locator:
    return page.locator("candor-widget .composer textarea")


def clip(page: Page) -> Locator:
    """The button that sends a file."""
    return page.locator("candor-widget .clip")


def send_file(page: Page, name: str, content: bytes, kind: str = "") -> None:
    """Picks a file by the paper clip."""
    with page.expect_file_chooser() as chosen:
        clip(page).click()
    chosen.value.set_files([{"name": name, "mimeType": kind, "buffer": content}])


def messages(page: Page) -> Locator:
    """All messages, the customer's own included."""
    return page.locator("candor-widget li:not(.day)")


def replies(page: Page) -> Locator:
    return page.locator("candor-widget li:is(.bot, .agent, .system) .text")


def own(page: Page) -> Locator:
    return page.locator("candor-widget li.own")


def badge(page: Page) -> Locator:
    return page.locator("candor-widget .badge")


def offline_note(page: Page) -> Locator:
    return page.locator("candor-widget .notice.offline")


def active(page: Page) -> str:
    """The class of the element inside the widget that has the focus, or an empty string."""
    found = page.evaluate("document.querySelector('candor-widget').shadowRoot.activeElement?.className ?? ''")
    return str(found)


def violations(page: Page) -> list[str]:
    """What the page's content policy has refused so far."""
    found: list[str] = page.evaluate("window.violations")
    return found
