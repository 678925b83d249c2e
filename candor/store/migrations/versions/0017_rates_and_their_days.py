"""Which yearly rate an account had from which day, for each balance."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "apr_periods",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(64), nullable=False),
        sa.Column("balance", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("apr_bp", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_apr_periods_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_apr_periods")),
        sa.UniqueConstraint("account_id", "balance", "since", name=op.f("uq_apr_periods_account_id_balance_since")),
    )
    op.create_index(op.f("ix_apr_periods_account_id"), "apr_periods", ["account_id"])


def downgrade() -> None:
    op.drop_table("apr_periods")
