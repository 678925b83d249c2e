"""What all tests of the studio's pages share: a trainer who is signed in, and how long things may take."""

from __future__ import annotations

import os

from playwright.sync_api import BrowserContext, Page, expect

from candor.services.staff.sample_file import sample_staff
from candor.settings import ROOT
from tests.browser.real.small_png import shrunk
from tests.stack import Stack

LONG = 900_000
"""Milliseconds that a training, a comparison or a run may take on a machine that is busy with all other tests."""


def picture(page: Page, name: str) -> None:
    """What the docs show, written by a run with CANDOR_PICTURES=1."""
    if os.environ.get("CANDOR_PICTURES") == "1":
        page.set_viewport_size({"width": 1100, "height": 960})
        png = page.screenshot(animations="disabled", caret="hide")
        (ROOT / "docs" / "pictures" / f"{name}.png").write_bytes(shrunk(png))


def sign_in(page: Page, stack: Stack) -> None:
    theo = next(person for person in sample_staff(stack.folder) if person.login == "theo")
    page.goto(f"{stack.url}/staff/sign-in")
    page.fill("[name=login]", theo.login)
    page.fill("[name=password]", theo.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Turns that went badly")).to_be_visible()


def at_work(context: BrowserContext, stack: Stack) -> tuple[Page, list[str]]:
    """A page of a trainer who has signed in, and what its console complains of as long as it is open."""
    page, troubles = context.new_page(), list[str]()
    page.set_default_timeout(60_000)
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    sign_in(page, stack)
    return page, troubles
