"""The settings: what the centre decides, who works here, and what the program is."""

from __future__ import annotations

from panpun_desktop.views.context import Context
from panpun_desktop.views.settings.page import SettingsPage


def build(context: Context) -> SettingsPage:
    """The page for the signed-in person; sections of other roles are absent or only to be read."""
    return SettingsPage(context)
