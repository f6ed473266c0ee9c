"""The edges of the attendance sheet: days above, numbers and names at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.courses.sheet_names import FittedName, fitted
from panpun_desktop.views.courses.sheet_painting import GRID, SHUT, letter_font, paint_hole
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.painted_header import PaintedHeader
from panpun_desktop.widgets.theme import Colour, Tone

if TYPE_CHECKING:
    from panpun_desktop.views.courses.sheet_model import SheetTableModel

HEAD_HEIGHT: Final = 34
_WHOLE_HEIGHT: Final = 46
NUMBER_WIDTH: Final = 34
_NAME_PAD: Final = 6
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class _Edge(PaintedHeader):
    """An edge of the attendance sheet."""

    def cells(self) -> SheetTableModel:
        """The model that it stands beside."""
        model: SheetTableModel = self.model()  # type: ignore[assignment]
        return model


class DaysHeader(_Edge):
    """Days of the month, the column of the cursor in clay; over several months each at its first day."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.current = -1
        self.shows_months = False

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _WHOLE_HEIGHT if self.shows_months else HEAD_HEIGHT)

    def show_current(self, column: int) -> None:
        """Mark another column."""
        if column != self.current:
            self.current = column
            self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        cells = self.cells()
        if logical_index >= len(cells.columns):
            return
        one = cells.columns[logical_index]
        is_current = logical_index == self.current
        is_today = cells.sheet is not None and one.day == cells.sheet.today
        painter.fillRect(rect, Colour.SOFT.q if one.key is not None else SHUT)
        if is_today:
            painter.fillRect(QRect(rect.left(), rect.bottom() - 2, rect.width(), 3), Colour.CLAY.q)
        painter.setPen(QPen(Colour.LINE.q, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(letter_font(13, 600 if is_current or is_today else 400))
        has_hole = cells.has_hole(logical_index)
        ink = Colour.CLAY if is_current or is_today else Tone.WARN.ink if has_hole else Colour.MUTED
        painter.setPen(ink.q)
        box = rect.adjusted(-6, 16 if self.shows_months else 0, 6, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(one.day.day))
        if has_hole:
            paint_hole(painter, QPoint(rect.center().x(), rect.bottom() - 5))

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)  # type: ignore[arg-type]
        if not self.shows_months:
            return
        painter = QPainter(self.viewport())
        painter.setFont(letter_font(11, 400))
        painter.setPen(Colour.MUTED.q)
        for column, one in enumerate(self.cells().columns):
            if column == 0 or one.day.day == 1:
                words = format_date(one.day, "short").split(" ", 1)[1]
                left = self.sectionViewportPosition(column) + 4
                painter.drawText(QRect(left, 2, 120, 18), _MIDDLE, words)
        painter.end()


class NamesHeader(_Edge):
    """The number and the name of everybody."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.current = -1

    def show_current(self, row: int) -> None:
        """Mark another row."""
        before, self.current = self.current, row
        for one in {before, row} if row != before else ():
            top = self.sectionViewportPosition(one) if one >= 0 else 0
            self.viewport().update(0, top, self.width(), self.defaultSectionSize())

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        rows = self.cells().rows
        if logical_index >= len(rows):
            return
        is_current = logical_index == self.current
        painter.fillRect(rect, Colour.CARD.q)
        painter.setPen(QPen(GRID.q, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(letter_font(theme.TABLE_PX, 400))
        painter.setPen(Colour.MUTED.q)
        number = QRect(rect.left(), rect.top(), NUMBER_WIDTH - 8, rect.height())
        painter.drawText(number, Qt.AlignmentFlag.AlignRight | _MIDDLE, str(logical_index + 1))
        name = self.fitted(logical_index)
        painter.setFont(letter_font(name.px, 600 if is_current else 400))
        painter.setPen((Colour.CLAY if is_current else Colour.INK).q)
        box = rect.adjusted(NUMBER_WIDTH + 4, 0, -_NAME_PAD, 0)
        high = box.height() // len(name.lines)  # nearer to each other than the font would set them
        for place, line in enumerate(name.lines):
            painter.drawText(QRect(box.left(), box.top() + place * high, box.width(), high), _MIDDLE, line)

    def fitted(self, row: int) -> FittedName:
        """The name of a row as it is drawn."""
        return fitted(self.cells().rows[row].name, self.width() - NUMBER_WIDTH - 4 - _NAME_PAD)

    def needs_two_lines(self) -> bool:
        """Say whether any name takes two lines at the present width."""
        return any(len(self.fitted(row).lines) > 1 for row in range(len(self.cells().rows)))
