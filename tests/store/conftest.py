from collections.abc import Iterator

import pytest

from candor.store import Store


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty store, on SQLite and on PostgreSQL."""
    made = Store(database_url)
    yield made
    made.close()
