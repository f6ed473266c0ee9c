"""ผังเตียง: every bed of a night, who sleeps where, and moving people by mouse or keyboard."""

from __future__ import annotations

from panpun_desktop.views.beds.page import BedsPage, build

__all__ = ["BedsPage", "build"]
