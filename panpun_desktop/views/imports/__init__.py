"""Bringing a register in: a file is looked at line by line, mended, imported, and taken back as one act."""

from __future__ import annotations

from panpun_desktop.views.context import Context
from panpun_desktop.views.imports.page import ImportsPage


def build(context: Context) -> ImportsPage:
    """The page of imports."""
    return ImportsPage(context)
