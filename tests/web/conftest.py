import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from candor.clock import FixedClock
from candor.store import Store
from candor.store.migrate import migrate
from tests.web.site import Site, book, running, settings


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two customers, made once and copied for each test."""
    path = tmp_path_factory.mktemp("filled") / "candor.db"
    migrate(f"sqlite:///{path}")
    store = Store(f"sqlite:///{path}")
    with store.write() as tx:
        for number, name in (("01", "Ada Hill"), ("02", "Ben Ross")):
            tx.ledger.add_book(book(number, name))
    store.close()
    return path


@pytest.fixture
def store(filled: Path, data_folder: Path) -> Iterator[Store]:
    copied = shutil.copy(filled, data_folder / "candor.db")
    made = Store(f"sqlite:///{copied}")
    yield made
    made.close()


@pytest.fixture
async def site(store: Store, clock: FixedClock, data_folder: Path) -> AsyncIterator[Site]:
    async with running(store, clock, settings(data_folder)) as made:
        yield made
