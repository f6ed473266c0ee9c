"""Modules of ``common`` by name, imported when first needed."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def common(module: str) -> Any:
    """A module of ``common``."""
    return import_module(f"panpun_desktop.common.{module}")
