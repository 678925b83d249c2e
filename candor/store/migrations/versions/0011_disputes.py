"""Disputes: notices, cases with their events, letters, alerts and files."""

import sqlalchemy as sa
from alembic import op

from candor.store.types import Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

APPEND_ONLY = ("update", "delete")
OPEN = sa.text("state in ('submitted', 'investigating', 'awaiting_customer', 'merchant_review', 'pre_arbitration')")
DRAFT = sa.text("state = 'draft'")


def upgrade() -> None:
    op.create_table(
        "disputes",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("customer_id", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(64), nullable=False),
        sa.Column("line_id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=True),
        sa.Column("charged", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("notice_at", Instant(timezone=True), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(32), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("temporary", sa.Integer(), nullable=False),
        sa.Column("final", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(16), nullable=True),
        sa.Column("new_facts", sa.JSON(), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("regime", sa.String(8), nullable=False),
        sa.Column("notice_on", sa.Date(), nullable=False),
        sa.Column("last_notice_day", sa.Date(), nullable=True),
        sa.Column("acknowledge_by", sa.Date(), nullable=True),
        sa.Column("resolve_by", sa.Date(), nullable=False),
        sa.Column("credit_itself_on", sa.Date(), nullable=False),
        sa.Column("autopay_block_by", sa.Date(), nullable=True),
        sa.Column("provisional_credit_by", sa.Date(), nullable=True),
        sa.Column("pay_window_days", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("asking", sa.String(32), nullable=True),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_disputes"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_disputes_customer_id"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_disputes_account_id"),
        sa.ForeignKeyConstraint(["line_id"], ["transactions.id"], name="fk_disputes_line_id"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_disputes_conversation_id"),
        sa.ForeignKeyConstraint(["before"], ["disputes.id"], name="fk_disputes_before"),
        sa.CheckConstraint("amount between 0 and charged", name="ck_disputes_amount"),
        sa.CheckConstraint("state in ('draft', 'abandoned') or (reason is not null and amount > 0)", name="ck_disputes_filed"),
        sa.CheckConstraint("temporary >= 0 and final >= 0", name="ck_disputes_credits"),
        sa.CheckConstraint("credit_itself_on <= resolve_by", name="ck_disputes_credit_in_time"),
        sa.CheckConstraint(_in_time(), name="ck_disputes_in_time"),
    )
    op.create_index("ix_disputes_account_id", "disputes", ["account_id"])
    op.create_index("ix_disputes_customer_id", "disputes", ["customer_id"])
    op.create_index("ix_disputes_one_draft", "disputes", ["line_id"], unique=True, sqlite_where=DRAFT, postgresql_where=DRAFT)
    op.create_index("ix_disputes_one_open", "disputes", ["line_id", "reason"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table(
        "dispute_notices",
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("customer_id", sa.String(64), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("line_id", sa.String(64), nullable=True),
        sa.Column("case_id", sa.String(16), nullable=True),
        sa.PrimaryKeyConstraint("message_id", name="pk_dispute_notices"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_dispute_notices_message_id"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_dispute_notices_conversation_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_dispute_notices_customer_id"),
        sa.ForeignKeyConstraint(["case_id"], ["disputes.id"], name="fk_dispute_notices_case_id"),
    )
    op.create_index("ix_dispute_notices_case_id", "dispute_notices", ["case_id"])
    op.create_index("ix_dispute_notices_conversation_id", "dispute_notices", ["conversation_id"])
    op.create_index("ix_dispute_notices_customer_id", "dispute_notices", ["customer_id"])
    op.create_table(
        "dispute_events",
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("key", sa.String(160), nullable=True),
        sa.PrimaryKeyConstraint("case_id", "place", name="pk_dispute_events"),
        sa.ForeignKeyConstraint(["case_id"], ["disputes.id"], name="fk_dispute_events_case_id"),
        sa.UniqueConstraint("case_id", "key", name="uq_dispute_events_case_id_key"),
    )
    op.create_table(
        "dispute_letters",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("made_at", Instant(timezone=True), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_dispute_letters"),
        sa.ForeignKeyConstraint(["case_id"], ["disputes.id"], name="fk_dispute_letters_case_id"),
    )
    op.create_index("ix_dispute_letters_case_id", "dispute_letters", ["case_id"])
    op.create_table(
        "dispute_alerts",
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("raised_at", Instant(timezone=True), nullable=False),
        sa.Column("cleared_at", Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("case_id", "kind", name="pk_dispute_alerts"),
        sa.ForeignKeyConstraint(["case_id"], ["disputes.id"], name="fk_dispute_alerts_case_id"),
    )
    op.create_index("ix_dispute_alerts_raised_at", "dispute_alerts", ["raised_at"])
    op.create_table(
        "dispute_files",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dispute_files"),
        sa.ForeignKeyConstraint(["case_id"], ["disputes.id"], name="fk_dispute_files_case_id"),
    )
    op.create_index("ix_dispute_files_case_id", "dispute_files", ["case_id"])
    _keep(op.get_bind().dialect.name)


def _in_time() -> str:
    """Invariant 6 of domain.md part 6: under Regulation Z no clock is longer than the law's."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    to_ack, to_end = (
        f"julianday({day}) - julianday(notice_on)" if sqlite else f"{day} - notice_on"
        for day in ("acknowledge_by", "resolve_by")
    )
    return f"regime <> 'reg-z' or ({to_ack} between 1 and 30 and {to_end} between 1 and 90)"


def _keep(dialect: str) -> None:
    """What happened is only added to; no case and no notice is deleted."""
    if dialect == "postgresql":
        op.execute(
            "create function disputes_are_kept() returns trigger language plpgsql as "
            "$$ begin raise exception 'what happened to a dispute is kept' using errcode = '23514'; end $$"
        )
    for table, changes in (("dispute_events", APPEND_ONLY), ("disputes", ("delete",)), ("dispute_notices", ("delete",))):
        for change in changes:
            refuse = (
                "for each row execute function disputes_are_kept()"
                if dialect == "postgresql"
                else "begin select raise(abort, 'what happened to a dispute is kept'); end"
            )
            op.execute(f"create trigger {table}_no_{change} before {change} on {table} {refuse}")


def downgrade() -> None:
    op.drop_table("dispute_files")
    op.drop_table("dispute_alerts")
    op.drop_table("dispute_letters")
    op.drop_table("dispute_events")
    op.drop_table("dispute_notices")
    op.drop_table("disputes")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop function disputes_are_kept()")
