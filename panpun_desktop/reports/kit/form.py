"""Parts of printed forms: labels with dotted lines to write on, tick boxes, signature lines.

Missing values print as dotted lines, so that a form works by hand (domain.md R-DOC-3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus.flowables import Flowable

from panpun_desktop.reports.kit.blocks import Painted, SideBySide
from panpun_desktop.reports.kit.breaks import name, nobr
from panpun_desktop.reports.kit.fonts import fonts_in_use
from panpun_desktop.reports.kit.paragraph import ThaiParagraph
from panpun_desktop.reports.kit.styles import INK, style_at

BOX, TICKED, CROSSED = "☐", "☑", "☒"
_LINE = 1.3  # line distance on forms, times the plain leading: room for handwriting


def blank(centimetres: float = 3.0, points: float = 16) -> str:
    """A run of dots about so long, to write on inside a sentence."""
    fonts = fonts_in_use()

    dot = pdfmetrics.stringWidth(".", fonts.name, fonts.size(points))
    return nobr("." * max(3, round(centimetres * cm / dot)))


def or_blank(value: object, centimetres: float = 3.0) -> str:
    """The value, or dots to write on when there is none."""
    return str(value) if value not in (None, "") else blank(centimetres)


def tick(label: str, is_ticked: bool | None = False) -> str:
    """A tick box before its label; the two stay together."""
    return nobr(f"{TICKED if is_ticked else BOX} ") + label


@dataclass(frozen=True)
class Field:
    """A label and its value on a dotted line; ``share`` of the row, ``unit`` after the line."""

    label: str
    value: str = ""
    share: float = 1.0
    unit: str = ""


class FieldRow(Flowable):  # type: ignore[misc]
    """Fields beside each other, each label followed by a dotted line that carries the value.

    A value too long for its line takes more lines below.
    """

    def __init__(self, *fields: Field, points: float = 16, label_style: Any = None) -> None:
        super().__init__()
        self.fields = fields
        self.text_style = style_at("left", points)
        self.label_style = label_style or self.text_style

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """One line, more where a value wraps."""
        shares = sum(field.share for field in self.fields)
        space = 0.3 * cm
        free = width - space * (len(self.fields) - 1)
        self.cells = []
        x = 0.0
        for field in self.fields:
            cell = _FieldCell(field, x, free * field.share / shares, self.text_style, self.label_style)
            self.cells.append(cell)
            x += cell.width + space
        self.line = max(self.text_style.leading * _LINE, self.label_style.leading * 1.1)
        self.width, self.height = width, self.line * max(cell.lines for cell in self.cells)
        return self.width, self.height

    def draw(self) -> None:
        """Draw labels, dotted lines and values."""
        for cell in self.cells:
            cell.draw(self.canv, self.height, self.line)


class _FieldCell:
    """One field laid out: where its label, lines and value go."""

    def __init__(self, field: Field, x: float, width: float, text_style: Any, label_style: Any) -> None:
        self.field, self.x, self.width, self.style, self.label_style = (
            field,
            x,
            width,
            text_style,
            label_style,
        )
        measure = pdfmetrics.stringWidth
        font, size = text_style.fontName, text_style.fontSize
        self.label_width = measure(field.label, label_style.fontName, label_style.fontSize)
        self.label_width += 4 if field.label else 0
        self.unit_width = measure(field.unit, font, size) + 4 if field.unit else 0
        room = max(20.0, width - self.label_width - self.unit_width)
        self.value = ThaiParagraph(field.value, text_style)
        self.value.wrap(room - 4, 0)
        self.texts = [text.rstrip() for text in self.value.lines]
        self.lines = max(1, len(self.texts))

    def draw(self, canvas: Any, top: float, line: float) -> None:
        base = top - line * 0.72
        canvas.setFillColor(INK)
        canvas.setFont(self.label_style.fontName, self.label_style.fontSize)
        canvas.drawString(self.x, base, self.field.label)
        canvas.setFont(self.style.fontName, self.style.fontSize)
        start, end = self.x + self.label_width, self.x + self.width - self.unit_width
        for number in range(self.lines):
            level = base - number * line
            if number < len(self.texts):
                canvas.drawString(start + 4, level, self.texts[number])
            dotted(canvas, start, end, level - 2)
        if self.field.unit:
            canvas.drawString(end + 4, base - (self.lines - 1) * line, self.field.unit)


def dotted(canvas: Any, start: float, end: float, y: float) -> None:
    """A dotted line to write on, from ``start`` to ``end``."""
    canvas.saveState()
    canvas.setLineCap(1)
    canvas.setLineWidth(0.7)
    canvas.setDash([0.1, 2.2])
    canvas.line(start, y, end, y)
    canvas.restoreState()


def blank_lines(count: int) -> list[Flowable]:
    """So many dotted lines across, to write on."""
    return [FieldRow(Field("")) for _ in range(count)]


def empty_box(width: float, height: float) -> Painted:
    """An empty frame in the middle, for a thumb print or a photo; centimetres."""

    def paint(canvas: Any, room: float, high: float) -> None:
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.6)
        canvas.rect((room - width * cm) / 2, 3, width * cm, high - 6)

    return Painted(height * cm + 6, paint)


@dataclass(frozen=True)
class Signer:
    """Who signs: ``role`` stands after the line; what is empty becomes dots."""

    role: str = ""
    name: str = ""
    position: str = ""
    has_position: bool = True
    has_date: bool = True
    date: str = ""


class SignatureBlock(Flowable):  # type: ignore[misc]
    """Signature lines beside each other: ลงชื่อ…, (name), ตำแหน่ง, วันที่; all stay on one page."""

    def __init__(self, *signers: Signer, points: float = 14) -> None:
        super().__init__()
        self.spaceBefore = 14
        self.columns = SideBySide([_signature(signer, points) for signer in signers], space=0.6)

    def getSpaceBefore(self) -> float:  # noqa: N802
        """Points kept free above."""
        return float(self.spaceBefore)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the longest signature."""
        self.width, self.height = self.columns.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the columns."""
        self.columns.canv = self.canv
        self.columns.draw()


def _signature(signer: Signer, points: float) -> list[Flowable]:
    rows: list[Flowable] = [SignatureRow("ลงชื่อ", "", signer.role, points)]
    rows.append(SignatureRow("(", signer.name, ")", points))
    if signer.has_position:
        rows.append(SignatureRow("ตำแหน่ง", signer.position, "", points, is_prose=True))
    if signer.has_date:
        rows.append(SignatureRow("วันที่", signer.date, "", points))
    return rows


class SignatureRow(Flowable):  # type: ignore[misc]
    """Text before, a dotted line or a centred value that may wrap, text after.

    A value is kept whole at its blanks, like a name, unless it ``is_prose``.
    """

    def __init__(
        self, before: str, value: str, after: str, points: float = 14, *, is_prose: bool = False
    ) -> None:
        super().__init__()
        brackets = bool(value) and before == "("
        self.before, self.after = ("", "") if brackets else (before, after)
        self.text_style = style_at("cell_centre", points)
        shown = f"({value})" if brackets else value
        self.value = ThaiParagraph(shown if is_prose else name(shown), self.text_style)
        self.has_value = bool(value)
        self.line = points * 1.6

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """One line, more where the value wraps."""
        self.start = self._width(self.before)
        self.end = width - self._width(self.after)
        rows = self.value.wrap(max(20.0, self.end - self.start), height)[1] / self.text_style.leading
        self.width, self.height = width, self.line + (max(rows, 1) - 1) * self.text_style.leading
        return self.width, self.height

    def _width(self, text: str) -> float:
        measured = pdfmetrics.stringWidth(text, self.text_style.fontName, self.text_style.fontSize)
        return float(measured) + 3 if text else 0.0

    def draw(self) -> None:
        """Draw the row, its first line on the baseline of the label."""
        canvas, base = self.canv, self.height - self.line * 0.7
        canvas.setFillColor(INK)
        canvas.setFont(self.text_style.fontName, self.text_style.fontSize)
        canvas.drawString(0, base, self.before)
        canvas.drawString(self.end + 3, base, self.after)
        if self.has_value:
            self.value.drawOn(canvas, self.start, base + self.value.first_drop - self.value.height)
        else:
            dotted(canvas, self.start, self.end, base - 1)
