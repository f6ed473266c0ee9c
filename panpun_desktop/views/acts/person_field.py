"""A field that finds a person of the register by anything known of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.line_field import LineField
from panpun_desktop.widgets.popups import let_clicks_through

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import PersonHit

_ID = Qt.ItemDataRole.UserRole + 1
_PAUSE_MS, _MOST = 120, 8


class PersonField(LineField):
    """Typing searches the register; ``chosen`` carries the id of a person, or None when none stands there.

    What was typed must be chosen from the list: Enter takes the first of it. Unless ``required`` the
    field may stay empty.
    """

    chosen = Signal(object)
    stays_after_choice = False
    """Enter that takes a person does not move on: the next one is typed in the same field."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, required: bool = True) -> None:
        super().__init__("", parent, placeholder=_("Name, number or bed"))
        self.context, self._required = context, required
        self.person_id: int | None = None
        self._found = QStandardItemModel(self)
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCompletionRole(Qt.ItemDataRole.EditRole)
        completer.setMaxVisibleItems(_MOST)
        completer.activated[QModelIndex].connect(self._take_index)  # type: ignore[index]
        self.setCompleter(completer)
        let_clicks_through(completer)
        popup = completer.popup()
        if popup is not None:
            popup.setObjectName("suggestions")
            popup.setMinimumWidth(360)
            popup.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textEdited.connect(self._typed)

    def problem(self) -> str:
        """The sentence that is wrong with the text, or nothing."""
        is_left_empty = not self._required and not self.text().strip()
        is_settled = self.person_id is not None or is_left_empty
        return "" if is_settled else _("Choose a person from the list")

    def show_person(self, person_id: int, name: str) -> None:
        """Show a person without telling anyone."""
        self._pause.stop()
        self.person_id = person_id
        self.setText(name)

    def kept(self) -> Any:
        """The person chosen with the name shown, else the text alone."""
        return self.text() if self.person_id is None else {"person": self.person_id, "name": self.text()}

    def take_back(self, kept: Any) -> None:
        """Choose the person again; text that named nobody is searched for again."""
        if isinstance(kept, dict):
            self._take(kept["person"], kept["name"])
        else:
            super().take_back(kept)

    def suggestions(self) -> list[str]:
        """The people found, as the list shows them."""
        return [self._found.item(row).text() for row in range(self._found.rowCount())]

    def _typed(self) -> None:
        self._pause.start()
        if self.person_id is not None:
            self.person_id = None
            self.chosen.emit(None)

    def _search(self) -> None:
        text, work, actor = self.text().strip(), self.context.work, self.context.actor

        def find() -> Sequence[PersonHit]:
            from panpun_desktop.services.people import search

            return search(work, actor, text, _MOST) if text else ()

        self.context.operations.read(self, find, self._offer, key="search")

    def _offer(self, hits: Sequence[PersonHit]) -> None:
        self._found.clear()
        for hit in hits:
            item = QStandardItem(" · ".join(one for one in (hit.name, hit.regno, hit.bed) if one))
            item.setData(hit.id, _ID)
            item.setData(hit.name, Qt.ItemDataRole.AccessibleTextRole)
            self._found.appendRow(item)
        completer = self.completer()
        if hits and self.hasFocus() and completer is not None:
            completer.complete()
            _mark_first(completer)

    def _take_index(self, index: QModelIndex | QPersistentModelIndex) -> None:
        # the completer writes the whole line into the field after this
        person_id, text = index.data(_ID), index.data()
        QTimer.singleShot(0, self, lambda: self._take(person_id, text))

    def _take(self, person_id: int, text: str) -> None:
        self.show_person(person_id, text.split(" · ", maxsplit=1)[0])
        self.edited.emit()
        self.chosen.emit(person_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enters and self.person_id is None and self.text().strip() and self._found.rowCount():
            item = self._found.item(0)
            self._take(item.data(_ID), item.text())
            popup = self.completer().popup() if self.completer() is not None else None
            if isinstance(popup, QAbstractItemView):
                popup.hide()
            if self.stays_after_choice:
                event.accept()
                return
        super().keyPressEvent(event)


def _mark_first(completer: QCompleter) -> None:
    """Enter takes the first person; marking it must not write it over what is being typed."""
    popup = completer.popup()
    if popup is not None:
        completer.blockSignals(True)
        popup.setCurrentIndex(completer.completionModel().index(0, 0))
        completer.blockSignals(False)
