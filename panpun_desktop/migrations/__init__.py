"""Alembic environment and revisions; each revision stands alone."""
