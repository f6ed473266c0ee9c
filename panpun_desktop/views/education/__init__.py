"""การศึกษา สกร.: learners, their way to graduation, and the score sheet of a term."""

from __future__ import annotations

from panpun_desktop.views.education.page import build

__all__ = ["build"]
