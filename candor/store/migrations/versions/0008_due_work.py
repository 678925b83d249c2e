"""What is to be done later, by itself."""

import sqlalchemy as sa
from alembic import op

from candor.store.types import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WAITING = sa.text("done_at is null")


def upgrade() -> None:
    op.create_table(
        "due_work",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(48), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("try_at", Instant(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_due_work"),
        sa.UniqueConstraint("subject", "kind", "at", name="uq_due_work_subject_kind_at"),
    )
    op.create_index("ix_due_work_waiting", "due_work", ["try_at"], sqlite_where=WAITING, postgresql_where=WAITING)


def downgrade() -> None:
    op.drop_table("due_work")
