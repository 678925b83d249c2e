"""Corrections of our own mistakes, and whether an explanation was understood."""

import sqlalchemy as sa
from alembic import op

from candor.store.types import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "corrections_opened",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("line_id", sa.String(64), nullable=False),
        sa.Column("customer_id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("promise_id", sa.String(64), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("mistake", sa.String(48), nullable=False),
        sa.Column("rule", sa.String(48), nullable=False),
        sa.Column("opened_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["transactions.id"], name="fk_corrections_opened_line_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_corrections_opened_customer_id"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_corrections_opened_conversation_id"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_corrections_opened_message_id"),
        sa.ForeignKeyConstraint(["promise_id"], ["promises.id"], name="fk_corrections_opened_promise_id"),
        sa.PrimaryKeyConstraint("id", name="pk_corrections_opened"),
        sa.UniqueConstraint("line_id", name="uq_corrections_opened_line_id"),
        sa.UniqueConstraint("promise_id", name="uq_corrections_opened_promise_id"),
    )
    op.create_index("ix_corrections_opened_customer_id", "corrections_opened", ["customer_id"])
    op.create_index("ix_corrections_opened_conversation_id", "corrections_opened", ["conversation_id"])
    op.create_table(
        "outcomes",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("line_id", sa.String(64), nullable=True),
        sa.Column("wanted", sa.String(32), nullable=False),
        sa.Column("result", sa.String(32), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_outcomes_conversation_id"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_outcomes_message_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outcomes"),
        sa.UniqueConstraint("message_id", name="uq_outcomes_message_id"),
    )
    op.create_index("ix_outcomes_conversation_id", "outcomes", ["conversation_id"])
    op.create_index("ix_outcomes_at", "outcomes", ["at"])


def downgrade() -> None:
    op.drop_table("outcomes")
    op.drop_table("corrections_opened")
