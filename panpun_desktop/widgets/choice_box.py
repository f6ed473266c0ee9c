"""A choice from a code list, by mouse, arrows or typing in either keyboard layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.keyboard import UNKNOWN_KEY, as_thai_layout

_PAUSE_MS = 1200


class ChoiceBox(QComboBox):
    """A nullable choice; ``value`` is the code, the label is what is shown.

    Typing finds a label that begins with what was typed (Thai, or the same keys in the Latin
    layout), else one that contains it, else a code. F8 chooses ``unknown_code`` (ไม่ทราบ), Shift+F8
    ``declined_code`` (ไม่ประสงค์ให้ข้อมูล); Delete empties it.
    """

    chosen = Signal(object)
    edited = Signal()

    def __init__(
        self,
        options: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        parent: QWidget | None = None,
        *,
        unknown_code: str = "",
        declined_code: str = "",
        placeholder: str | None = None,
    ) -> None:
        super().__init__(parent)
        self._typed, self._since = "", QElapsedTimer()
        self._unknown, self._declined = unknown_code, declined_code
        self.setFixedHeight(theme.CONTROL_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not take the focus either
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setPlaceholderText(_("Choose") if placeholder is None else placeholder)
        self.setMaxVisibleItems(14)
        self.set_options(options)
        self.activated.connect(lambda _index: self._tell())

    def set_options(self, options: Mapping[str, str] | Iterable[tuple[str, str]]) -> None:
        """Offer other choices; the one chosen stays when it is still offered."""
        pairs = options.items() if isinstance(options, Mapping) else options
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        for code, label in pairs:
            self.addItem(label, code)
        self.setCurrentIndex(self.findData(kept) if kept is not None else -1)
        self.blockSignals(False)

    def value(self) -> str | None:
        """The code chosen, or nothing."""
        code = self.currentData()
        return None if code is None else str(code)

    def set_value(self, code: str | None) -> None:
        """Choose a code without telling anyone; an unknown code empties the field."""
        self.blockSignals(True)
        self.setCurrentIndex(-1 if code is None else self.findData(code))
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the form, it never changes an answer."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.focusNextChild()
        elif key == Qt.Key[f"Key_{UNKNOWN_KEY}"] and (code := self._unknown_code(event)):
            self._choose(self.findData(code))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose(-1)
        elif text and text.isprintable() and not self._is_command(event):
            self._search(text)
        else:
            before = self.currentIndex()
            super().keyPressEvent(event)
            if self.currentIndex() != before:
                self._tell()

    def _unknown_code(self, event: QKeyEvent) -> str:
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return self._declined if shifted else self._unknown

    def _is_command(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        opens = event.key() == Qt.Key.Key_Space and not self._is_typing()
        return bool(held) or opens

    def _is_typing(self) -> bool:
        return bool(self._typed) and self._since.isValid() and self._since.elapsed() < _PAUSE_MS

    def _search(self, text: str) -> None:
        self._typed = self._typed + text if self._is_typing() else text
        self._since.start()
        index = self._match(self._typed)
        if index >= 0:
            self._choose(index)

    def _match(self, typed: str) -> int:
        labels = [self.itemText(row) for row in range(self.count())]
        wanted = (typed.casefold(), as_thai_layout(typed))
        for test in (str.startswith, str.__contains__):
            for row, label in enumerate(labels):
                if any(test(label.casefold(), one) for one in wanted):
                    return row
        codes = [str(self.itemData(row)).casefold() for row in range(self.count())]
        return next((row for row, code in enumerate(codes) if code.startswith(wanted[0])), -1)

    def _choose(self, index: int) -> None:
        if index == self.currentIndex():
            return
        self.setCurrentIndex(index)
        self._tell()

    def _tell(self) -> None:
        self.edited.emit()
        self.chosen.emit(self.value())
