"""วันนี้: figures that open their lists, tasks by urgency, the coming nights, what happened."""

from __future__ import annotations

from panpun_desktop.views.today.page import TodayPage, build

__all__ = ["TodayPage", "build"]
