"""Files of disputes: whose message brought one, and whether it was scanned. None was kept before."""

import sqlalchemy as sa
from alembic import op

from candor.store.types import Instant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("dispute_files")
    op.create_table(
        "dispute_files",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("scanned", sa.Boolean(), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.CheckConstraint("size between 1 and 10485760", name="ck_dispute_files_size"),
        sa.ForeignKeyConstraint(["case_id"], ["disputes.id"], name="fk_dispute_files_case_id"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_dispute_files_message_id"),
        sa.PrimaryKeyConstraint("id", name="pk_dispute_files"),
    )
    op.create_index("ix_dispute_files_case_id", "dispute_files", ["case_id"])


def downgrade() -> None:
    op.drop_table("dispute_files")
    op.create_table(
        "dispute_files",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["disputes.id"], name="fk_dispute_files_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_dispute_files"),
    )
    op.create_index("ix_dispute_files_case_id", "dispute_files", ["case_id"])
