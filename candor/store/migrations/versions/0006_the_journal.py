"""The journal of money moved on accounts. The database itself refuses to change or delete what is in it."""

import sqlalchemy as sa
from alembic import op

from candor.store.types import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = ("journal_postings", "journal_moves")
CHANGES = ("update", "delete")


def upgrade() -> None:
    op.create_table(
        "journal_postings",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("account_id", sa.String(64), nullable=False),
        sa.Column("why", sa.String(32), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("line_id", sa.String(64), nullable=True),
        sa.Column("refs", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_journal_postings_account_id"),
        sa.ForeignKeyConstraint(["line_id"], ["transactions.id"], name="fk_journal_postings_line_id"),
        sa.PrimaryKeyConstraint("id", name="pk_journal_postings"),
        sa.UniqueConstraint("key", name="uq_journal_postings_key"),
        sa.UniqueConstraint("line_id", name="uq_journal_postings_line_id"),
    )
    op.create_index("ix_journal_postings_account_id", "journal_postings", ["account_id"])
    op.create_table(
        "journal_moves",
        sa.Column("posting_id", sa.String(64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("from_ledger", sa.String(32), nullable=False),
        sa.Column("to_ledger", sa.String(32), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["posting_id"], ["journal_postings.id"], name="fk_journal_moves_posting_id"),
        sa.PrimaryKeyConstraint("posting_id", "place", name="pk_journal_moves"),
        sa.CheckConstraint("cents > 0", name="ck_journal_moves_cents"),
        sa.CheckConstraint("from_ledger <> to_ledger", name="ck_journal_moves_two_ledgers"),
    )
    _keep(op.get_bind().dialect.name)


def _keep(dialect: str) -> None:
    if dialect == "postgresql":
        op.execute(
            "create function journal_is_append_only() returns trigger language plpgsql as "
            "$$ begin raise exception 'the journal is append-only' using errcode = '23514'; end $$"
        )
    for table in TABLES:
        for change in CHANGES:
            refuse = (
                "for each row execute function journal_is_append_only()"
                if dialect == "postgresql"
                else "begin select raise(abort, 'the journal is append-only'); end"
            )
            op.execute(f"create trigger {table}_no_{change} before {change} on {table} {refuse}")


def downgrade() -> None:
    op.drop_table("journal_moves")
    op.drop_table("journal_postings")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop function journal_is_append_only()")
