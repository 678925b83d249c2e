"""The database engine: SQLite as we want it (WAL, synchronous=FULL, BEGIN IMMEDIATE for writes) or PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError


def engine_for(url: str) -> Engine:
    """An engine for `sqlite:///path` or `postgresql+psycopg://…`. Makes the folder of a SQLite file."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True)
    file = make_url(url).database
    if file:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": 15})
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # pysqlite would open transactions late and by itself; a write that starts as a read can deadlock.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
        connection.execute(f"PRAGMA {pragma}")


def begin(connection: Connection, *, writing: bool) -> None:
    """The first words of a transaction that SQLAlchemy has opened: with our settings it says none to SQLite itself.

    Said here and not by an event of the engine: where there is one listener, every statement goes through them all.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def compact(engine: Engine) -> bool:
    """Writes a SQLite file anew without what is no longer in it, and empties its log. False when it was too busy."""
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        try:
            connection.exec_driver_sql("VACUUM")
        except OperationalError:
            return False
        busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        return not busy
