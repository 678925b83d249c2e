"""What a talk needs of the database beside the product: hours that pass, and no trace left for the next talk."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

WAITS = 30.0
WHOSE = "select customer_id from conversations where id = ?"


def let_pass(folder: Path, conversation: str, hours: float) -> None:
    """Makes the talk's last words so many hours older, for the bot, which reckons silence from its own memory; and what
    was promised in it, which may be broken by then."""
    with _database(folder) as database:
        (tracker,) = database.execute("select tracker from conversations where id = ?", (conversation,)).fetchone()
        assert tracker, "nothing was said before the hours that should pass"
        aged = json.dumps([_older(event, hours * 3600) for event in json.loads(tracker)])
        database.execute("update conversations set tracker = ? where id = ?", (aged, conversation))
        for column in ("made_at", "due_at"):
            older = f"strftime('%Y-%m-%d %H:%M:%f000', {column}, ?)"
            database.execute(
                f"update promises set {column} = {older} where conversation_id = ?", (f"-{hours} hours", conversation)
            )


def level_of(folder: Path, conversation: str) -> str | None:
    """How much the customer of a talk wants to be told; None for a guest."""
    with _database(folder) as database:
        row = database.execute(f"select detail_level from customers where id = ({WHOSE})", (conversation,)).fetchone()
    return row[0] if row else None


def wipe(folder: Path, conversation: str, level: str | None) -> None:
    """Takes away the talk's hand-overs, disputes, corrections, outcomes, contacts and what was given, and what its
    replies were: each talk begins with a customer who has none of the first, who was told of nothing that is said only
    once, and who wants to be told as much as before the talk (`level`)."""
    with _database(folder) as database:
        changed = _is_kept_for_ever(database, conversation)
        if changed:
            with _without_triggers(database):
                _forget_disputes(database, conversation)
                _forget_goodwill(database, conversation)
        for table in ("issues", "surveys", "outcomes", "corrections_opened", "promises", "handoffs"):
            database.execute(f"delete from {table} where conversation_id = ?", (conversation,))
        database.execute("update messages set response = null where conversation_id = ?", (conversation,))
        leveled = f"update customers set detail_level = ? where id = ({WHOSE}) and detail_level is not ?"
        changed |= database.execute(leveled, (level, conversation, level)).rowcount > 0
        if changed:  # else all who have read the book may keep it
            newer = f"update accounts set version = version + 1 where customer_id = ({WHOSE})"
            database.execute(newer, (conversation,))


def wipe_all(folder: Path, customer: str) -> None:
    """Does so for each talk of a customer of which something may still be told."""
    told = "id in (select conversation_id from messages where response is not null)"
    with _database(folder) as database:
        ids = database.execute(f"select id from conversations where customer_id = ? and {told}", (customer,)).fetchall()
    for (talk,) in ids:
        wipe(folder, talk, level_of(folder, talk))


def _is_kept_for_ever(database: sqlite3.Connection, conversation: str) -> bool:
    """Whether anything stands there that triggers guard. Taking those away costs every reader of the database."""
    whose = f"account_id in (select id from accounts where customer_id = ({WHOSE}))"
    lines = f"line_id in (select id from transactions where {whose})"
    looks = (
        *(f"select 1 from {table} where conversation_id = ?" for table in ("disputes", "dispute_notices")),
        *(f"select 1 from {table} where {whose}" for table in ("goodwill_grants", "goodwill_decisions")),
        f"select 1 from goodwill_offers where {lines}",
        f"select 1 from journal_postings where key like 'goodwill:%' and {whose}",
    )
    return any(database.execute(f"{look} limit 1", (conversation,)).fetchone() for look in looks)


@contextmanager
def _without_triggers(database: sqlite3.Connection) -> Iterator[None]:
    """What the product keeps for ever can go as long as this lasts, in its transaction."""
    kept = database.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
    for name, _ in kept:
        database.execute(f"drop trigger {name}")
    yield
    for _, sql in kept:
        database.execute(sql)


def _forget_disputes(database: sqlite3.Connection, conversation: str) -> None:
    cases = [row[0] for row in database.execute("select id from disputes where conversation_id = ?", (conversation,))]
    for case in cases:
        _forget_money(database, "key like ?", f"dispute:{case}:%")
        for table in ("dispute_events", "dispute_letters", "dispute_alerts", "dispute_notices", "dispute_files"):
            database.execute(f"delete from {table} where case_id = ?", (case,))
        database.execute("delete from due_work where subject = ?", (case,))
        database.execute("delete from disputes where id = ?", (case,))
    database.execute("delete from dispute_notices where conversation_id = ?", (conversation,))


def _forget_goodwill(database: sqlite3.Connection, conversation: str) -> None:
    """What the policy decided for the customer in this talk or any other, and what was offered."""
    accounts = f"select id from accounts where customer_id = ({WHOSE})"
    lines = f"select id from transactions where account_id in ({accounts})"
    _forget_money(database, f"key like 'goodwill:%' and account_id in ({accounts})", conversation)
    database.execute(f"delete from goodwill_grants where account_id in ({accounts})", (conversation,))
    database.execute(f"delete from goodwill_decisions where account_id in ({accounts})", (conversation,))
    database.execute(f"delete from goodwill_offers where line_id in ({lines})", (conversation,))


def _forget_money(database: sqlite3.Connection, which: str, value: str) -> None:
    """Takes postings out of the journal, and the lines that they put on the bill."""
    posted = database.execute(f"select id, line_id from journal_postings where {which}", (value,)).fetchall()
    for posting, line in posted:
        database.execute("delete from journal_moves where posting_id = ?", (posting,))
        database.execute("delete from journal_postings where id = ?", (posting,))
        database.execute("delete from corrections where line_id = ?", (line,))
        database.execute("delete from transactions where id = ?", (line,))


def _older(event: dict[str, Any], seconds: float) -> dict[str, Any]:
    return {**event, "timestamp": event["timestamp"] - seconds} if event.get("timestamp") else event


@contextmanager
def _database(folder: Path) -> Iterator[sqlite3.Connection]:
    """One writing transaction in a database that the product has open as well."""
    with closing(sqlite3.connect(folder / "candor.db", timeout=WAITS, isolation_level=None)) as database:
        database.execute("begin immediate")
        yield database
        database.execute("commit")
