"""An index for how long people waited of late."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_handoffs_joined", "handoffs", ["urgency", "joined_at"])


def downgrade() -> None:
    op.drop_index("ix_handoffs_joined", "handoffs")
