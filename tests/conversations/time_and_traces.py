"""What a talk needs of the database beside the product: hours that pass, and no trace left for the next talk."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WAITS = 30.0
# What a talk may lead to, beside the log itself.
TRACES = (
    "corrections", "corrections_opened", "dispute_alerts", "dispute_events", "dispute_files", "dispute_letters",
    "dispute_notices", "disputes", "due_work", "goodwill_decisions", "goodwill_grants", "goodwill_offers",
    "goodwill_wishes", "handoffs", "journal_moves", "journal_postings", "mails", "notes", "outcomes", "promises",
    "transactions",
)  # fmt: skip
WHOSE = "select customer_id from conversations where id = ?"


def let_pass(folder: Path, conversation: str, hours: float) -> None:
    """Makes the talk's last words so many hours older, for the bot, which reckons silence from its own memory."""
    with _database(folder) as database:
        (tracker,) = database.execute("select tracker from conversations where id = ?", (conversation,)).fetchone()
        assert tracker, "nothing was said before the hours that should pass"
        aged = json.dumps([_older(event, hours * 3600) for event in json.loads(tracker)])
        database.execute("update conversations set tracker = ? where id = ?", (aged, conversation))


@dataclass(frozen=True)
class Before:
    """How things stood before a talk: how much its customer wants to be told, and the newest row of each table."""

    level: str | None
    newest: Mapping[str, int]


def before(folder: Path, conversation: str) -> Before:
    """To be asked before the first word."""
    with _database(folder) as database:
        row = database.execute(f"select detail_level from customers where id = ({WHOSE})", (conversation,)).fetchone()
        newest = {
            table: database.execute(f"select coalesce(max(rowid), 0) from {table}").fetchone()[0] for table in TRACES
        }
    return Before(row[0] if row else None, newest)


def wipe(folder: Path, conversation: str, was: Before) -> None:
    """Takes away all that the talk led to, and what its replies were: each talk begins with a customer who has asked
    for nothing and was given nothing, who was told of nothing that is said only once, and who wants to be told as much
    as before. What the product keeps for ever goes too: its triggers step aside as long as this transaction lasts."""
    with _database(folder) as database:
        kept = database.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in kept:
            database.execute(f"drop trigger {name}")
        for table, newest in was.newest.items():
            database.execute(f"delete from {table} where rowid > ?", (newest,))
        database.execute("update messages set response = null where conversation_id = ?", (conversation,))
        database.execute(f"update customers set detail_level = ? where id = ({WHOSE})", (was.level, conversation))
        database.execute(f"update accounts set version = version + 1 where customer_id = ({WHOSE})", (conversation,))
        for _, sql in kept:
            database.execute(sql)


def _older(event: dict[str, Any], seconds: float) -> dict[str, Any]:
    return {**event, "timestamp": event["timestamp"] - seconds} if event.get("timestamp") else event


@contextmanager
def _database(folder: Path) -> Iterator[sqlite3.Connection]:
    """One writing transaction in a database that the product has open as well."""
    with closing(sqlite3.connect(folder / "candor.db", timeout=WAITS, isolation_level=None)) as database:
        database.execute("begin immediate")
        yield database
        database.execute("commit")
