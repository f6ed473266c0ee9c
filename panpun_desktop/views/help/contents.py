"""The list at the left of the help: its pages by parts, or what a search found."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from panpun_desktop.common.help_book import Found, HelpBook, HelpPage
from panpun_desktop.common.i18n import _
from panpun_desktop.common.word_break import with_break_hints
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.theme import Colour

_KEY = Qt.ItemDataRole.UserRole
_NOTHING = Qt.ItemFlag.NoItemFlags
_HEAD_HEIGHT = 40


class Contents(QListWidget):
    """``asked`` carries the key of the page that was chosen."""

    asked = Signal(str)

    def __init__(self, book: HelpBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("helpContents")
        self.setAccessibleName(_("Contents of the help"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._book = book
        self._open_key = ""
        self.itemClicked.connect(self._ask)
        self.itemActivated.connect(self._ask)
        self.search("")

    def search(self, typed: str) -> None:
        """Show what was found, or all pages when nothing is typed."""
        self.clear()
        if typed.strip():
            self._list_found(self._book.search(typed))
        else:
            self._list_pages()
        self.mark(self._open_key)

    def _list_pages(self) -> None:
        for title, keys in self._book.parts:
            self._add_head(title)
            for key in keys:
                self._add(self._book.pages[key])

    def _list_found(self, found: list[Found]) -> None:
        if not found:
            self._add_head(_("Nothing found. Try another word."))
            return
        self._add_head(_("Found on {count} pages").format(count=len(found)))
        for one in found:
            self._add(one.page, one.excerpt)

    def _add_head(self, words: str) -> None:
        item = QListWidgetItem(with_break_hints(words), self)
        item.setFlags(_NOTHING)
        item.setForeground(Colour.MUTED.q)
        item.setFont(theme.font(12.5, 500))
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        if self.count() > 1:
            item.setSizeHint(QSize(0, _HEAD_HEIGHT))

    def _add(self, page: HelpPage, excerpt: str = "") -> None:
        words = f"{page.title}\n{excerpt}" if excerpt else page.title
        item = QListWidgetItem(with_break_hints(words), self)
        item.setData(_KEY, page.key)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)

    def mark(self, key: str) -> None:
        """Mark the page that is open, where it is listed."""
        self._open_key = key
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                self.setCurrentRow(row)
                if row <= 1:
                    self.scrollToTop()
                return
        self.setCurrentRow(-1)

    def take_focus(self) -> None:
        """The arrow keys go through the list from now on."""
        self.setFocus()
        if self.currentRow() < 0:
            self.setCurrentRow(min(1, self.count() - 1))

    def first_key(self) -> str:
        """The best page that was found; empty when there is none."""
        keys = (self.item(row).data(_KEY) for row in range(self.count()))
        return next((str(key) for key in keys if key), "")

    def open_first(self) -> None:
        """Open the best page that was found."""
        key = self.first_key()
        if key:
            self.asked.emit(key)

    def _ask(self, item: QListWidgetItem) -> None:
        key = item.data(_KEY)
        if key:
            self.asked.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the page with the cursor and leaves the window open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self.currentItem()
            if item is not None:
                self._ask(item)
            return
        super().keyPressEvent(event)
