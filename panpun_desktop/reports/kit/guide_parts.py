"""What a printed guide has besides: pictures, list entries, boxes, lines of the contents."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus.flowables import Flowable

from panpun_desktop.reports.kit.blocks import Painted
from panpun_desktop.reports.kit.paragraph import ThaiParagraph
from panpun_desktop.reports.kit.styles import FAINT, INK, RULE, SHADE

_PAD = 6.0
_LEADER = 5.0
"""Points between the dots that lead to a page number."""


def picture(file: Path, width: float) -> Painted:
    """A picture ``width`` cm wide with a thin line around it, in the middle."""
    image = ImageReader(BytesIO(file.read_bytes()))
    across, high = image.getSize()
    broad, tall = width * cm, width * cm * high / across

    def paint(canvas: Any, room: float, _height: float) -> None:
        left = (room - broad) / 2
        canvas.drawImage(image, left, 2, broad, tall)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.rect(left, 2, broad, tall)

    return Painted(tall + 6, paint)


class ListEntry(ThaiParagraph):
    """A paragraph with a mark or number before it; it stays on one page."""

    def __init__(self, text: str, style: ParagraphStyle, mark: str, indent: float = 16) -> None:
        moved = ParagraphStyle(style.name, parent=style, leftIndent=style.leftIndent + indent)
        super().__init__(text, moved)
        self.mark, self.indent = mark, indent

    def split(self, _width: float, _height: float) -> list[ThaiParagraph]:
        """Never parted."""
        return []

    def draw(self) -> None:
        """The mark beside the first line, then the lines."""
        self.canv.setFillColor(self.style.textColor)
        self.canv.setFont(self.style.fontName, self.style.fontSize)
        left = self.style.leftIndent - self.indent
        self.canv.drawString(left, self.height - self.first_drop, self.mark)
        super().draw()


class Boxed(Flowable):  # type: ignore[misc]
    """A paragraph on a ground of its own, for what must not be overlooked; it stays on one page."""

    def __init__(self, inner: ThaiParagraph) -> None:
        super().__init__()
        self.inner = inner
        self.spaceBefore = self.spaceAfter = 5

    def getSpaceBefore(self) -> float:  # noqa: N802
        """Points kept free above."""
        return float(self.spaceBefore)

    def getSpaceAfter(self) -> float:  # noqa: N802
        """Points kept free below."""
        return float(self.spaceAfter)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The paragraph and some room around it."""
        self.width = width
        self.height = self.inner.wrap(width - 2 * _PAD, height)[1] + 2 * _PAD
        return width, self.height

    def draw(self) -> None:
        """Ground, edge, words."""
        self.canv.setFillColor(SHADE)
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        self.canv.setFillColor(INK)
        self.canv.rect(0, 0, 2, self.height, stroke=0, fill=1)
        self.inner.drawOn(self.canv, _PAD, _PAD)


class PlaceNoted(Flowable):  # type: ignore[misc]
    """Takes no room, stays with what follows, and notes the page it comes to stand on."""

    def __init__(self, note: Callable[[int], object]) -> None:
        super().__init__()
        self.note = note
        self.keepWithNext = 1

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """No room."""
        return 0, 0

    def draw(self) -> None:
        """Note the page, counted from 1."""
        self.note(self.canv.getPageNumber())


class ContentsLine(Flowable):  # type: ignore[misc]
    """A title, dots, and the page it stands on."""

    def __init__(self, title: str, page: str, style: ParagraphStyle, indent: float = 0) -> None:
        super().__init__()
        self.title, self.page, self.style, self.indent = title, page, style, indent
        self.keepWithNext = style.keepWithNext

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """One line."""
        self.width, self.height = width, self.style.leading
        return width, self.height

    def draw(self) -> None:
        """The title at the left, the page at the right, dots between."""
        font, size = self.style.fontName, self.style.fontSize
        level = self.height - size
        self.canv.setFillColor(INK)
        self.canv.setFont(font, size)
        self.canv.drawString(self.indent, level, self.title)
        self.canv.drawRightString(self.width, level, self.page)
        begin = self.indent + pdfmetrics.stringWidth(self.title, font, size) + 6
        end = self.width - pdfmetrics.stringWidth(self.page, font, size) - 6
        self.canv.setFillColor(FAINT)
        x = self.width - int((self.width - begin) / _LEADER) * _LEADER
        while x < end:
            self.canv.circle(x, level + 1, 0.4, stroke=0, fill=1)
            x += _LEADER
