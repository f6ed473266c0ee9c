"""The name of a member: it looks in the register while it is typed (R-PER-1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from panpun_desktop.common.thai_text import search_key
from panpun_desktop.rules.names import split_title
from panpun_desktop.services.people_rows import PersonHit
from panpun_desktop.views.admission.hits_popup import HitsPopup
from panpun_desktop.views.admission.typed_name import unnamed_words
from panpun_desktop.widgets.keyboard import UNKNOWN_KEY
from panpun_desktop.widgets.line_field import LineField

_PAUSE_MS, _FEWEST = 150, 2


class NameField(LineField):
    """``searched`` asks for findings when typing pauses; ``taken`` carries the person chosen among them."""

    searched = Signal(str)
    taken = Signal(object)
    removal_asked = Signal()

    def __init__(self, sex_labels: dict[str, str], today: date, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._sex_labels, self._today = sex_labels, today
        self._popup: HitsPopup | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.textEdited.connect(lambda _text: self._begin())

    def _begin(self) -> None:
        self.close_popup()
        self._pause.start()

    def look(self) -> None:
        """Ask the register now; a title alone or one letter finds nobody."""
        self._pause.stop()
        wanted = split_title(self.text())[1]
        if len(wanted.strip()) >= _FEWEST and self.hasFocus():
            self.searched.emit(self.text().strip())

    def show_hits(self, asked: str, hits: Sequence[PersonHit]) -> None:
        """Show what was found, unless the text has changed or the field was left meanwhile."""
        if asked != self.text().strip() or not self.hasFocus():
            return
        if self._popup is None:
            self._popup = HitsPopup(self.window(), self._sex_labels, self._today)
            self._popup.taken.connect(self._take)
        exact = bool(hits) and _is_exact(asked, hits[0])
        self._popup.show_hits(hits, self, exact=exact)

    def popup_is_open(self) -> bool:
        """Say whether findings are shown."""
        return self._popup is not None and self._popup.isVisible()

    def close_popup(self) -> None:
        """Take the findings away."""
        if self._popup is not None:
            self._popup.hide()

    def _take(self, hit: PersonHit) -> None:
        self.close_popup()
        self._pause.stop()
        self.taken.emit(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.popup_is_open() and self._choose_by_key(event):
            return
        key = event.key()
        if key == Qt.Key[f"Key_{UNKNOWN_KEY}"]:
            self.write(unnamed_words()["U"])
        elif key == Qt.Key.Key_Delete and not self.text():
            self.removal_asked.emit()
        else:
            super().keyPressEvent(event)

    def _choose_by_key(self, event: QKeyEvent) -> bool:
        popup, key = self._popup, event.key()
        if popup is None:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            popup.step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_Escape:
            self.close_popup()
            return True
        chosen = popup.current()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen is not None and not event.modifiers():
            self._take(chosen)
            return True
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pause.stop()
        self.close_popup()
        self.setCursorPosition(0)

    def setText(self, text: str | None, /) -> None:
        """Show a name from its beginning, also where it is longer than the field."""
        super().setText(text or "")
        if not self.hasFocus():
            self.setCursorPosition(0)


def _is_exact(asked: str, hit: PersonHit) -> bool:
    """A number, or the whole name letter by letter: Enter takes that person at once."""
    if hit.matched in {"number", "regno"}:
        return True
    keys = [search_key(split_title(text)[1]).replace(" ", "") for text in (asked, hit.name)]
    return keys[0] == keys[1]
