"""The studio: turns that went badly in their groups, what was taught because of them, what a candidate reads."""

import sqlalchemy as sa
from alembic import op

from candor.store.types import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bad_groups",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("newest", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["messages.id"], name="fk_bad_groups_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bad_groups"),
    )
    op.create_index("ix_bad_groups_order", "bad_groups", ["weight", "newest"])
    op.create_table(
        "bad_turns",
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("signs", sa.String(120), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("intent", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("group_id", sa.String(64), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("by", sa.String(80), nullable=True),
        sa.Column("done_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_bad_turns_message_id"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_bad_turns_conversation_id"),
        sa.ForeignKeyConstraint(["group_id"], ["messages.id"], name="fk_bad_turns_group_id"),
        sa.PrimaryKeyConstraint("message_id", name="pk_bad_turns"),
        sa.CheckConstraint("state in ('open', 'taught', 'aside')", name="ck_bad_turns_state"),
    )
    op.create_index("ix_bad_turns_of_group", "bad_turns", ["group_id", "state", "at"])
    op.create_table(
        "taught",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("customer_id", sa.String(64), nullable=True),
        sa.Column("intent", sa.String(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_taught_message_id"),
        sa.PrimaryKeyConstraint("id", name="pk_taught"),
    )
    op.create_index("ix_taught_message_id", "taught", ["message_id"])
    op.create_index("ix_taught_customer_id", "taught", ["customer_id"])
    op.create_table(
        "shadow_reads",
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("model", sa.String(120), nullable=False),
        sa.Column("intent", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("live_intent", sa.String(), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_shadow_reads_message_id"),
        sa.PrimaryKeyConstraint("message_id", "model", name="pk_shadow_reads"),
    )
    op.create_index("ix_shadow_reads_of_model", "shadow_reads", ["model", "at"])
    op.create_table(
        "studio_marks",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_studio_marks"),
    )
    op.create_index("ix_inbox_answered", "inbox", ["done_at"])


def downgrade() -> None:
    op.drop_index("ix_inbox_answered", "inbox")
    for name in ("studio_marks", "shadow_reads", "taught", "bad_turns", "bad_groups"):
        op.drop_table(name)
