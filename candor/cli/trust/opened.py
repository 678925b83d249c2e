"""The store that a data folder or an address names, with the clock of now."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from candor.cli.terminal import WRONG_USE, Trouble
from candor.clock import Clock, clock_from
from candor.store import Store


@contextmanager
def opened(data: Path, database: str | None) -> Iterator[tuple[Store, Clock]]:
    """Raises Trouble when there is no database there."""
    file = data.resolve() / "candor.db"
    url = database or os.environ.get("CANDOR_DATABASE_URL")
    if url is None and not file.is_file():
        raise Trouble(f"There is no database in {data}.", "Name the folder with --data, or --database.", WRONG_USE)
    store = Store(url or f"sqlite:///{file}")
    try:
        yield store, clock_from(os.environ.get("CANDOR_CLOCK"))
    finally:
        store.close()
