"""The help window: contents and search at the left, the page beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.help_book import HelpBook
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.help.contents import Contents
from panpun_desktop.views.help.picture import PictureDialog
from panpun_desktop.views.help.reader import Reader
from panpun_desktop.widgets.buttons import IconButton, QuietButton
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.search_box import SearchBox

SIZE = (1060, 660)
"""Pixels: beside it some of the screen it explains is seen on the usual office screen."""
_SIDE = 306


class HelpWindow(QDialog):
    """One page at a time; Alt+← goes back, letters search, Esc closes."""

    def __init__(self, book: HelpBook, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("helpWindow")
        self.setWindowTitle(_("Help"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        self.book, self._operations = book, operations
        self.key = ""
        self._way: list[str] = []
        self._is_searching = False
        self._build()
        self._lay_out()
        self._add_keys()

    def _build(self) -> None:
        self.search = SearchBox(_("Search the help"), key="Ctrl F")
        self.search.setObjectName("helpSearch")
        self.contents = Contents(self.book)
        self.reader = Reader()
        self.back = IconButton("chevron-left", _("Back (Alt+←)"), clicked=self.go_back)
        self.back.setObjectName("helpBackButton")
        self.print_button = QuietButton(_("Print the guide"), "printer", clicked=self.print_guide)
        self.print_button.setObjectName("printGuideButton")
        self.print_button.setAutoDefault(False)
        self.close_button = QuietButton(_("Close"), "x", clicked=self.reject)
        self.close_button.setObjectName("closeHelpButton")
        self.close_button.setAutoDefault(False)
        self.search.searched.connect(self._search)
        self.search.moved_down.connect(self.contents.take_focus)
        self.search.returnPressed.connect(self.contents.open_first)
        self.contents.asked.connect(self.show_topic)
        self.reader.asked.connect(self.show_topic)
        self.reader.typed.connect(self._search_on)
        self.reader.enlarged.connect(self._enlarge)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        self.where = ThaiLabel("", role="muted")
        head.addWidget(self.where, 1)
        head.addWidget(self.print_button)
        head.addWidget(self.close_button)
        page = QVBoxLayout()
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(self.reader, 1)
        side = QWidget()
        side.setFixedWidth(_SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.search)
        column.addWidget(self.contents, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 16)
        row.setSpacing(14)
        row.addWidget(side)
        row.addLayout(page, 1)

    def _add_keys(self) -> None:
        for keys, act in (
            ("Ctrl+F", self._go_to_search),
            ("Ctrl+K", self._go_to_search),
            ("Alt+Left", self.go_back),
            ("Ctrl+P", self.print_guide),
        ):
            QShortcut(QKeySequence(keys), self, act)

    def show_topic(self, key: str) -> None:
        """Show a page; an unknown key shows the first one."""
        if key not in self.book.pages:
            key = next(iter(self.book.pages))
        if self.key and key != self.key:
            self._way.append(self.key)
        self._show(key)

    def _search(self, typed: str) -> None:
        """List what was found and show the best page of it; Alt+← leads back to where one was before."""
        self.contents.search(typed)
        key = self.contents.first_key() if typed.strip() else ""
        if not key or key == self.key:
            return
        if not self._is_searching:
            self._way.append(self.key)
        self._show(key)
        self._is_searching = True

    def _enlarge(self, name: str) -> None:
        PictureDialog(name, self.windowTitle(), self).open()

    def go_back(self) -> None:
        """Show the page that was read before."""
        if self._way:
            self._show(self._way.pop())

    def _show(self, key: str) -> None:
        self.key, self._is_searching = key, False
        page = self.book.pages[key]
        self.reader.show_page(page)
        self.contents.mark(key)
        self.where.setText(page.part)
        self.back.setEnabled(bool(self._way))
        self.setWindowTitle(_("Help: {page}").format(page=page.title))

    def focus_first(self) -> None:
        """The keys scroll the page; letters go to the search."""
        self.reader.setFocus()

    def print_guide(self) -> None:
        """Draw the whole guide and ask for a printer (Ctrl+P); it can be saved there as well."""
        from panpun_desktop.views.help.guide_printing import print_guide

        if self.print_button.isEnabled():
            self._draw_guide(is_drawing=True)
            print_guide(self._operations, self.book, self, self._guide_drawn, self._refuse)

    def _draw_guide(self, *, is_drawing: bool) -> None:
        self.print_button.setEnabled(not is_drawing)
        self.print_button.setText(_("Making the guide…") if is_drawing else _("Print the guide"))

    def _guide_drawn(self) -> None:
        self._draw_guide(is_drawing=False)

    def _refuse(self, error: PanpunError) -> None:
        self._draw_guide(is_drawing=False)
        self.where.setText(message_of(error))

    def _go_to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _search_on(self, letters: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + letters)
