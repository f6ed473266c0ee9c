"""Where a page of the help is read: links by mouse and keyboard, copying without break hints."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMimeData, QTimer, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from panpun_desktop.common.help_book import HelpPage
from panpun_desktop.common.i18n import _
from panpun_desktop.common.word_break import without_break_hints
from panpun_desktop.views.help.page_html import PICTURE, page_html
from panpun_desktop.views.help.picture import read_picture, smooth

_MARGIN = 22
_EDGES = 28
"""Border and padding of the view, both sides."""
_WIDEST = 680
"""Pixels of a picture beside the words."""


class Reader(QTextBrowser):
    """Shows one page; ``asked`` carries the key of a linked page, ``typed`` letters meant for the search."""

    asked = Signal(str)
    enlarged = Signal(str)
    """The name of a picture that is to be seen large."""
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("helpReader")
        self.setAccessibleName(_("Help page"))
        self.setOpenLinks(False)
        self.setTabChangesFocus(False)
        self.document().setDocumentMargin(_MARGIN)
        self.anchorClicked.connect(self._ask)
        self._page: HelpPage | None = None
        self._width = 0

    def show_page(self, page: HelpPage) -> None:
        """Show a page from its beginning."""
        self._page = page
        self._draw()
        self.moveCursor(self.textCursor().MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def _draw(self) -> None:
        if self._page is not None:
            self._width = self._room()
            self.setHtml(page_html(self._page, self._width))

    def _room(self) -> int:
        bar = self.verticalScrollBar().sizeHint().width()
        return max(200, min(_WIDEST, self.width() - 2 * _MARGIN - bar - _EDGES))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._page is not None and self._room() != self._width:
            QTimer.singleShot(0, self, self._draw)

    def _ask(self, url: QUrl) -> None:
        if url.scheme() == PICTURE:
            self.enlarged.emit(url.path())
        else:
            self.asked.emit(url.toString())

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Pictures are made to fit by ourselves: Qt would break their letters."""
        url = QUrl(name)
        if url.scheme() != PICTURE:
            return super().loadResource(kind, url)
        ratio = self.devicePixelRatioF()
        return smooth(read_picture(url.path()), self._width, ratio)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters go to the search; everything else scrolls, or walks through the links."""
        plain = not event.modifiers() & ~event.modifiers().ShiftModifier
        if plain and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(without_break_hints(self.textCursor().selection().toPlainText()))
        return data
