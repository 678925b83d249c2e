"""Disputes: the first word of each, the cases with all that happened to them, letters, and alerts at the desk."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import JSON, CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, Text, text
from sqlalchemy import UniqueConstraint as Unique

from candor.store.tables.base import metadata
from candor.store.types import Instant

OPEN = text("state in ('submitted', 'investigating', 'awaiting_customer', 'merchant_review', 'pre_arbitration')")
DRAFT = text("state = 'draft'")

# Every word that a charge is wrong, with its instant: the notice. Rows are never changed but to name their case.
dispute_notices = Table(
    "dispute_notices",
    metadata,
    Column("message_id", String(64), ForeignKey("messages.id"), primary_key=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("customer_id", String(64), ForeignKey("customers.id"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("line_id", String(64)),
    Column("case_id", String(16), ForeignKey("disputes.id"), index=True),
)

disputes = Table(
    "disputes",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("customer_id", String(64), ForeignKey("customers.id"), nullable=False, index=True),
    Column("account_id", String(64), ForeignKey("accounts.id"), nullable=False, index=True),
    Column("line_id", String(64), ForeignKey("transactions.id"), nullable=False),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), index=True),
    Column("charged", Integer, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("notice_at", Instant, nullable=False),
    Column("state", String(32), nullable=False),
    Column("reason", String(32)),
    Column("amount", Integer, nullable=False),
    Column("temporary", Integer, nullable=False),
    Column("final", Integer, nullable=False),
    Column("before", String(16), ForeignKey("disputes.id")),
    Column("new_facts", JSON, nullable=False),
    Column("policy_version", Integer, nullable=False),
    # The clocks of the first notice; nothing moves them.
    Column("regime", String(8), nullable=False),
    Column("notice_on", Date, nullable=False),
    Column("last_notice_day", Date),
    Column("acknowledge_by", Date),
    Column("resolve_by", Date, nullable=False),
    Column("credit_itself_on", Date, nullable=False),
    Column("autopay_block_by", Date),
    Column("provisional_credit_by", Date),
    Column("pay_window_days", Integer, nullable=False),
    # What the customer told, and where the talk about it stands.
    Column("facts", JSON, nullable=False),
    Column("asking", String(32)),
    Column("events", Integer, nullable=False),
    Index("ix_disputes_one_open", "line_id", "reason", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    Index("ix_disputes_one_draft", "line_id", unique=True, sqlite_where=DRAFT, postgresql_where=DRAFT),
    CheckConstraint("amount between 0 and charged", name="amount"),
    CheckConstraint("temporary >= 0 and final >= 0", name="credits"),
    CheckConstraint("state in ('draft', 'abandoned') or (reason is not null and amount > 0)", name="filed"),
    CheckConstraint("credit_itself_on <= resolve_by", name="credit_in_time"),
)

dispute_events = Table(
    "dispute_events",
    metadata,
    Column("case_id", String(16), ForeignKey("disputes.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("detail", JSON, nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", String(80), nullable=False),
    # What the step was asked for by, on its first event: a message, a row of due work, an agent's act. Taken once.
    Column("key", String(160)),
    Unique("case_id", "key"),
)

dispute_letters = Table(
    "dispute_letters",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("case_id", String(16), ForeignKey("disputes.id"), nullable=False, index=True),
    Column("kind", String(32), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("sent_on", Date),
)

dispute_alerts = Table(
    "dispute_alerts",
    metadata,
    Column("case_id", String(16), ForeignKey("disputes.id"), primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("due_on", Date, nullable=False),
    Column("raised_at", Instant, nullable=False, index=True),
    Column("cleared_at", Instant),
)

# What customers sent as evidence. The content lies in the cabinet's folder, under the row's id.
dispute_files = Table(
    "dispute_files",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("case_id", String(16), ForeignKey("disputes.id"), nullable=False, index=True),
    Column("message_id", String(64), ForeignKey("messages.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("scanned", sa.Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    CheckConstraint("size between 1 and 10485760", name="size"),
)
