import shutil
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import pytest
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from candor.clock import FixedClock
from candor.store import Store
from candor.web.staff import pages
from tests.databases import migrated
from tests.web.site import Site, book, running, settings


class Compiled(BytecodeCache):
    """Templates that were compiled for the app of one test, for those of all others."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def templates_are_compiled_once() -> Iterator[None]:
    """Each app has an environment of its own, and compiling a page anew takes longer than all else in its test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "Environment", partial(pages.Environment, bytecode_cache=Compiled()))
        yield


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two customers, made once and copied for each test."""
    path = tmp_path_factory.mktemp("filled") / "candor.db"
    store = Store(migrated(f"sqlite:///{path}"))
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
