from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from candor.store import Store
from tests.clients import plain_async_client
from tests.web.site import Site
from tests.web.staff.crew import Desk, hire

ComeIn = Callable[[str], Awaitable[Desk]]


@pytest.fixture
def store(store: Store) -> Store:
    hire(store)
    return store


@pytest.fixture
async def browser_of(site: Site) -> AsyncIterator[Callable[[str], Awaitable[Desk]]]:
    """Opens a browser that nobody has signed in with yet."""
    async with AsyncExitStack() as stack:

        async def opened(login: str) -> Desk:
            client = plain_async_client(str(site.http.base_url))
            return Desk(site, await stack.enter_async_context(client), login)

        yield opened


@pytest.fixture
def come_in(browser_of: ComeIn) -> ComeIn:
    """Signs somebody in, by login."""

    async def entered(login: str) -> Desk:
        desk = await browser_of(login)
        assert (await desk.enter()).status_code == 303
        return desk

    return entered
