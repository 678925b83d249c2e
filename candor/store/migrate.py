"""Brings a database to the newest schema.

Safe when several processes start at once: the others wait, then find it done.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from candor.store.engine import begin, engine_for

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 0x0CA11D0


def migrate(url: str) -> None:
    """Runs every migration that the database has not seen yet, in one transaction."""
    engine = engine_for(url)
    with engine.connect() as connection, connection.begin():
        begin(connection, writing=True)
        if connection.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": LOCK})
        if not is_current(connection):
            command.upgrade(config(connection), "head")
    engine.dispose()


def is_current(connection: Connection) -> bool:
    """Whether the database stands at the newest migration."""
    heads = set(ScriptDirectory.from_config(config(connection)).get_heads())
    return set(MigrationContext.configure(connection).get_current_heads()) == heads


def config(connection: Connection) -> Config:
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["connection"] = connection
    return made
