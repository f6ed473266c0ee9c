"""The night count: exceptions only, compared three ways (picture 10)."""

from __future__ import annotations

from panpun_desktop.views.census.page import build

__all__ = ["build"]
