"""The exam day of a school term.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the exam day of a school term."""
    op.add_column("school_term", sa.Column("exam_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("school_term", "exam_on")
