"""The card network's rate beside the rate of a shop that turned a price into dollars itself."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("transactions", sa.Column("network_rate", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("transactions", "network_rate")
