from collections.abc import Iterator

import pytest

from candor.store import Store
from candor.store.migrate import migrate


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty store, on SQLite and on PostgreSQL."""
    migrate(database_url)
    made = Store(database_url)
    yield made
    made.close()
