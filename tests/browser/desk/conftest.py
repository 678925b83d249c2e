"""The app with its desk on a free port, with two customers, five people of the bank and no bot: what agents and
customers see of each other needs none."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from candor.clock import SystemClock
from candor.store import Store
from candor.store.migrate import migrate
from tests.browser.page import PATIENCE, browsing, open_widget, wait_for_reply
from tests.browser.page import field as words_field
from tests.clients import plain_client
from tests.web.site import Site, book, running, settings
from tests.web.staff.crew import PASSWORD, hire


@dataclass
class House:
    """The running app. Its site lives on a loop of its own."""

    url: str
    site: Site
    store: Store
    loop: asyncio.AbstractEventLoop
    errors: list[str] = field(default_factory=list)

    def drop_lines(self) -> None:
        """Every stream ends now, as when a process goes; new ones are answered again."""
        stopping, over = self.site.app.ctx.front.stopping, threading.Event()
        self.loop.call_soon_threadsafe(stopping.set)
        self.loop.call_soon_threadsafe(self.loop.call_later, 2.5, stopping.clear)
        self.loop.call_soon_threadsafe(self.loop.call_later, 2.6, over.set)
        assert over.wait(PATIENCE)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "candor.db"
    migrate(f"sqlite:///{path}")
    store = Store(f"sqlite:///{path}")
    with store.write() as tx:
        for number, name in (("01", "Ada Hill"), ("02", "Ben Ross")):
            tx.ledger.add_book(book(number, name))
    hire(store)
    store.close()
    return path


@pytest.fixture
def house(filled: Path, data_folder: Path) -> Iterator[House]:
    store = Store(f"sqlite:///{shutil.copy(filled, data_folder / 'candor.db')}")
    made = settings(data_folder, session_rate=100_000, address_rate=100_000)
    ready, found, loop = threading.Event(), [], asyncio.new_event_loop()
    over = asyncio.Event()

    async def serve() -> None:
        async with running(store, SystemClock(), made) as site:
            found.append(site)
            ready.set()
            await over.wait()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(serve())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(PATIENCE)
    yield House(str(found[0].http.base_url).rstrip("/"), found[0], store, loop)
    loop.call_soon_threadsafe(over.set)
    thread.join(PATIENCE)
    store.close()


Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, house: House) -> Iterator[Opened]:
    """Opens a browser of its own for each person; every console error is kept."""
    with ExitStack() as stack:

        def open_one(**options: Any) -> Page:
            usual = {"viewport": {"width": 1280, "height": 860}, "locale": "en-US", "reduced_motion": "reduce"}
            options = {**usual, "timezone_id": "America/New_York", **options}
            page = stack.enter_context(browsing(browser, **options)).new_page()
            page.on("console", lambda said: house.errors.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda error: house.errors.append(str(error)))
            return page

        yield open_one


@pytest.fixture
def at_desk(opened: Opened, house: House) -> Callable[..., Page]:
    """Somebody of the bank at the desk, by login."""

    def enter(login: str, **options: Any) -> Page:
        page = opened(**options)
        page.goto(f"{house.url}/staff/sign-in")
        page.get_by_label("Name").fill(login)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk")
        return page

    return enter


@pytest.fixture
def customer(opened: Opened, house: House) -> Callable[..., Page]:
    """A customer at the widget who has pressed "talk to a person", by id."""

    def arrive(customer_id: str, *, asks: bool = True) -> Page:
        page = opened()
        page.goto(house.url)
        page.locator(f"[data-customer={customer_id}]").click()
        expect(page.locator("#card")).to_be_visible()
        open_widget(page)
        expect(words_field(page)).to_be_enabled()
        if asks:
            page.locator("candor-widget .person").click()
            wait_for_reply(page, "team")
        return page

    return arrive


def api_of(house: House) -> httpx.Client:
    return plain_client(house.url, timeout=PATIENCE)
