"""The window fits its screen, its direction and its theme."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PageOn
from tests.browser.page import field, launcher, open_widget, panel, settled


def box(element: Locator) -> dict[str, float]:
    found = element.bounding_box()
    assert found is not None
    return {"x": found["x"], "y": found["y"], "width": found["width"], "height": found["height"]}


def style(element: Locator, name: str) -> str:
    return str(element.evaluate(f"(element) => getComputedStyle(element)['{name}']"))


def test_a_narrow_screen_is_filled(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site)
    open_widget(page)
    assert box(settled(panel(page))) == {"x": 0, "y": 0, "width": 390, "height": 844}
    expect(launcher(page)).to_be_hidden()
    page.get_by_role("button", name="Close chat").click()
    expect(launcher(page)).to_be_focused()


def test_the_field_has_sixteen_pixels_on_a_narrow_screen(page: Page, site: str) -> None:
    """Phones zoom into a smaller field and do not zoom out again."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site)
    open_widget(page)
    assert style(field(page), "fontSize") == "16px"


@pytest.mark.parametrize("size", [(1200, 860), (480, 640), (844, 390), (320, 480)])
def test_nothing_sticks_out_of_the_screen(page: Page, site: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(site)
    open_widget(page)
    edge = box(settled(panel(page)))
    assert edge["x"] >= 0
    assert edge["y"] >= 0
    assert edge["x"] + edge["width"] <= size[0]
    assert edge["y"] + edge["height"] <= size[1]
    assert panel(page).evaluate("(panel) => panel.scrollWidth <= panel.clientWidth")
    assert box(page.locator("candor-widget .log"))["height"] >= 100


def test_right_to_left_stands_on_the_left(page: Page, site: str) -> None:
    page.goto(f"{site}/?dir=rtl&lang=ar")
    open_widget(page)
    assert box(launcher(page))["x"] < 100
    assert box(panel(page))["x"] < 100
    assert box(page.locator("candor-widget .send"))["x"] < box(field(page))["x"]


@pytest.mark.parametrize(
    ("scheme", "query", "theme"),
    [
        ("light", "", "light"),
        ("dark", "", "dark"),
        ("dark", "theme=light", "light"),
        ("light", "theme=dark", "dark"),
    ],
)
def test_the_theme_follows_the_system_unless_the_site_says_otherwise(
    page_on: PageOn, site: str, scheme: str, query: str, theme: str
) -> None:
    page = page_on(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{site}/?{query}")
    open_widget(page)
    lightness = {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 27, 28)"}
    assert style(panel(page), "backgroundColor") == lightness[theme]


def test_the_site_gives_its_own_colours(page: Page, site: str) -> None:
    page.goto(f"{site}/?theme=light")
    expect(launcher(page)).to_be_visible()
    page.evaluate("document.querySelector('candor-widget').style.setProperty('--candor-brand', 'rgb(90, 20, 60)')")
    assert style(launcher(page), "backgroundColor") == "rgb(90, 20, 60)"


def test_the_page_can_not_bend_the_window_with_its_own_styles(page: Page, site: str) -> None:
    page.goto(site)
    page.evaluate(
        "document.body.style.cssText = 'font-size: 40px; color: red; text-transform: uppercase; line-height: 4'"
    )
    open_widget(page)
    assert style(field(page), "fontSize") == "15px"
    assert style(panel(page), "textTransform") == "none"
