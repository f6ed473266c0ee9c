"""งานประจำวัน: incidents, belongings, follow-ups after leaving, and the meals of a day."""

from __future__ import annotations

from panpun_desktop.views.daily.page import build

__all__ = ["build"]
