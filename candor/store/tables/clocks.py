"""What is to be done later, by itself."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, UniqueConstraint, text

from candor.store.tables.base import metadata
from candor.store.types import Instant

WAITING = text("done_at is null")

due_work = Table(
    "due_work",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(48), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    # `at` itself, and later than that after a try that failed.
    Column("try_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("done_at", Instant),
    # By subject first: an index that began with the kind would tempt planners away from the one below.
    UniqueConstraint("subject", "kind", "at"),
    # Only what waits: the index stays small however much was done.
    Index("ix_due_work_waiting", "try_at", sqlite_where=WAITING, postgresql_where=WAITING),
)
