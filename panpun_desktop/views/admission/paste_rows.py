"""Ctrl+V of lines copied from a spreadsheet: into the rows of the admission, and out of them again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.services.pasting import PastedPerson, is_block
from panpun_desktop.views.admission.member_row import MemberRow
from panpun_desktop.views.admission.paste_dialog import PasteDialog
from panpun_desktop.views.admission.people_card import PeopleCard
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.theme import Tone


class PasteRows(QObject):
    """Fills rows with what the clipboard holds, as if each had been typed."""

    def __init__(self, context: Context, people: PeopleCard, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._people, self._page = context, people, page
        self._pasted: list[MemberRow] = []
        self.banner = Banner("")
        people.row_added.connect(self._watch)
        for row in people.rows:
            self._watch(row)

    def _watch(self, row: MemberRow) -> None:
        for field in row.fields():
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A single cell is pasted into its field as ever; more than one is offered as rows."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Paste) and is_block(_clipboard()[0]):
                self.paste()
                return True
            if event.matches(QKeySequence.StandardKey.Undo) and self.may_take_back(watched):
                self.take_back()
                return True
        return super().eventFilter(watched, event)

    def paste(self) -> None:
        """Show what the clipboard holds; accepted, it goes into rows."""
        text, html = _clipboard()
        if not text.strip():
            self._context.say(_("Nothing is copied. Copy the lines in Excel first."))
            return
        dialog = PasteDialog(text, html, self._context.today, self._page.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.fill(dialog.people))
        dialog.open()

    def fill(self, people: tuple[PastedPerson, ...]) -> None:
        """Put each person into an empty row, or one that is added."""
        self._pasted = []
        for person in people:
            row = next((one for one in self._people.rows if one.is_empty()), None) or self._people.add_row()
            row.take_pasted(person.facts, person.relation)
            self._pasted.append(row)
        for row in list(self._people.rows):
            self._people.settled(row)
        self._people.changed.emit()
        words = _("{n} people were pasted.").format(n=len(people))
        self.banner.say(words, Tone.INFO, [(_("Take the paste back"), self.take_back)])
        if self._pasted:
            self._pasted[0].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_take_back(self, field: QObject) -> bool:
        """Say whether Ctrl+Z means the paste: nothing was typed into the field since."""
        typed = getattr(field, "isUndoAvailable", None)
        return bool(self._pasted) and not (typed is not None and typed())

    def take_back(self) -> None:
        """The rows as before the paste."""
        pasted, self._pasted = self._pasted, []
        for row in [one for one in pasted if one in self._people.rows]:
            self._people.remove_row(row)
        self.forget()

    def forget(self) -> None:
        """What was pasted is no longer taken back as one."""
        self._pasted = []
        self.banner.say("")


def _clipboard() -> tuple[str, str]:
    mime = QGuiApplication.clipboard().mimeData()
    if mime is None:
        return "", ""
    return mime.text(), mime.html() if mime.hasHtml() else ""
