"""What a talk needs of the database beside the product: hours that pass, and no trace left for the next talk."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

WAITS = 30.0


def let_pass(folder: Path, conversation: str, hours: float) -> None:
    """Makes the talk's last words so many hours older, for the bot, which reckons silence from its own memory."""
    with _database(folder) as database:
        (tracker,) = database.execute("select tracker from conversations where id = ?", (conversation,)).fetchone()
        assert tracker, "nothing was said before the hours that should pass"
        aged = json.dumps([_older(event, hours * 3600) for event in json.loads(tracker)])
        database.execute("update conversations set tracker = ? where id = ?", (aged, conversation))


def wipe(folder: Path, conversation: str) -> None:
    """Takes away the talk's hand-overs, and what its replies were: each talk begins with a customer who has none of
    the first, and who was told of nothing that is said only once."""
    with _database(folder) as database:
        database.execute("delete from promises where conversation_id = ?", (conversation,))
        database.execute("delete from handoffs where conversation_id = ?", (conversation,))
        database.execute("update messages set response = null where conversation_id = ?", (conversation,))


def _older(event: dict[str, Any], seconds: float) -> dict[str, Any]:
    return {**event, "timestamp": event["timestamp"] - seconds} if event.get("timestamp") else event


@contextmanager
def _database(folder: Path) -> Iterator[sqlite3.Connection]:
    """One writing transaction in a database that the product has open as well."""
    with closing(sqlite3.connect(folder / "candor.db", timeout=WAITS, isolation_level=None)) as database:
        database.execute("begin immediate")
        yield database
        database.execute("commit")
