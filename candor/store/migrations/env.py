"""Alembic's way in. `candor.store.migrate` hands over an open connection; the command line makes one from the URL."""

from __future__ import annotations

from alembic import context

from candor.store.engine import begin, engine_for
from candor.store.tables import metadata


def run() -> None:
    connection = context.config.attributes.get("connection")
    if connection is not None:
        _migrate(connection)
        return
    with engine_for(context.config.get_main_option("sqlalchemy.url") or "").begin() as made:
        begin(made, writing=True)
        _migrate(made)


def _migrate(connection: object) -> None:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)  # type: ignore[arg-type]
    with context.begin_transaction():
        context.run_migrations()


run()
