"""The conversation log: what was said, what waits to be answered, who may answer, what was promised."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from candor.store.tables.base import metadata
from candor.store.types import Instant


def _conversation(*, index: bool = True) -> Column[str]:
    """Without an index where a wider one begins with it: a planner that may choose sometimes chooses the narrow one."""
    return Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False, index=index)


conversations = Table(
    "conversations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("customer_id", String(64), ForeignKey("customers.id"), index=True),
    Column("guest_session_id", String(64), index=True),
    Column("owner", String(16), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("read_seq", Integer, nullable=False),
    Column("tracker", Text),
    Column("tracker_version", Integer, nullable=False),
    Column("agent", String(64), index=True),
    Column("team", String(32)),
    Column("closed_at", Instant),
    Column("waits_since", Instant),
    CheckConstraint("owner in ('bot', 'person')", name="owner"),
    CheckConstraint("(customer_id is null) <> (guest_session_id is null)", name="one_holder"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", String(64), primary_key=True),
    _conversation(index=False),
    Column("seq", Integer, nullable=False),
    Column("sender", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("client_id", String(64)),
    Column("answers", String(64), ForeignKey("messages.id")),
    Column("part", Integer),
    Column("response", String),
    Column("cites", JSON, nullable=False),
    Column("card", JSON),
    Column("changed", Boolean, nullable=False),
    Column("author", String(64)),
    Column("name", String(80)),
    Unique("conversation_id", "seq"),
    Index("ix_messages_changed", "conversation_id", "changed", "seq"),
    Unique("conversation_id", "client_id"),
    # A message is answered once: a second worker's first bubble would break this.
    Unique("answers", "part"),
    CheckConstraint("sender in ('customer', 'bot', 'agent', 'system')", name="sender"),
)

choices = Table(
    "choices",
    metadata,
    Column("id", String(64), primary_key=True),
    _conversation(),
    Column("message_id", String(64), ForeignKey("messages.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("label", String, nullable=False),
    Column("intent", String, nullable=False),
    Column("payload", JSON, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("message_id", String(64), ForeignKey("messages.id"), primary_key=True),
    _conversation(index=False),
    Column("seq", Integer, nullable=False),
    Column("intent", String),
    Column("payload", JSON),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("queued_at", Instant, nullable=False),
    Column("first_tried_at", Instant),
    Column("next_try_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("understanding", JSON),
    CheckConstraint("state in ('queued', 'done')", name="state"),
    Index("ix_inbox_waiting", "state", "next_try_at"),
    Index("ix_inbox_of_talk", "conversation_id", "state", "seq"),
    Index("ix_inbox_answered", "done_at"),
)

leases = Table(
    "leases",
    metadata,
    Column("conversation_id", String(64), ForeignKey("conversations.id"), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", String(64), primary_key=True),
    _conversation(),
    Column("message_id", String(64), ForeignKey("messages.id"), nullable=False, unique=True),
    Column("customer_id", String(64), ForeignKey("customers.id"), index=True),
    Column("trigger", String(32), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("requested_at", Instant, nullable=False),
    Column("joined_at", Instant),
    Column("context", JSON, nullable=False),
    Column("state", String(16), nullable=False, server_default="waiting"),
    Column("taken_by", String(64)),
    Column("team", String(32)),
    Column("snoozed_until", Instant),
    Column("closed_at", Instant),
    Column("outcome", String(32)),
    Column("cause", String(32)),
    Column("summary", Text),
    Column("package", JSON),
    # What waits, most urgent and longest first: past hand-overs, however many, are not read for it.
    Index("ix_handoffs_queue", "state", "urgency", "requested_at"),
    # How long people waited of late.
    Index("ix_handoffs_joined", "urgency", "joined_at"),
)

promises = Table(
    "promises",
    metadata,
    Column("id", String(64), primary_key=True),
    _conversation(),
    Column("handoff_id", String(64), ForeignKey("handoffs.id"), unique=True),
    Column("what", String(64), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False, index=True),
    Column("kept_at", Instant),
    Column("withdrawn_at", Instant),
    Column("path", String(8), nullable=False, server_default="bot"),
)

ratings = Table(
    "ratings",
    metadata,
    Column("conversation_id", String(64), ForeignKey("conversations.id"), primary_key=True),
    Column("score", Integer, nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", Instant, nullable=False),
    CheckConstraint("score between 1 and 5", name="score"),
)

# What the bank got wrong and is putting right. A line is put right once: a second talk finds the first one's row.
corrections_opened = Table(
    "corrections_opened",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("line_id", String(64), ForeignKey("transactions.id"), nullable=False, unique=True),
    Column("customer_id", String(64), ForeignKey("customers.id"), nullable=False, index=True),
    _conversation(),
    Column("message_id", String(64), ForeignKey("messages.id"), nullable=False),
    Column("promise_id", String(64), ForeignKey("promises.id"), nullable=False, unique=True),
    Column("cents", Integer, nullable=False),
    Column("mistake", String(48), nullable=False),
    Column("rule", String(48), nullable=False),
    Column("opened_at", Instant, nullable=False),
)

# What came of it: the customer's own word, one row for each answer. `line_id` may be a line, a hold or a refund.
outcomes = Table(
    "outcomes",
    metadata,
    Column("id", String(64), primary_key=True),
    _conversation(),
    Column("message_id", String(64), ForeignKey("messages.id"), nullable=False, unique=True),
    Column("line_id", String(64)),
    Column("wanted", String(32), nullable=False),
    Column("result", String(32), nullable=False),
    Column("at", Instant, nullable=False, index=True),
)
