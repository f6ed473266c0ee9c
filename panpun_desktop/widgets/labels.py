"""Text: Thai labels that wrap at words, titles, help, chips, a picture of an icon."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from panpun_desktop.widgets import hints, masking
from panpun_desktop.widgets.icons import paint_icon
from panpun_desktop.widgets.theme import Colour, Tone, set_property


class ThaiLabel(QLabel):
    """A label whose Thai wraps at words; ``plain_text`` and the accessible name carry no hints.

    ``role`` is one of the style sheet's text roles: title, heading, strong, muted, help, field,
    problem, figure, or empty for body text.
    """

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, role: str = "", wrap: bool = False
    ) -> None:
        super().__init__(parent)
        self._plain = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._plain = hints.without(text)
        self.show_masked()

    def show_masked(self) -> None:
        """Show the words as they may be seen now: dots for names while visitors stand at the desk."""
        shown = masking.shown(self._plain)
        super().setText(hints.given(self, shown) if self.wordWrap() else shown)
        self.setAccessibleName(shown)

    def setWordWrap(self, on: bool) -> None:
        super().setWordWrap(on)
        if hasattr(self, "_plain") and self._plain:
            self.setText(self._plain)

    def plain_text(self) -> str:
        """The text without break hints."""
        return self._plain

    def set_role(self, role: str) -> None:
        """Change the text role."""
        set_property(self, "role", role)


def title(text: str) -> ThaiLabel:
    """A page title."""
    return ThaiLabel(text, role="title")


def heading(text: str) -> ThaiLabel:
    """A heading inside a card."""
    return ThaiLabel(text, role="heading")


def help_text(text: str) -> ThaiLabel:
    """A wrapped sentence of help, small and muted."""
    return ThaiLabel(text, role="help", wrap=True)


def muted(text: str, *, wrap: bool = False) -> ThaiLabel:
    """Secondary text."""
    return ThaiLabel(text, role="muted", wrap=wrap)


class Chip(QLabel):
    """A short word on its tone; colour is never the only sign."""

    def __init__(self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain = ""
        self.setText(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("chip", tone.value)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedHeight(20)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        self._plain = text
        self.show_masked()

    def text(self) -> str:
        return self._plain

    def show_masked(self) -> None:
        """Show the word as it may be seen now."""
        super().setText(masking.shown(self._plain))

    def show_state(self, text: str, tone: Tone) -> None:
        """Change word and tone together; an empty word hides the chip."""
        self.setText(text)
        set_property(self, "chip", tone.value)
        self.setVisible(bool(text))


class IconLabel(QWidget):
    """An icon that only decorates; the words beside it carry the meaning."""

    def __init__(
        self, name: str, colour: str = Colour.INK, size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._colour, self._size = name, colour, size
        self.setFixedSize(size, size)

    def set_icon(self, name: str, colour: str) -> None:
        """Show another icon."""
        self._name, self._colour = name, colour
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, self._name, self._colour, QRectF(0, 0, self._size, self._size))
        painter.end()
