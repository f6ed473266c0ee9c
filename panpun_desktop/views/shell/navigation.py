"""The navigation at the left: pages with icons and badges, settings at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from panpun_desktop.common.i18n import _
from panpun_desktop.views.page import Screen
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.icons import paint_icon
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.theme import Colour

WIDE, NARROW = 206, 58


class Brand(QWidget):
    """The clay square with the house."""

    def __init__(self, size: int = 30, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Colour.CLAY.q)
        painter.drawRoundedRect(self.rect(), 6, 6)
        inner = self.width() * 0.62
        edge = (self.width() - inner) / 2
        paint_icon(painter, "home-heart", Colour.CARD, QRectF(edge, edge, inner, inner))
        painter.end()


class NavigationButton(QPushButton):
    """One page of the navigation with its badge; narrow it shows the icon alone."""

    def __init__(self, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(screen.title, parent)
        self._icon, self._shortcut, self._badge, self.narrow = screen.icon, screen.shortcut, "", False
        self.setObjectName(f"{screen.key}Navigation")
        self.setProperty("kind", "navigation")
        self.setCheckable(True)
        self.setFixedHeight(35)
        self.show_words(screen.title)

    def show_words(self, words: str) -> None:
        """Name the page."""
        self._words = words
        self.setText("" if self.narrow else words)
        self.setToolTip(f"{words} ({self._shortcut})" if self._shortcut else words)
        self.setAccessibleName(words)
        self.update()

    def show_badge(self, count: int) -> None:
        """Show how many things wait there; 0 hides it."""
        self._badge = str(count) if count else ""
        self.setAccessibleDescription(self._badge)
        self.update()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the icon alone, or the words with it; the name stays for tips and screen readers."""
        self.narrow = narrow
        self.setText("" if narrow else self._words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(NARROW - 16 if self.narrow else WIDE - 17, 35)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_words(painter)
        if self._badge:
            self._paint_badge(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        ink = Colour.CLAY_DARK if self.isChecked() else Colour.INK
        picture = Colour.CLAY if self.isChecked() else "#4A443D"
        paint_icon(painter, self._icon, picture, QRectF(10, self.height() / 2 - 9, 18, 18))
        if self.narrow:
            return
        painter.setFont(theme.font(theme.BASE_PX, 600 if self.isChecked() else 400))
        painter.setPen(ink.q)
        painter.drawText(
            QRectF(38, 0, self.width() - 44, self.height()), Qt.AlignmentFlag.AlignVCenter, self._words
        )

    def _paint_badge(self, painter: QPainter) -> None:
        painter.setFont(theme.font(12.5, 500))
        width = max(20, painter.fontMetrics().horizontalAdvance(self._badge) + 13)
        middle = 9 if self.narrow else self.height() / 2
        box = QRectF(self.width() - width - (0 if self.narrow else 10), middle - 9, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Colour.WARN_LIGHT.q)
        painter.drawRoundedRect(box, 9, 9)
        painter.setPen(Colour.WARN.q)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._badge)


class Navigation(QFrame):
    """The pages a person may open; ``asked`` carries the key of one."""

    asked = Signal(str)

    def __init__(self, screens: Sequence[Screen], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName(_("Pages"))
        self._buttons: dict[str, NavigationButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 12)
        column.setSpacing(2)
        column.addLayout(self._brand_row(name))
        self._under = {one.key: one.under for one in screens if one.under}
        top = [one for one in screens if not one.at_bottom and not one.under]
        for screen in top:
            column.addWidget(self._button(screen))
        column.addStretch(1)
        for screen in screens:
            if screen.at_bottom:
                column.addWidget(self._button(screen))
        self.set_narrow(narrow=False)

    def _brand_row(self, name: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 16, 0, 14)
        row.setSpacing(10)
        row.addWidget(Brand())
        self._name = ThaiLabel(name, wrap=True)
        self._name.setObjectName("brandName")
        row.addWidget(self._name, 1)
        return row

    def _button(self, screen: Screen) -> NavigationButton:
        button = NavigationButton(screen)
        button.clicked.connect(lambda _checked=False: self.asked.emit(screen.key))
        self._group.addButton(button)
        self._buttons[screen.key] = button
        return button

    def show_open(self, key: str) -> None:
        """Mark the page that is open; a page without an entry marks none."""
        marked = self._under.get(key, key)
        if marked in self._buttons:
            self._buttons[marked].setChecked(True)

    def show_badge(self, key: str, count: int) -> None:
        """Show a count beside an entry."""
        if key in self._buttons:
            self._buttons[key].show_badge(count)

    def show_title(self, key: str, words: str) -> None:
        """Show an entry under another name."""
        if key in self._buttons:
            self._buttons[key].show_words(words)

    def show_name(self, name: str) -> None:
        """Show the centre's short name."""
        self._name.setText(name)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show icons alone, for small or enlarged screens."""
        self.setFixedWidth(NARROW if narrow else WIDE)
        self._name.setVisible(not narrow)
        for button in self._buttons.values():
            button.set_narrow(narrow=narrow)
