"""Panels: card, figure tile, empty state."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.labels import Chip, IconLabel, ThaiLabel, heading, muted
from panpun_desktop.widgets.theme import Colour, Tone


def rule(parent: QWidget | None = None) -> QFrame:
    """A thin line across."""
    line = QFrame(parent)
    line.setProperty("rule", True)
    line.setFixedHeight(1)
    return line


class Card(QFrame):
    """A white panel with 8 px radius and a 1 px line: a title row, then a body.

    Without a title there is no title row. ``body`` is a vertical layout; ``head`` the title row,
    to which a screen may add buttons.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, padding: int = 12) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setProperty("card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.heading: ThaiLabel | None = None
        self._count: Chip | None = None
        self._side: ThaiLabel | None = None
        self.head = QHBoxLayout()
        if text:
            column.addWidget(self._title_row(text))
        inner = QWidget(self)
        inner.setObjectName("cardBody")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(8)
        column.addWidget(inner, 1)

    def _title_row(self, text: str) -> QWidget:
        row = QFrame(self)
        row.setObjectName("cardHead")
        row.setFixedHeight(42)
        self.head = QHBoxLayout(row)
        self.head.setContentsMargins(14, 0, 14, 0)
        self.head.setSpacing(8)
        self.heading = heading(text)
        self._count = Chip("", Tone.NEUTRAL)
        self._count.hide()
        self._side = muted("")
        self.head.addWidget(self.heading)
        self.head.addWidget(self._count)
        self.head.addStretch(1)
        self.head.addWidget(self._side)
        return row

    def set_title(self, text: str) -> None:
        """Change the words of the title row."""
        if self.heading is not None:
            self.heading.setText(text)

    def set_count(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Show a figure beside the title; empty hides it."""
        if self._count is not None:
            self._count.show_state(text, tone)

    def set_side(self, text: str) -> None:
        """Show a muted remark at the right end of the title row."""
        if self._side is not None:
            self._side.setText(text)


class StatTile(QPushButton):
    """A big figure with its name and a remark; opens the list behind the figure."""

    HEIGHT = 96

    def __init__(self, icon_name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tile", True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._label = label
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(12)
        picture = IconLabel(icon_name, Colour.CLAY, 22)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._figure = ThaiLabel("–", role="figure")
        self._figure.setFixedHeight(34)
        self._name = ThaiLabel(label, wrap=True)
        self._sub = ThaiLabel("", role="help", wrap=True)
        for one in (self._figure, self._name, self._sub):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(one)
        column.addStretch(1)
        row.addLayout(column, 1)
        self.setAccessibleName(label)

    def show_figure(self, figure: str, sub: str = "") -> None:
        """Show the figure and the remark under its name."""
        self._figure.setText(figure)
        self._sub.setText(sub)
        self.setAccessibleName(f"{self._label} {figure} {sub}".strip())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(200, self.HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(130, self.HEIGHT)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the words need at this width: at 150 % they wrap."""
        layout = self.layout()
        return self.HEIGHT if layout is None else max(self.HEIGHT, layout.heightForWidth(width))


class EmptyState(QWidget):
    """Says what would be here and offers the act that fills it."""

    def __init__(
        self,
        icon_name: str,
        text: str,
        hint: str = "",
        act_text: str = "",
        act: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(IconLabel(icon_name, Colour.FIELD_LINE, 40), 0, Qt.AlignmentFlag.AlignHCenter)
        self._text = ThaiLabel(text, role="strong", wrap=True)
        self._hint = ThaiLabel(hint, role="help", wrap=True)
        for label in (self._text, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        self._hint.setVisible(bool(hint))
        if act is not None:
            column.addWidget(QuietButton(act_text, clicked=act), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def show_text(self, text: str, hint: str = "") -> None:
        """Say something else (no match, refused)."""
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))


def pair(name: str, value: str) -> QWidget:
    """A muted name and its value on one line, as on a person's page."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    row.addWidget(muted(name), 0, Qt.AlignmentFlag.AlignTop)
    shown: QLabel = ThaiLabel(value, wrap=True)
    row.addWidget(shown, 1)
    return box
