"""What the studio has under way, and which candidate reads along: rows, so that every app process sees them."""

import sqlalchemy as sa
from alembic import op

from candor.store.types import Instant

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "studio_jobs",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("began_at", Instant(timezone=True), nullable=False),
        sa.Column("beat_at", Instant(timezone=True), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_studio_jobs"),
    )
    op.create_index("ix_studio_jobs_began_at", "studio_jobs", ["began_at"])
    op.create_table(
        "studio_shadow",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("model", sa.String(120), nullable=True),
        sa.Column("holder", sa.String(64), nullable=True),
        sa.Column("held_until", Instant(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name="ck_studio_shadow_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_studio_shadow"),
    )


def downgrade() -> None:
    op.drop_table("studio_shadow")
    op.drop_table("studio_jobs")
