"""An index for the talk that a dispute is told in."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_disputes_conversation_id", "disputes", ["conversation_id"])


def downgrade() -> None:
    op.drop_index("ix_disputes_conversation_id", "disputes")
