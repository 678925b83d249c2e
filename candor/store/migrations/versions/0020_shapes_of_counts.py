"""Counts by month; what each row counts for, as its day and a short text; promises that come due; words of answers.

All rows are counted anew.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

KINDS = (
    ("talk", "talk_outcomes"),
    ("issue", "issues"),
    ("answer", "outcomes"),
    ("survey", "surveys"),
    ("promise", "promises"),
    ("hand_over", "handoffs"),
    ("reaction", "reactions"),
    ("case", "disputes"),
    ("shop", "mystery_shops"),
)
COUNTS = ("n", "hits", "against", "total", "squares", "unknown", "excluded")


def upgrade() -> None:
    op.add_column("surveys", sa.Column("comment", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "trust_months",
        sa.Column("segment", sa.String(64), nullable=False),
        sa.Column("metric", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ripe", sa.Date(), nullable=False),
        sa.Column("path", sa.String(8), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in COUNTS),
        sa.PrimaryKeyConstraint("segment", "metric", "day", "ripe", "path", "step", name="pk_trust_months"),
    )
    op.create_index("ix_trust_counts_ripe", "trust_counts", ["ripe"])
    _made(sa.Column("day", sa.Date(), nullable=False), sa.Column("shape", sa.Text(), nullable=False))
    op.execute(
        "insert into due_work (id, kind, subject, at, try_at, attempts) "
        "select id, 'promise_due', id, due_at, due_at, 0 from promises where kept_at is null and withdrawn_at is null"
    )


def downgrade() -> None:
    op.drop_column("surveys", "comment")
    op.drop_index("ix_trust_counts_ripe", "trust_counts")
    op.drop_table("trust_months")
    op.execute("delete from due_work where kind = 'promise_due'")
    _made(sa.Column("counts", sa.JSON(), nullable=False), with_rowid=True)


def _made(*columns: "sa.Column[Any]", with_rowid: bool = False) -> None:
    op.drop_table("trust_counted")
    op.create_table(
        "trust_counted",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("row_id", sa.String(64), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("generation", "kind", "row_id", name="pk_trust_counted"),
        sqlite_with_rowid=with_rowid,
    )
    op.execute("delete from trust_counts")
    op.execute("delete from trust_outbox")
    op.execute("update trust_state set building_until = null, builder = null")
    for kind, table in KINDS:
        op.execute(f"insert into trust_outbox (kind, row_id) select '{kind}', id from {table}")
