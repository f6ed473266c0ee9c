"""Paragraph styles by name, in official points of TH Sarabun (domain.md §4.1)."""

from __future__ import annotations

from functools import lru_cache

from reportlab.lib.colors import HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm

from panpun_desktop.reports.kit.fonts import FontSet, fonts_in_use

INK = black
FAINT = HexColor("#5a5a5a")
RULE = HexColor("#8c8c8c")
SHADE = HexColor("#ececec")

_LEADING = 1.135
"""Line distance per official point: TH Sarabun 16 pt set solid; keeps stacked marks clear."""
_ALIGN = {"left": TA_LEFT, "right": TA_RIGHT, "centre": TA_CENTER, "justify": TA_JUSTIFY}

# name: official points, bold, alignment, first-line indent in cm, points before, points after
_STYLES: dict[str, tuple[float, bool, str, float, float, float]] = {
    "body": (16, False, "justify", 2.5, 6, 0),
    "flush": (16, False, "justify", 0, 0, 0),
    "left": (16, False, "left", 0, 0, 0),
    "centre": (16, False, "centre", 0, 0, 0),
    "right": (16, False, "right", 0, 0, 0),
    "strong": (16, True, "left", 0, 0, 0),
    "title": (20, True, "centre", 0, 6, 4),
    "memo": (29, True, "centre", 0, 0, 8),
    "name": (29, True, "centre", 0, 10, 10),
    "heading": (18, True, "left", 0, 10, 4),
    "subheading": (16, True, "left", 0, 8, 3),
    "note": (13, False, "left", 0, 2, 2),
    "cell": (14, False, "left", 0, 0, 0),
    "cell_right": (14, False, "right", 0, 0, 0),
    "cell_centre": (14, False, "centre", 0, 0, 0),
    "cell_head": (14, True, "centre", 0, 0, 0),
    "cell_bold": (14, True, "left", 0, 0, 0),
    "cell_bold_right": (14, True, "right", 0, 0, 0),
    "cell_bold_centre": (14, True, "centre", 0, 0, 0),
}


def style(name: str) -> ParagraphStyle:
    """The style of this name in the fonts in use; KeyError for a name that does not exist."""
    return _style(fonts_in_use(), name, _STYLES[name][0])


def style_at(name: str, official_points: float) -> ParagraphStyle:
    """The style of this name at another size."""
    return _style(fonts_in_use(), name, official_points)


@lru_cache(maxsize=256)
def _style(fonts: FontSet, name: str, points: float) -> ParagraphStyle:
    _points, is_bold, align, indent, before, after = _STYLES[name]
    return ParagraphStyle(
        name,
        fontName=fonts.name + ("-Bold" if is_bold else ""),
        fontSize=fonts.size(points),
        leading=points * _LEADING,
        alignment=_ALIGN[align],
        firstLineIndent=indent * cm,
        spaceBefore=before,
        spaceAfter=after,
        allowWidows=0,
        allowOrphans=0,
        keepWithNext=name in ("heading", "subheading"),
        textColor=FAINT if name == "note" else INK,
    )
