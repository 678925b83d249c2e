"""Goodwill: policies, decisions, grants under caps that the database keeps, and the month's money."""

import sqlalchemy as sa
from alembic import op

from candor.store.types import Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# The credits that count: those of the ledger that somebody asked for, and those that wait for a payment.
COUNTED = """
  select -t.amount as cents from corrections k join transactions t on t.id = k.line_id
   where k.account_id = new.account_id and k.kind = 'goodwill' and k.note <> 'gift' and t.amount < 0
     and t.post_date > new.since
  union all
  select g.cents from goodwill_grants g where g.account_id = new.account_id and g.state = 'pending'
"""
BACK = """
  select -t.amount as cents from corrections k join transactions t on t.id = k.line_id
   where k.target_id = new.line_id and k.kind in ('goodwill', 'correction')
  union all
  select g.cents from goodwill_grants g where g.line_id = new.line_id and g.state = 'pending'
"""
IS_OVER = {
    "more than the charge": f"""new.line_id is not null and new.cents
      + (select coalesce(sum(cents), 0) from ({BACK}) as back)
      > (select amount from transactions where id = new.line_id)""",
    "over the number of credits": f"""new."by" = 'bot' and new.kind <> 'gift' and not new.small
      and (select count(*) from ({COUNTED}) as c where cents > new.tiny) >= new.most_credits""",
    "over the sum of credits": f"""new."by" = 'bot' and new.kind <> 'gift' and not new.small
      and new.cents + (select coalesce(sum(cents), 0) from ({COUNTED}) as c where cents > new.tiny) > new.most_cents""",
    "over the number of small credits": f"""new."by" = 'bot' and new.small
      and (select count(*) from ({COUNTED}) as c where cents <= new.tiny) >= new.most_small""",
}


