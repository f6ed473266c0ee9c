"""The one-line field all others grow from: Enter moves on, a chip may stand inside, bad text is kept."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QToolButton, QWidget

from panpun_desktop.widgets import theme
from panpun_desktop.widgets.icons import icon
from panpun_desktop.widgets.labels import Chip
from panpun_desktop.widgets.popups import let_clicks_through
from panpun_desktop.widgets.theme import Colour, Tone


class LineField(QLineEdit):
    """A line of text.

    ``edited`` follows every key of the person; ``problem_found`` carries a sentence (or nothing)
    when the field is left; ``settled`` says that a readable value stands.
    """

    edited = Signal()
    problem_found = Signal(str)
    settled = Signal()
    enter_moves_on = True

    def __init__(self, text: str = "", parent: QWidget | None = None, *, placeholder: str = "") -> None:
        super().__init__(text, parent)
        self.setFixedHeight(theme.CONTROL_HEIGHT)
        self.setPlaceholderText(placeholder)
        self._chip: Chip | None = None
        self._right = 0
        self.textEdited.connect(lambda _text: self.edited.emit())

    def kept(self) -> Any:
        """What a draft keeps of the field, as JSON can say it."""
        return self.text()

    def take_back(self, kept: Any) -> None:
        """Put back what ``kept`` gave, as if a person had typed it."""
        self.setText(str(kept))
        self.textEdited.emit(self.text())

    def add_button(self, icon_name: str, name: str) -> QAction:
        """Put an icon button at the right end; it is named for screen readers and has no tab stop."""
        action = QAction(icon(icon_name, Colour.MUTED), name, self)
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
        for button in self.findChildren(QToolButton):
            if button.defaultAction() is action:
                button.setAccessibleName(name)
        self._right += 26
        return action

    def show_chip(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Show a word inside the field at its right end; an empty word takes it away."""
        if self._chip is None:
            self._chip = Chip("", tone, self)
            self._chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._chip.show_state(text, tone)
        self._chip.ensurePolished()
        self._chip.adjustSize()
        self._place_chip()

    def chip_text(self) -> str:
        """The word inside the field."""
        return self._chip.text() if self._chip is not None else ""

    def _place_chip(self) -> None:
        if self._chip is None:
            return
        width = self._chip.width()
        self._chip.move(self.width() - width - 7 - self._right, (self.height() - self._chip.height()) // 2)
        self.setTextMargins(0, 0, width + 8 if self._chip.text() else 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_chip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        no_undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
        no_redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
        if no_undo or no_redo:
            event.ignore()  # no typing to take back: the shell takes the last act back
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and self.enter_moves_on:
                event.accept()
                self.focusNextChild()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A text that is too long for the field is seen from its beginning once the field is left."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.setCursorPosition(0)

    def setText(self, text: str | None) -> None:
        """Show another text, from its beginning unless somebody types here."""
        super().setText(text)
        if not self.hasFocus():
            self.setCursorPosition(0)

    def write(self, text: str) -> None:
        """Put text in as if a person had typed it."""
        self.setText(text)
        self.edited.emit()


class SuggestField(LineField):
    """Free text with suggestions that match anywhere in the word."""

    def __init__(self, suggestions: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_suggestions(suggestions)

    def set_suggestions(self, suggestions: tuple[str, ...]) -> None:
        """Offer other suggestions."""
        completer = QCompleter(list(suggestions), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        if popup is not None:
            popup.setObjectName("suggestions")
        completer.activated.connect(lambda _text: self.edited.emit())
        self.setCompleter(completer)
        let_clicks_through(completer)


class LongField(QPlainTextEdit):
    """Several lines of text; Tab moves on."""

    edited = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None, *, lines: int = 3) -> None:
        super().__init__(text, parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * 22 + 14)
        self.textChanged.connect(self.edited.emit)

    def text(self) -> str:
        """The text as typed."""
        return self.toPlainText()

    def setText(self, text: str) -> None:
        """Show another text."""
        self.setPlainText(text)
