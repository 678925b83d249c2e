"""Indexes for looking at one talk: what is new, what was changed, what waits."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_messages_changed", "messages", ["conversation_id", "changed", "seq"])
    op.create_index("ix_inbox_of_talk", "inbox", ["conversation_id", "state", "seq"])
    # The wider ones begin with the same column.
    op.drop_index("ix_messages_conversation_id", "messages")
    op.drop_index("ix_inbox_conversation_id", "inbox")


def downgrade() -> None:
    op.create_index("ix_inbox_conversation_id", "inbox", ["conversation_id"])
    op.create_index("ix_messages_conversation_id", "messages", ["conversation_id"])
    op.drop_index("ix_inbox_of_talk", "inbox")
    op.drop_index("ix_messages_changed", "messages")
