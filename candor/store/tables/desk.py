"""What the desk keeps beside the talks: private notes, who looks and types, who is on duty."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text
from sqlalchemy import PrimaryKeyConstraint as Primary
from sqlalchemy import UniqueConstraint as Unique

from candor.store.tables.base import metadata
from candor.store.types import Instant

# Read by the staff only: no query of the customer's side names this table.
notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("client_id", String(64), nullable=False, unique=True),
    Column("author", String(64), nullable=False),
    Column("name", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

# One row for each one who looks at a talk; both times pass by themselves when nobody renews them.
presence = Table(
    "presence",
    metadata,
    Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False),
    Column("who", String(64), nullable=False),
    Column("name", String(80)),
    Column("looks_until", Instant, nullable=False),
    Column("types_until", Instant),
    Primary("conversation_id", "who"),
)

duty = Table(
    "duty",
    metadata,
    Column("agent", String(64), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("left_at", Instant),
)

# One row. It grows with each change of the queue or of a talk's owner: a look at it tells whether there was one.
desk_changes = Table(
    "desk_changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

# The outbox: written in the transaction that decides on a mail, sent by whichever process takes it.
mails = Table(
    "mails",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False),
    Column("up_to", Integer, nullable=False),
    Column("address", String(254), nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("try_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("sent_at", Instant),
    Unique("conversation_id", "up_to"),
    Index("ix_mails_waiting", "state", "try_at"),
    CheckConstraint("state in ('waiting', 'sending', 'sent')", name="state"),
)
