"""The desk: who has a talk, how a hand-over stands, notes, presence, duty."""

import sqlalchemy as sa
from alembic import op

from candor.store.types import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ADDED = {
    "conversations": [
        sa.Column("agent", sa.String(64)),
        sa.Column("team", sa.String(32)),
        sa.Column("closed_at", Instant(timezone=True)),
        sa.Column("waits_since", Instant(timezone=True)),
    ],
    "messages": [sa.Column("author", sa.String(64)), sa.Column("name", sa.String(80))],
    "handoffs": [
        sa.Column("state", sa.String(16), nullable=False, server_default="waiting"),
        sa.Column("taken_by", sa.String(64)),
        sa.Column("team", sa.String(32)),
        sa.Column("snoozed_until", Instant(timezone=True)),
        sa.Column("closed_at", Instant(timezone=True)),
        sa.Column("outcome", sa.String(32)),
        sa.Column("cause", sa.String(32)),
        sa.Column("summary", sa.Text()),
        sa.Column("package", sa.JSON()),
    ],
}


def upgrade() -> None:
    for table, columns in ADDED.items():
        for column in columns:
            op.add_column(table, column)
    op.create_index("ix_conversations_agent", "conversations", ["agent"])
    op.create_index("ix_handoffs_queue", "handoffs", ["state", "urgency", "requested_at"])
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_notes_conversation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
        sa.UniqueConstraint("client_id", name="uq_notes_client_id"),
    )
    op.create_index("ix_notes_conversation_id", "notes", ["conversation_id"])
    op.create_table(
        "presence",
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("name", sa.String(80)),
        sa.Column("looks_until", Instant(timezone=True), nullable=False),
        sa.Column("types_until", Instant(timezone=True)),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_presence_conversation_id"),
        sa.PrimaryKeyConstraint("conversation_id", "who", name="pk_presence"),
    )
    op.create_table(
        "duty",
        sa.Column("agent", sa.String(64), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("seen_at", Instant(timezone=True), nullable=False),
        sa.Column("left_at", Instant(timezone=True)),
        sa.PrimaryKeyConstraint("agent", name="pk_duty"),
    )
    changes = op.create_table(
        "desk_changes",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_desk_changes"),
        sa.CheckConstraint("id = 1", name="ck_desk_changes_one_row"),
    )
    op.bulk_insert(changes, [{"id": 1, "number": 0}])


def downgrade() -> None:
    for table in ("desk_changes", "duty", "presence", "notes"):
        op.drop_table(table)
    op.drop_index("ix_handoffs_queue", "handoffs")
    op.drop_index("ix_conversations_agent", "conversations")
    for table, columns in ADDED.items():
        for column in columns:
            op.drop_column(table, column.name)
