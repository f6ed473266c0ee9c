"""Buttons: one main act on a screen, quiet ones beside it, key hints, segments, filter chips."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStyleOptionButton,
    QToolButton,
    QWidget,
)

from panpun_desktop.widgets import theme
from panpun_desktop.widgets.icons import icon, paint_icon
from panpun_desktop.widgets.theme import Colour

_PAD, _GAP, _ICON = 12, 7, 17


class _Button(QPushButton):
    """A push button that paints its own icon, text and key hint, so that Thai is never cut.

    Enter presses it like Space does. A form passes its side buttons with Enter, so there
    ``enter_presses`` is switched off; in a dialog only the main button takes Enter.
    """

    kind = ""
    enter_presses = True

    def __init__(
        self,
        text: str = "",
        icon_name: str = "",
        key: str = "",
        parent: QWidget | None = None,
        *,
        small: bool = False,
        clicked: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name, self._key = icon_name, key
        self.setProperty("kind", self.kind)
        self._small = small
        self.setFixedHeight(26 if small else theme.CONTROL_HEIGHT)
        self.setFont(theme.font(13 if small else theme.BASE_PX, 500))
        self.setAutoDefault(False)
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())

    @classmethod
    def for_action(cls, action: QAction, icon_name: str = "", key: str = "") -> _Button:
        """A button that is the face of an action: text, enabled and visible follow it."""
        button = cls(action.text(), icon_name, key or action.shortcut().toString())
        button.setObjectName(f"{action.objectName()}Button" if action.objectName() else "")
        button.setToolTip(action.toolTip())
        button.clicked.connect(lambda _checked=False: action.trigger())

        def follow() -> None:
            button.setText(action.text())
            button.setEnabled(action.isEnabled())
            button.setVisible(action.isVisible())

        action.changed.connect(follow)
        button.setEnabled(action.isEnabled())
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self._takes_enter():
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def _takes_enter(self) -> bool:
        return self.enter_presses and (self.kind == "main" or not isinstance(self.window(), QDialog))

    def set_main(self, *, is_main: bool) -> None:
        """Be the one main act of the window, or leave that to another."""
        self.kind = "main" if is_main else "quiet"
        self.setProperty("kind", self.kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()

    def set_key(self, key: str) -> None:
        """Show a key hint."""
        self._key = key
        self.updateGeometry()

    def set_icon_name(self, name: str) -> None:
        """Show another icon."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def _words(self) -> str:
        return self.text().replace("&", "")

    def _key_font(self) -> QFont:
        return theme.font(11.5)

    def _key_width(self) -> int:
        return QFontMetrics(self._key_font()).horizontalAdvance(self._key) + 12 if self._key else 0

    def _content_width(self) -> int:
        parts = [_ICON if self._icon_name else 0, self.fontMetrics().horizontalAdvance(self._words())]
        parts.append(self._key_width())
        shown = [one for one in parts if one]
        return sum(shown) + _GAP * max(0, len(shown) - 1)

    def sizeHint(self) -> QSize:
        pad = 10 if self._small else _PAD
        return QSize(self._content_width() + 2 * pad + 4, self.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _ink(self) -> QColor:
        if not self.isEnabled() and self.kind != "main":
            return QColor("#A59D94")
        return Colour.CARD.q if self.kind == "main" else self.palette().buttonText().color()

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """The style draws the frame alone; the words are ours."""
        super().initStyleOption(option)
        option.text = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        self._paint_content(painter)
        painter.end()

    def _paint_content(self, painter: QPainter) -> None:
        ink = self._ink()
        x = (self.width() - self._content_width()) / 2
        if self._icon_name:
            paint_icon(
                painter, self._icon_name, ink.name(), QRectF(x, (self.height() - _ICON) / 2, _ICON, _ICON)
            )
            x += _ICON + _GAP
        painter.setFont(self.font())
        painter.setPen(ink)
        width = self.fontMetrics().horizontalAdvance(self._words())
        painter.drawText(QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self._words())
        if self._key:
            self._paint_key(painter, x + (width + _GAP if width else 0), ink)

    def _paint_key(self, painter: QPainter, x: float, ink: QColor) -> None:
        box = QRectF(x + 0.5, (self.height() - 20) / 2 + 0.5, self._key_width() - 1, 19)
        edge = QColor(ink)
        edge.setAlphaF(0.45 if self.kind in ("main", "dark") else 0.22)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(ink if self.kind in ("main", "dark") else Colour.MUTED.q)
        painter.setFont(self._key_font())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)


class MainButton(_Button):
    """The one main act of a screen."""

    kind = "main"


class QuietButton(_Button):
    """Any other act."""

    kind = "quiet"


class PlainButton(_Button):
    """An act in running text, without a frame."""

    kind = "plain"

    def _ink(self) -> QColor:
        return Colour.CLAY.q if self.isEnabled() else QColor("#A59D94")


class DarkButton(_Button):
    """An act on a dark ground (the undo bar)."""

    kind = "dark"

    def _ink(self) -> QColor:
        return QColor("#F3C6B3")


class SignButton(_Button):
    """A warning that leads to what settles it; hidden while it has no words."""

    kind = "sign"

    def __init__(self, *, clicked: Callable[[], object] | None = None) -> None:
        super().__init__("", "alert-triangle", small=True, clicked=clicked)
        self._tone = theme.Tone.BAD
        self.setVisible(False)

    def show_state(self, text: str, tone: theme.Tone, tip: str = "") -> None:
        """Change words, tone and tip together."""
        self._tone = tone
        theme.set_property(self, "tone", tone.value)
        self.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(f"{text}. {tip}" if tip else text)
        self.updateGeometry()
        self.setVisible(bool(text))

    def _ink(self) -> QColor:
        return QColor(self._tone.ink)


class IconButton(QToolButton):
    """A button that is only an icon: its name is required, for the tip and for screen readers."""

    def __init__(
        self,
        icon_name: str,
        name: str,
        parent: QWidget | None = None,
        *,
        clicked: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setIcon(icon(icon_name, Colour.MUTED))
        self.setIconSize(QSize(17, 17))
        self.setFixedSize(28, 28)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())


class Segmented(QFrame):
    """One of a few, side by side; arrow keys move between them."""

    chosen = Signal(object)

    def __init__(
        self, options: Sequence[tuple[object, str]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("segmented")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self._keys = [key for key, _text in options]
        for number, (_key, text) in enumerate(options):
            button = QPushButton(text)
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setFixedHeight(theme.CONTROL_HEIGHT - 4)
            button.setAccessibleName(f"{name}: {text}")
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.buttons()[0].setChecked(True)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._keys[number]))

    def value(self) -> object:
        """The key of the chosen segment."""
        return self._keys[self._group.checkedId()]

    def set_value(self, key: object) -> None:
        """Choose without telling anyone."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def focus_chosen(self) -> None:
        """Put the focus on the chosen segment."""
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus()


class FilterChip(QPushButton):
    """A filter that is on or off, small enough to stand in a row of them."""

    def __init__(self, text: str, parent: QWidget | None = None, *, on: bool = False) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "filter")
        self.setCheckable(True)
        self.setChecked(on)
        self.setFixedHeight(22)
        self.setAutoDefault(False)
