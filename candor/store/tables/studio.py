"""What trainers work on: turns that went badly, what is said about them, and what was taught because of them."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, Float, ForeignKey, Index, Integer, String, Table, Text
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

# A group is named by its first turn's message. What its page's head shows is counted when a turn changes, not when it
# is looked at: the inbox opens as fast with a hundred thousand turns as with ten.
bad_groups = Table(
    "bad_groups",
    metadata,
    Column("id", String(64), ForeignKey("messages.id"), primary_key=True),
    Column("open", Integer, nullable=False),
    Column("weight", Integer, nullable=False),
    Column("newest", Instant, nullable=False),
    Index("ix_bad_groups_order", "weight", "newest"),
)

bad_turns = Table(
    "bad_turns",
    metadata,
    Column("message_id", String(64), ForeignKey("messages.id"), primary_key=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("signs", String(120), nullable=False),
    Column("weight", Integer, nullable=False),
    Column("intent", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("group_id", String(64), ForeignKey("messages.id")),
    Column("state", String(16), nullable=False),
    Column("by", String(80)),
    Column("done_at", Instant),
    CheckConstraint("state in ('open', 'taught', 'aside')", name="state"),
    Index("ix_bad_turns_of_group", "group_id", "state", "at"),
)

# A sentence in data/nlu that came from a customer's message, and who vouched that it names nobody.
taught = Table(
    "taught",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("message_id", String(64), ForeignKey("messages.id"), nullable=False, index=True),
    Column("customer_id", String(64), index=True),
    Column("intent", String, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("file", String, nullable=False),
    Column("by", String(80), nullable=False),
    Column("at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
)

# What a candidate would have taken a live message for.
shadow_reads = Table(
    "shadow_reads",
    metadata,
    Column("message_id", String(64), ForeignKey("messages.id"), primary_key=True),
    Column("model", String(120), primary_key=True),
    Column("intent", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("live_intent", String, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_shadow_reads_of_model", "model", "at"),
)

# How far a reader of the log has come.
studio_marks = Table(
    "studio_marks",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("at", Instant, nullable=False),
)

# Something long that a page began: a training, a comparison. The newest is shown, to whichever process is asked.
studio_jobs = Table(
    "studio_jobs",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("by", String(80), nullable=False),
    Column("began_at", Instant, nullable=False, index=True),
    Column("beat_at", Instant, nullable=False),
    Column("said", JSON, nullable=False),
    Column("told", JSON, nullable=False),
    Column("code", Integer),
    Column("seconds", Float, nullable=False),
)

# One row: the candidate that should read along, and which reader does so.
studio_shadow = Table(
    "studio_shadow",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("model", String(120)),
    Column("holder", String(64)),
    Column("held_until", Instant),
    CheckConstraint("id = 1", name="one_row"),
)