def upgrade() -> None:
    op.create_table(
        "goodwill_policies",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("since", Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_goodwill_policies"),
    )
    op.create_index("ix_goodwill_policies_since", "goodwill_policies", ["since"])
    _decisions()
    _grants()
    op.create_table(
        "goodwill_budgets",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("spent", sa.Integer(), nullable=False),
        sa.Column("by_staff", sa.Integer(), nullable=False),
        sa.Column("gifts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", name="pk_goodwill_budgets"),
        sa.CheckConstraint("spent between 0 and cents", name="ck_goodwill_budgets_spent"),
        sa.CheckConstraint("by_staff >= 0 and gifts between 0 and spent", name="ck_goodwill_budgets_parts"),
    )
    op.create_table(
        "goodwill_offers",
        sa.Column("line_id", sa.String(64), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("line_id", name="pk_goodwill_offers"),
        sa.ForeignKeyConstraint(["line_id"], ["transactions.id"], name="fk_goodwill_offers_line_id"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_goodwill_offers_message_id"),
    )
    _wishes()
    _keep(op.get_bind().dialect.name)


def _decisions() -> None:
    op.create_table(
        "goodwill_decisions",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(64), nullable=False),
        sa.Column("customer_id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=True),
        sa.Column("message_id", sa.String(64), nullable=True),
        sa.Column("line_id", sa.String(64), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(24), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("granted_by", sa.String(16), nullable=True),
        sa.Column("authority", sa.String(32), nullable=False),
        sa.Column("trail", sa.JSON(), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("eligible_on", sa.Date(), nullable=True),
        sa.Column("handoff_id", sa.String(64), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_goodwill_decisions"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_goodwill_decisions_account_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_goodwill_decisions_customer_id"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_goodwill_decisions_conversation_id"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_goodwill_decisions_message_id"),
        sa.ForeignKeyConstraint(["line_id"], ["transactions.id"], name="fk_goodwill_decisions_line_id"),
        sa.ForeignKeyConstraint(["digest"], ["goodwill_policies.digest"], name="fk_goodwill_decisions_digest"),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoffs.id"], name="fk_goodwill_decisions_handoff_id"),
        sa.UniqueConstraint("message_id", "line_id", name="uq_goodwill_decisions_message_id_line_id"),
        sa.CheckConstraint("amount >= 0", name="ck_goodwill_decisions_amount"),
    )
    op.create_index("ix_goodwill_decisions_account_id", "goodwill_decisions", ["account_id"])
    op.create_index("ix_goodwill_decisions_of_line", "goodwill_decisions", ["line_id", "at"])


def _grants() -> None:
    op.create_table(
        "goodwill_grants",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(64), nullable=False),
        sa.Column("line_id", sa.String(64), nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("small", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("pay_by", sa.Date(), nullable=True),
        sa.Column("promise_id", sa.String(64), nullable=True),
        sa.Column("settled_at", Instant(timezone=True), nullable=True),
        sa.Column("told_at", Instant(timezone=True), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("tiny", sa.Integer(), nullable=False),
        sa.Column("most_credits", sa.Integer(), nullable=True),
        sa.Column("most_cents", sa.Integer(), nullable=True),
        sa.Column("most_small", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_goodwill_grants"),
        sa.ForeignKeyConstraint(["id"], ["goodwill_decisions.id"], name="fk_goodwill_grants_id"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_goodwill_grants_account_id"),
        sa.ForeignKeyConstraint(["line_id"], ["transactions.id"], name="fk_goodwill_grants_line_id"),
        sa.ForeignKeyConstraint(["promise_id"], ["promises.id"], name="fk_goodwill_grants_promise_id"),
        sa.CheckConstraint("cents > 0", name="ck_goodwill_grants_cents"),
        sa.CheckConstraint("state in ('pending', 'paid', 'expired')", name="ck_goodwill_grants_state"),
        sa.CheckConstraint("(state = 'pending') = (settled_at is null)", name="ck_goodwill_grants_settled"),
    )
    op.create_index("ix_goodwill_grants_of_account", "goodwill_grants", ["account_id", "state"])
    op.create_index("ix_goodwill_grants_waiting", "goodwill_grants", ["state", "pay_by"])
    of_the_bot = sa.text("\"by\" = 'bot' and state <> 'expired'")
    op.create_index(
        "uq_goodwill_grants_line",
        "goodwill_grants",
        ["line_id"],
        unique=True,
        sqlite_where=of_the_bot,
        postgresql_where=of_the_bot,
    )


def _wishes() -> None:
    op.create_table(
        "goodwill_wishes",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("line_id", sa.String(64), nullable=False),
        sa.Column("customer_id", sa.String(64), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(64), nullable=False),
        sa.Column("asked_at", Instant(timezone=True), nullable=False),
        sa.Column("answered_by", sa.String(64), nullable=True),
        sa.Column("answered_at", Instant(timezone=True), nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_goodwill_wishes"),
        sa.ForeignKeyConstraint(["line_id"], ["transactions.id"], name="fk_goodwill_wishes_line_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_goodwill_wishes_customer_id"),
        sa.CheckConstraint("cents > 0", name="ck_goodwill_wishes_cents"),
        sa.CheckConstraint("answered_by is null or answered_by <> asked_by", name="ck_goodwill_wishes_two_people"),
    )
    op.create_index("ix_goodwill_wishes_asked_at", "goodwill_wishes", ["asked_at"])


def _keep(dialect: str) -> None:
    """Two who grant one customer different fees at once: the second waits for the account, and then sees the first."""
    if dialect != "postgresql":
        checks = " ".join(
            f"select raise(abort, 'goodwill: {what}') where {over};"
            for what, over in IS_OVER.items()
        )
        op.execute(f"create trigger goodwill_grants_within_caps before insert on goodwill_grants begin {checks} end")
        return
    checks = " ".join(
        f"if {over} then raise exception 'goodwill: {what}' using errcode = '23514'; end if;"
        for what, over in IS_OVER.items()
    )
    op.execute(
        "create function goodwill_within_caps() returns trigger language plpgsql as $$ begin"
        f" perform 1 from accounts where id = new.account_id for no key update; {checks} return new; end $$"
    )
    op.execute(
        "create trigger goodwill_grants_within_caps before insert on goodwill_grants"
        " for each row execute function goodwill_within_caps()"
    )


def downgrade() -> None:
    for table in ("wishes", "offers", "budgets", "grants", "decisions", "policies"):
        op.drop_table(f"goodwill_{table}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop function goodwill_within_caps()")
