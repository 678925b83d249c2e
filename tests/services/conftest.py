from collections.abc import Iterator

import pytest

from candor.clock import FixedClock
from candor.services.tools import Tools
from candor.store import Store
from tests.services.house import HANDOFF_POLICY, WORDING


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    made = Store(sqlite_url)
    yield made
    made.close()


@pytest.fixture
def tools(store: Store, clock: FixedClock) -> Tools:
    return Tools(store, clock, WORDING, HANDOFF_POLICY)
