"""The photo on an ID card: a JPEG in an area that is padded behind it (domain.md §3.2)."""

from __future__ import annotations

PHOTO_BEGIN, _END = b"\xff\xd8", b"\xff\xd9"
_SCAN = 0xDA
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers that have no length behind them."""


def cut_photo(area: bytes) -> bytes:
    """The picture without what stands behind it; nothing when the area holds no whole picture."""
    if not area.startswith(PHOTO_BEGIN):
        return b""
    end = area.find(_END, _first_scan(area))
    return area[: end + len(_END)] if end >= 0 else b""


def _first_scan(area: bytes) -> int:
    """Where the drawing begins: a small picture among the remarks before it has an end of its own."""
    at = len(PHOTO_BEGIN)
    while at + 4 <= len(area) and area[at] == 0xFF and area[at + 1] != _SCAN:
        if area.startswith(_END, at):
            return at
        is_alone = area[at + 1] in _ALONE
        at += 2 if is_alone else 2 + int.from_bytes(area[at + 2 : at + 4], "big")
    return at
