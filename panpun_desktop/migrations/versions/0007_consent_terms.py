"""What a consent to disclose covers: the facts that may be told, and until when.

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the facts and the last day to consents."""

    op.add_column("consent", sa.Column("told", sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column("consent", sa.Column("until_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take them away again."""

    for name in ("until_on", "told"):
        op.drop_column("consent", name)
