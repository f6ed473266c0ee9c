"""Reports and letters (รายงานและหนังสือ): what to make, its fields, the paper itself, and what to look at."""

from __future__ import annotations

from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.page import DocumentsPage

__all__ = ["DocumentsPage", "build"]


def build(context: Context) -> DocumentsPage:
    """The page for the navigation."""
    return DocumentsPage(context)
