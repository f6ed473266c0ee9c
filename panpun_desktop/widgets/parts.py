"""The small parts in one place to import from."""

from __future__ import annotations

from panpun_desktop.widgets.banners import Banner, Progress, UndoBar
from panpun_desktop.widgets.buttons import (
    FilterChip,
    IconButton,
    MainButton,
    PlainButton,
    QuietButton,
    Segmented,
)
from panpun_desktop.widgets.cards import Card, EmptyState, StatTile, pair, rule
from panpun_desktop.widgets.labels import Chip, IconLabel, ThaiLabel, heading, help_text, muted, title
from panpun_desktop.widgets.search_box import SearchBox

__all__ = [
    "Banner",
    "Card",
    "Chip",
    "EmptyState",
    "FilterChip",
    "IconButton",
    "IconLabel",
    "MainButton",
    "PlainButton",
    "Progress",
    "QuietButton",
    "SearchBox",
    "Segmented",
    "StatTile",
    "ThaiLabel",
    "UndoBar",
    "heading",
    "help_text",
    "muted",
    "pair",
    "rule",
    "title",
]
