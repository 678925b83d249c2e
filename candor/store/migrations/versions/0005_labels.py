"""Labels: what a bot turn should have been, as staff or the customer say it."""

import sqlalchemy as sa
from alembic import op

from candor.store.types import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "labels",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("intent", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_labels_message_id"),
        sa.PrimaryKeyConstraint("id", name="pk_labels"),
        sa.UniqueConstraint("message_id", "kind", "by", name="uq_labels_message_id_kind_by"),
        sa.CheckConstraint("kind in ('misrouted', 'override', 'not_it', 'low_rating')", name="ck_labels_kind"),
    )
    op.create_index("ix_labels_at", "labels", ["at"])


def downgrade() -> None:
    op.drop_table("labels")
