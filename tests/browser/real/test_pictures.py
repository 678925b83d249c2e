"""The pictures of the README: each run looks that they come out right, one with CANDOR_PICTURES=1 writes them."""

from __future__ import annotations

import os
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from candor.settings import ROOT
from tests.browser.conftest import PageOn
from tests.browser.page import panel
from tests.browser.real.bank import LATE_FEE, Bank, ask, begin_talk, cards, expect_shown
from tests.browser.real.small_png import shrunk
from tests.browser.real.test_answers import BLUE_HERON

FOLDER = ROOT / "docs" / "pictures"
BIGGEST = 150_000
NOW = "2026-05-12T11:02:00-04:00"
# A machine for tests may have one wide font only; this one is as wide as what most people see.
FONT = "'DejaVu Sans Condensed', system-ui, sans-serif"
SET_FONT = """(font) => {
  document.documentElement.style.fontFamily = font;
  document.querySelector("candor-widget").style.setProperty("--candor-font", font);
}"""
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def looked_at(page_on: PageOn, bank: Bank) -> PageOn:
    """Gives the page in a look of its own, with c01's talk begun."""

    def look(**options: Any) -> Page:
        options = {"device_scale_factor": 2, "timezone_id": "America/New_York", "locale": "en-US", **options}
        page = page_on(reduced_motion="reduce", **options)
        page.clock.set_fixed_time(NOW)
        bank.visit(page, "c01")
        page.evaluate(SET_FONT, FONT)
        begin_talk(page)
        return page

    return look


def picture(page: Page, of: Page | Locator, name: str, bank: Bank) -> None:
    """Looks that all was said and nothing of the newest answer is hidden, and takes the picture."""
    expect_shown(page, bank.talk("c01"))
    expect(cards(page).last).to_be_visible()
    for choice in page.locator("candor-widget .choice").all():
        expect(choice).to_be_in_viewport(ratio=1)
    png = of.screenshot(animations="disabled", caret="hide")
    if os.environ.get("CANDOR_PICTURES") == "1":
        small = shrunk(png)
        assert len(small) <= BIGGEST
        (FOLDER / f"{name}.png").write_bytes(small)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_window_light_and_dark(looked_at: PageOn, bank: Bank, scheme: str) -> None:
    page = looked_at(color_scheme=scheme, viewport={"width": 1200, "height": 900})
    ask(page, BLUE_HERON, "Blue Heron Coffee")
    picture(page, panel(page), scheme, bank)


def test_the_window_on_a_phone(looked_at: PageOn, bank: Bank) -> None:
    page = looked_at(color_scheme="light", **PHONE)
    ask(page, "is this 175 dollar gas charge real?", "No money has been taken")
    picture(page, page, "phone", bank)


def test_the_bank_with_a_charge_and_a_late_fee_explained(looked_at: PageOn, bank: Bank) -> None:
    page = looked_at(color_scheme="light", viewport={"width": 1360, "height": 970}, device_scale_factor=1.5)
    ask(page, BLUE_HERON, "Blue Heron Coffee")
    ask(page, "why did I get a late fee?", LATE_FEE)
    picture(page, page, "bank", bank)
