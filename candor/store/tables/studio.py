"""What trainers work on: turns that went badly, and what is said about them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from candor.store.tables.base import metadata
from candor.store.types import Instant

labels = Table(
    "labels",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("message_id", String(64), ForeignKey("messages.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("intent", String),
    Column("reason", Text, nullable=False),
    Column("by", String(80), nullable=False),
    Column("at", Instant, nullable=False, index=True),
    # One person's newest word on a turn counts; a second press is no second label.
    Unique("message_id", "kind", "by"),
    CheckConstraint("kind in ('misrouted', 'override', 'not_it', 'low_rating')", name="kind"),
)
