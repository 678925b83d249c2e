"""What came of it: outcome rows, what customers said of it, and the counts of the trust board."""

import sqlalchemy as sa
from alembic import op

from candor.store.types import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# What was written before counts too.
COUNTED_BEFORE = (("promise", "promises"), ("hand_over", "handoffs"), ("answer", "outcomes"))


def upgrade() -> None:
    op.create_table(
        "context_looks",
        sa.Column("handoff_id", sa.String(64), nullable=False),
        sa.Column("asked_again", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("handoff_id", name="pk_context_looks"),
    )
    op.create_table(
        "fairness_segments",
        sa.Column("customer_id", sa.String(64), nullable=False),
        sa.Column("dimension", sa.String(32), nullable=False),
        sa.Column("value", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "dimension", name="pk_fairness_segments"),
    )
    op.create_table(
        "issues",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("customer_id", sa.String(64), nullable=True),
        sa.Column("line_id", sa.String(64), nullable=True),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("first_at", Instant(timezone=True), nullable=False),
        sa.Column("last_at", Instant(timezone=True), nullable=False),
        sa.Column("path", sa.String(8), nullable=False),
        sa.Column("wanted", sa.String(16), nullable=False),
        sa.Column("result", sa.String(16), nullable=False),
        sa.Column("explained", sa.Boolean(), nullable=False),
        sa.Column("transferred", sa.Boolean(), nullable=False),
        sa.Column("assessed_at", Instant(timezone=True), nullable=True),
        sa.Column("resolved", sa.Boolean(), nullable=True),
        sa.Column("cause", sa.String(48), nullable=True),
        sa.Column("repeat_of", sa.String(64), nullable=True),
        sa.Column("repeated_at", Instant(timezone=True), nullable=True),
        sa.Column("asked_until", Instant(timezone=True), nullable=True),
        sa.Column("disputed_at", Instant(timezone=True), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_issues"),
    )
    op.create_index("ix_issues_conversation_id", "issues", ["conversation_id"])
    op.create_index("ix_issues_first_at", "issues", ["first_at"])
    op.create_index("ix_issues_of_charge", "issues", ["customer_id", "line_id", "first_at"])
    op.create_table(
        "mystery_shops",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("run", sa.String(64), nullable=False),
        sa.Column("shopper", sa.String(64), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("possible", sa.Integer(), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.CheckConstraint("possible > 0 and points between 0 and possible", name="ck_mystery_shops_points"),
        sa.PrimaryKeyConstraint("id", name="pk_mystery_shops"),
    )
    op.create_index("ix_mystery_shops_at", "mystery_shops", ["at"])
    op.create_index("ix_mystery_shops_run", "mystery_shops", ["run"])
    op.create_table(
        "reactions",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("path", sa.String(8), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("first_code", sa.String(32), nullable=True),
        sa.Column("first_by", sa.String(80), nullable=True),
        sa.Column("second_code", sa.String(32), nullable=True),
        sa.Column("second_by", sa.String(80), nullable=True),
        sa.CheckConstraint("kind in ('complaint', 'csat', 'closure')", name="ck_reactions_kind"),
        sa.CheckConstraint(
            "first_by is null or second_by is null or first_by <> second_by", name="ck_reactions_two_coders"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reactions"),
    )
    op.create_index("ix_reactions_at", "reactions", ["at"])
    op.create_index("ix_reactions_conversation_id", "reactions", ["conversation_id"])
    op.create_table(
        "surveys",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("customer_id", sa.String(64), nullable=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(8), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('csat', 'effort', 'nps')", name="ck_surveys_kind"),
        sa.CheckConstraint("score between 0 and 10", name="ck_surveys_score"),
        sa.PrimaryKeyConstraint("id", name="pk_surveys"),
        sa.UniqueConstraint("conversation_id", name="uq_surveys_conversation_id"),
    )
    op.create_index("ix_surveys_at", "surveys", ["at"])
    op.create_table(
        "talk_outcomes",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("customer_id", sa.String(64), nullable=True),
        sa.Column("first_at", Instant(timezone=True), nullable=False),
        sa.Column("last_at", Instant(timezone=True), nullable=False),
        sa.Column("path", sa.String(8), nullable=False),
        sa.Column("human", sa.Boolean(), nullable=False),
        sa.Column("mandatory", sa.Boolean(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("wanted", sa.String(16), nullable=False),
        sa.Column("result", sa.String(16), nullable=False),
        sa.Column("resolved", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_talk_outcomes"),
    )
    op.create_index("ix_talk_outcomes_customer_id", "talk_outcomes", ["customer_id"])
    op.create_index("ix_talk_outcomes_first_at", "talk_outcomes", ["first_at"])
    op.create_table(
        "trust_counted",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("row_id", sa.String(64), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("generation", "kind", "row_id", name="pk_trust_counted"),
    )
    op.create_table(
        "trust_counts",
        sa.Column("segment", sa.String(64), nullable=False),
        sa.Column("metric", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ripe", sa.Date(), nullable=False),
        sa.Column("path", sa.String(8), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("hits", sa.BigInteger(), nullable=False),
        sa.Column("against", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("squares", sa.BigInteger(), nullable=False),
        sa.Column("unknown", sa.BigInteger(), nullable=False),
        sa.Column("excluded", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("segment", "metric", "day", "ripe", "path", "step", name="pk_trust_counts"),
    )
    op.create_table(
        "trust_figures",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("part", sa.String(32), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("month", "name", "part", name="pk_trust_figures"),
    )
    op.create_table(
        "trust_outbox",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("row_id", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_trust_outbox"),
    )
    op.create_table(
        "trust_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("building_until", Instant(timezone=True), nullable=True),
        sa.Column("builder", sa.String(64), nullable=True),
        sa.Column("rebuilt_at", Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_trust_state"),
    )
    op.add_column("promises", sa.Column("path", sa.String(8), server_default="bot", nullable=False))
    op.execute("insert into trust_state (id, generation) values (1, 1)")
    for kind, table in COUNTED_BEFORE:
        op.execute(f"insert into trust_outbox (kind, row_id) select '{kind}', id from {table}")


def downgrade() -> None:
    op.drop_column("promises", "path")
    op.drop_table("trust_state")
    op.drop_table("trust_outbox")
    op.drop_table("trust_figures")
    op.drop_table("trust_counts")
    op.drop_table("trust_counted")
    op.drop_table("talk_outcomes")
    op.drop_table("surveys")
    op.drop_table("reactions")
    op.drop_table("mystery_shops")
    op.drop_table("issues")
    op.drop_table("fairness_segments")
    op.drop_table("context_looks")
