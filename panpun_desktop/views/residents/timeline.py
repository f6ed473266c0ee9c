"""The story of a person: a day, a dot in the tone of the event, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.widgets.buttons import PlainButton
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.theme import Colour, Tone

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import TimelineRow

_DOT = 9


class Dot(QWidget):
    """A round mark; what is expected is pale, the words beside it say so too."""

    def __init__(self, colour: Colour, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colour = colour
        self.setFixedSize(_DOT, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour.q)
        painter.drawEllipse(QPointF(_DOT / 2, 10.5), _DOT / 2, _DOT / 2)
        painter.end()


class Timeline(QWidget):
    """Events from the oldest to what is expected; several of one day share its date.

    ``correct`` carries the stay whose leaving day is to be set right, ``correct_arrival`` the one whose
    admission day is; offered where ``may_correct``.
    """

    correct = Signal(int)
    correct_arrival = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, may_correct: bool = False) -> None:
        super().__init__(parent)
        self._may_correct = may_correct
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 2, 0, 8)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnMinimumWidth(0, 96)
        self._grid.setColumnStretch(2, 1)

    def show_rows(self, rows: Sequence[TimelineRow]) -> None:
        """Show these events."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        earlier = None
        for line, row in enumerate(rows):
            self._add(line, row, "" if row.on == earlier else format_date(row.on, "short"))
            earlier = row.on

    def _add(self, line: int, row: TimelineRow, day: str) -> None:
        top = Qt.AlignmentFlag.AlignTop
        words: QWidget = ThaiLabel(row.text, wrap=True, role="muted" if row.is_forecast else "")
        self._grid.addWidget(ThaiLabel(day, role="muted"), line, 0, top)
        self._grid.addWidget(Dot(_colour(row)), line, 1, top)
        if row.stay_id is not None and self._may_correct:
            words = _beside(words, self._correcting(row.kind, row.stay_id, day))
        self._grid.addWidget(words, line, 2)

    def _correcting(self, kind: str, stay_id: int, day: str) -> PlainButton:
        came = kind == "admitted"
        text = _("Correct the first day…") if came else _("Correct the day…")
        signal, name = (self.correct_arrival, "Arrival") if came else (self.correct, "Leaving")
        button = PlainButton(text, small=True, clicked=lambda: signal.emit(stay_id))
        button.setObjectName(f"correct{name}{stay_id}")
        button.setAccessibleName(f"{text} {day}")
        return button

    def texts(self) -> list[str]:
        """What is shown, line by line."""
        labels = [one for one in self.findChildren(ThaiLabel) if not one.isHidden()]
        return [one.plain_text() for one in labels if one.plain_text()]


def _beside(words: QWidget, button: QWidget) -> QWidget:
    """Words with a button at their end."""
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    line.addWidget(words, 1)
    line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return box


def _colour(row: TimelineRow) -> Colour:
    if row.is_forecast or row.tone == Tone.NEUTRAL:
        return Colour.FIELD_LINE
    return Tone(row.tone).ink
