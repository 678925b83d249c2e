"""A sum as a picture in the talk: drawn by the server, shown as an image, and never in the way of its words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from playwright.sync_api import Page, expect

from candor.billing.explanation import Span
from candor.billing.money import Money
from candor.billing.pictures import Strip, strip
from tests.browser.fake_api import FakeApi
from tests.browser.page import open_widget

APR = Fraction(2499, 10_000)
RUNS = ((1, 10, 100_000, 685), (11, 20, 120_000, 821), (21, 30, 90_000, 616))
SPANS = [
    Span(date(2026, 4, first), date(2026, 4, last), Money(owed), APR, APR / 365, Money(cents))
    for first, last, owed, cents in RUNS
]
SUM = "At 24.99% a year of 365 days, the $31,000.00 that this adds up to costs $21.22."
DRAWN = strip(Strip("Interest of $21.22, added on April 30", SPANS, SUM, SUM, date(2026, 5, 12)))
CARD = {"type": "picture", "title": DRAWN.title, "svg": DRAWN.svg, "text": DRAWN.text}


@pytest.mark.parametrize("width", [1200, 390, 320])
def test_a_picture_is_shown_with_its_title_for_who_does_not_see_it(
    page: Page, site: str, api: FakeApi, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site)
    open_widget(page)
    api.say(SUM, card=CARD)
    shown = page.locator("candor-widget img.picture")
    expect(shown).to_be_visible()
    expect(shown).to_have_accessible_name(DRAWN.title)
    assert shown.evaluate("(img) => img.decode().then(() => img.naturalWidth)") == 400
    box = shown.bounding_box()
    assert box is not None
    assert box["height"] / box["width"] == pytest.approx(
        shown.evaluate("(i) => i.naturalHeight / i.naturalWidth"), abs=0.05
    )
    assert page.locator("candor-widget .log").evaluate("(log) => log.scrollWidth <= log.clientWidth")
    assert page.evaluate("() => window.violations") == []


def test_a_picture_that_can_not_be_shown_leaves_its_words_alone(page: Page, site: str, api: FakeApi) -> None:
    page.goto(site)
    open_widget(page)
    api.say(SUM, card={**CARD, "svg": "no picture"})
    expect(page.locator("candor-widget .bot .text").last).to_have_text(SUM)
    expect(page.locator("candor-widget img.picture")).to_have_count(0)
