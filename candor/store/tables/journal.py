"""The journal: money that was moved on an account, append-only. Triggers of its migration refuse every change."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Integer, String, Table

from candor.store.tables.base import metadata
from candor.store.types import Instant

postings = Table(
    "journal_postings",
    metadata,
    Column("id", String(64), primary_key=True),
    # What the posting stands for, said by whoever posts it: the same thing can not be posted twice.
    Column("key", String(200), nullable=False, unique=True),
    Column("account_id", String(64), ForeignKey("accounts.id"), nullable=False, index=True),
    Column("why", String(32), nullable=False),
    Column("at", Instant, nullable=False),
    Column("line_id", String(64), ForeignKey("transactions.id"), unique=True),
    Column("refs", JSON, nullable=False),
)

# A row takes from one ledger what it brings to another, so no posting can fail to balance.
moves = Table(
    "journal_moves",
    metadata,
    Column("posting_id", String(64), ForeignKey("journal_postings.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("from_ledger", String(32), nullable=False),
    Column("to_ledger", String(32), nullable=False),
    Column("cents", Integer, nullable=False),
    CheckConstraint("cents > 0", name="cents"),
    CheckConstraint("from_ledger <> to_ledger", name="two_ledgers"),
)
