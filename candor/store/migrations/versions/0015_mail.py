"""The outbox of e-mails."""

import sqlalchemy as sa
from alembic import op

from candor.store.types import Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mails",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("up_to", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(timezone=True), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("try_at", Instant(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_mails_conversation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
        sa.UniqueConstraint("conversation_id", "up_to", name="uq_mails_conversation_id_up_to"),
        sa.CheckConstraint("state in ('waiting', 'sending', 'sent')", name="ck_mails_state"),
    )
    op.create_index("ix_mails_waiting", "mails", ["state", "try_at"])


def downgrade() -> None:
    op.drop_table("mails")
