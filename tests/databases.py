"""Databases with the newest schema, made once and copied: migrating anew takes longer than most tests do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from candor.store.migrate import migrate


def migrated(url: str) -> str:
    """The same URL, of a SQLite file that has every table now."""
    Path(str(make_url(url).database)).write_bytes(_migrated_file())
    return url


@cache
def _migrated_file() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder, "migrated.db")
        migrate(f"sqlite:///{file}")
        return content(file)


def content(file: Path) -> bytes:
    """All that a SQLite database holds which nobody has open, also what stands in its log."""
    with sqlite3.connect(file) as database:
        database.execute("pragma wal_checkpoint(truncate)")
    database.close()
    return file.read_bytes()


@contextmanager
def database(server: str, template: str = "template0") -> Iterator[str]:
    """A database of its own on this PostgreSQL, a copy of the template; its URL."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"create database {name} template {template}")
        try:
            yield server.removesuffix("/postgres") + f"/{name}"
        finally:
            connection.execute(f"drop database {name} with (force)")


def warm() -> None:
    """Makes the file now, for processes that are to be forked from this one."""
    _migrated_file()
