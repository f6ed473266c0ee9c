"""The first column: what to make, or a box with the same choices where there is little room."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets import hints, theme
from panpun_desktop.widgets.cards import rule
from panpun_desktop.widgets.choice_box import ChoiceBox
from panpun_desktop.widgets.labels import title
from panpun_desktop.widgets.theme import Colour

WIDTH = 132
_PAD = 8
_LOW, _HIGH = 32, 62
"""Heights of a title of one line and of two."""


class _KindButton(QPushButton):
    """A kind of paper; its words stand on as many lines as they need."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._plain = text
        self.setText(text)
        self.setAccessibleName(text)
        self.setProperty("kind", "navigation")
        self.setCheckable(True)
        self.setAutoDefault(False)

    def plain_text(self) -> str:
        """The words on one line."""
        return self._plain

    def setText(self, text: str) -> None:
        super().setText("\n".join(_lines(hints.given(self, hints.without(text)))))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 33 + 22 * self.text().count("\n"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter: QPainter = QStylePainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        painter.setFont(theme.font(13.5, 600 if self.isChecked() else 400))
        painter.setPen((Colour.CLAY_DARK if self.isChecked() else Colour.INK).q)
        room = self.rect().adjusted(_PAD, 0, -_PAD, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


def _lines(hinted: str) -> list[str]:
    """Words with break hints on lines that fit, also when they are heavy."""
    metrics, lines = QFontMetrics(theme.font(13.5, 600)), [""]
    for word in hinted.split("\u200b"):
        if lines[-1] and metrics.horizontalAdvance(lines[-1] + word) > WIDTH - 2 * _PAD:
            lines.append("")
        lines[-1] += word
    return [line.strip() for line in lines]


class KindRail(QFrame):
    """Every kind of paper as a button; ``chosen`` carries the key. Arrow keys move between them.

    A line stands before ``first_letter``.
    """

    chosen = Signal(str)

    def __init__(
        self, kinds: Mapping[str, str], first_letter: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("kindRail")
        self.setAccessibleName(_("What to make"))
        self.setFixedWidth(WIDTH)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for key, label in kinds.items():
            if key == first_letter:
                column.addSpacing(6)
                column.addWidget(rule())
                column.addSpacing(6)
            column.addWidget(self._button(key, label))
        column.addStretch(1)

    def _button(self, key: str, label: str) -> QPushButton:
        button = _KindButton(label)
        button.setObjectName(f"{key.title().replace('_', '')}Kind")
        button.clicked.connect(lambda _checked=False: self.chosen.emit(key))
        self._group.addButton(button)
        self.buttons[key] = button
        return button

    def show_chosen(self, key: str) -> None:
        """Mark a kind without telling anyone."""
        self.buttons[key].setChecked(True)


class KindTitle(QWidget):
    """The name of the open kind; where the rail has no room it is a box to choose another."""

    chosen = Signal(str)

    def __init__(self, kinds: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = dict(kinds)
        self.words = title("")
        self.box = ChoiceBox(kinds)
        self.box.setAccessibleName(_("What to make"))
        self.box.chosen.connect(lambda key: self.chosen.emit(str(key)) if key else None)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)
        column.addWidget(self.box)
        self.setFixedHeight(_LOW)
        self.set_choosing(choosing=False)

    def show_chosen(self, key: str, label: str = "", under: str = "") -> None:
        """Name a kind without telling anyone; one that cannot be chosen here stands ``under`` another."""
        self.words.setWordWrap(False)
        self.words.setText(self._kinds.get(key, label))
        self._make_room()
        self.box.set_value(key if key in self._kinds else under)

    def _make_room(self) -> None:
        """A long name stands on two lines."""
        is_long = self.words.isVisibleTo(self) and self.words.sizeHint().width() > self.width()
        self.words.setWordWrap(is_long)
        self.setFixedHeight(_HIGH if is_long else _LOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.words.setWordWrap(False)
            self._make_room()

    def set_choosing(self, *, choosing: bool) -> None:
        """Show the box instead of the words."""
        self.box.setVisible(choosing)
        self.words.setVisible(not choosing)
