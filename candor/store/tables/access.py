"""Who came in, and who did what: sessions, host tokens already used, the audit trail."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table

from candor.store.tables.base import metadata
from candor.store.types import Instant

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("customer_id", String(64), ForeignKey("customers.id"), index=True),
    Column("opened_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)

used_tokens = Table(
    "used_tokens",
    metadata,
    Column("jti", String(128), primary_key=True),
    Column("expires_at", Instant, nullable=False, index=True),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False, index=True),
    Column("actor", String(80), nullable=False),
    Column("act", String(48), nullable=False),
    Column("subject", String(80), nullable=False, index=True),
    Column("detail", JSON, nullable=False),
)
