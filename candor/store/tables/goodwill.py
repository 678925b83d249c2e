"""Goodwill: the policies that were in force, every decision, every grant, and the month's money.

A trigger of the migration holds each grant of the assistant to the caps of its policy, whoever writes it.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from candor.store.tables.base import metadata
from candor.store.types import Instant

policies = Table(
    "goodwill_policies",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("since", Instant, nullable=False, index=True),
)

decisions = Table(
    "goodwill_decisions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("account_id", String(64), ForeignKey("accounts.id"), nullable=False, index=True),
    Column("customer_id", String(64), ForeignKey("customers.id"), nullable=False),
    Column("conversation_id", String(64), ForeignKey("conversations.id")),
    Column("message_id", String(64), ForeignKey("messages.id")),
    Column("line_id", String(64), ForeignKey("transactions.id")),
    Column("facts", JSON, nullable=False),
    Column("digest", String(64), ForeignKey("goodwill_policies.digest"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("decision", String(24), nullable=False),
    Column("amount", Integer, nullable=False),
    Column("reason", String(16), nullable=False),
    Column("granted_by", String(16)),
    Column("authority", String(32), nullable=False),
    Column("trail", JSON, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(64), nullable=False),
    Column("why", Text, nullable=False),
    Column("eligible_on", Date),
    Column("handoff_id", String(64), ForeignKey("handoffs.id")),
    Column("said", JSON, nullable=False),
    UniqueConstraint("message_id", "line_id"),
    Index("ix_goodwill_decisions_of_line", "line_id", "at"),
    CheckConstraint("amount >= 0", name="amount"),
)

OF_THE_BOT = text("\"by\" = 'bot' and state <> 'expired'")
grants = Table(
    "goodwill_grants",
    metadata,
    Column("id", String(64), ForeignKey("goodwill_decisions.id"), primary_key=True),
    Column("account_id", String(64), ForeignKey("accounts.id"), nullable=False),
    Column("line_id", String(64), ForeignKey("transactions.id")),
    Column("kind", String(16), nullable=False),
    Column("cents", Integer, nullable=False),
    Column("small", Boolean, nullable=False),
    Column("state", String(16), nullable=False),
    Column("by", String(64), nullable=False),
    Column("month", String(7), nullable=False),
    Column("on", Date, nullable=False),
    Column("pay_by", Date),
    Column("promise_id", String(64), ForeignKey("promises.id")),
    Column("settled_at", Instant),
    Column("told_at", Instant),
    # What the trigger counts by.
    Column("since", Date, nullable=False),
    Column("tiny", Integer, nullable=False),
    Column("most_credits", Integer),
    Column("most_cents", Integer),
    Column("most_small", Integer),
    CheckConstraint("cents > 0", name="cents"),
    CheckConstraint("state in ('pending', 'paid', 'expired')", name="state"),
    CheckConstraint("(state = 'pending') = (settled_at is null)", name="settled"),
    Index("ix_goodwill_grants_of_account", "account_id", "state"),
    Index("ix_goodwill_grants_waiting", "state", "pay_by"),
    # The assistant gives a line back once, whoever asks how often.
    Index("uq_goodwill_grants_line", "line_id", unique=True, sqlite_where=OF_THE_BOT, postgresql_where=OF_THE_BOT),
)

budgets = Table(
    "goodwill_budgets",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("cents", Integer, nullable=False),
    Column("spent", Integer, nullable=False),
    Column("by_staff", Integer, nullable=False),
    Column("gifts", Integer, nullable=False),
    CheckConstraint("spent between 0 and cents", name="spent"),
    CheckConstraint("by_staff >= 0 and gifts between 0 and spent", name="parts"),
)

# A line whose fee we offered to take off, without being asked: once.
offers = Table(
    "goodwill_offers",
    metadata,
    Column("line_id", String(64), ForeignKey("transactions.id"), primary_key=True),
    Column("message_id", String(64), ForeignKey("messages.id"), nullable=False),
    Column("at", Instant, nullable=False),
)

# Grants above the authority of who asks: a second person answers.
wishes = Table(
    "goodwill_wishes",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("line_id", String(64), ForeignKey("transactions.id"), nullable=False),
    Column("customer_id", String(64), ForeignKey("customers.id"), nullable=False),
    Column("cents", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_by", String(64), nullable=False),
    Column("asked_at", Instant, nullable=False, index=True),
    Column("answered_by", String(64)),
    Column("answered_at", Instant),
    Column("approved", Boolean),
    CheckConstraint("cents > 0", name="cents"),
    CheckConstraint("answered_by is null or answered_by <> asked_by", name="two_people"),
)
