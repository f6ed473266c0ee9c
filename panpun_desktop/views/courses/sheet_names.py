"""How a name stands in its line of the attendance sheet: whole, if need be smaller or on two lines."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from panpun_desktop.views.courses.sheet_painting import letter_font
from panpun_desktop.widgets import theme

SMALL_PX: Final = 12
TWO_LINES: Final = 33
"""Pixels of a row that holds two small lines."""
_WEIGHT: Final = 600
"""The name of the cursor's line is strong: a name is measured so, and does not jump when it becomes it."""


class FittedName(NamedTuple):
    """The size of the letters and the lines of a name."""

    px: float
    lines: tuple[str, ...]


@lru_cache(maxsize=512)
def fitted(name: str, room: int) -> FittedName:
    """A name within ``room`` pixels: at its size, smaller, or on two small lines parted at a space.

    Only a name too long even for that is cut; the whole of it stands in the tip.
    """
    for px in (theme.TABLE_PX, SMALL_PX):
        if _wide(name, px) <= room:
            return FittedName(px, (name,))
    words = name.replace(" ณ ", " ณ\u00a0").split(" ")  # a family name of two words stays together
    parted = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    pairs = sorted(parted or [(name, "")], key=lambda pair: max(_wide(one, SMALL_PX) for one in pair))
    metrics = QFontMetrics(letter_font(SMALL_PX, _WEIGHT))
    cut = (metrics.elidedText(one, Qt.TextElideMode.ElideRight, room) for one in pairs[0] if one)
    return FittedName(SMALL_PX, tuple(cut))


def _wide(text: str, px: float) -> int:
    return QFontMetrics(letter_font(px, _WEIGHT)).horizontalAdvance(text)
