"""The messages of widgets and screens: a thin door to ``common.i18n`` until every part has landed."""

from __future__ import annotations

from importlib import import_module
from typing import cast


def N_(message: str) -> str:
    """Mark a message for the catalogue without translating it yet."""
    return message


def _(message: str) -> str:
    """Translate a message."""
    try:
        translated = import_module("panpun_desktop.common.i18n")._(message)
    except ModuleNotFoundError:
        return message
    return cast(str, translated)


def with_break_hints(text: str) -> str:
    """Thai text with places to break a line; for display only."""
    try:
        hinted = import_module("panpun_desktop.common.thai_text").with_break_hints(text)
    except ModuleNotFoundError:
        return text
    return cast(str, hinted)
