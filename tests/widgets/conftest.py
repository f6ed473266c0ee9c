"""The look of the program for every widget test."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from panpun_desktop.widgets import theme


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """Fusion, our fonts and our style sheet."""
    if not qapp.styleSheet():
        theme.apply(qapp)
