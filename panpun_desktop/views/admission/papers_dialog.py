"""The papers of an admission, ready to print: the list at the left, the paper itself beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from panpun_desktop.common.files import file_name
from panpun_desktop.common.i18n import _
from panpun_desktop.views.admission.papers import Paper
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.labels import ThaiLabel, muted
from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.pdf_pages import joined
from panpun_desktop.widgets.preview import PdfPreview
from panpun_desktop.widgets.printing import ask_and_print
from panpun_desktop.widgets.saving import save_file


class PapersDialog(QDialog):
    """Focus starts on พิมพ์; Esc closes, and the papers stay in the register of papers."""

    def __init__(
        self, papers: Sequence[Paper], operations: Operations, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("papersDialog")
        self.setWindowTitle(_("Papers of the admission"))
        self.papers = list(papers)
        self.list = QListWidget()
        self.list.setObjectName("papersList")
        self.list.setAccessibleName(_("Papers"))
        self.list.setFixedWidth(260)
        self.list.setWordWrap(True)
        self.list.addItems([_listed(number, one.title) for number, one in enumerate(self.papers, 1)])
        self.preview = PdfPreview(operations)
        self.list.currentRowChanged.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(self._head())
        middle = QHBoxLayout()
        middle.addWidget(self.list)
        middle.addWidget(self.preview, 1)
        column.addLayout(middle, 1)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_all)
        self._fit(parent)
        self.list.setCurrentRow(0)
        self.print_button.setFocus()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(ThaiLabel(_("Saved. The papers are ready"), role="title"))
        row.addWidget(muted(_("{n} papers").format(n=len(self.papers))))
        row.addStretch(1)
        self.close_button = QuietButton(_("Close"), key="Esc", clicked=self.reject)
        self.close_button.setObjectName("closePapersButton")
        self.print_button = MainButton(_("Print"), "printer", "⏎", clicked=self.print_all)
        self.print_button.setObjectName("printPapersButton")
        self.print_button.setDefault(True)
        self.save_button = QuietButton(_("Save as PDF"), "download", clicked=self.save_all)
        self.save_button.setObjectName("savePapersButton")
        row.addWidget(self.save_button)
        row.addWidget(self.close_button)
        row.addWidget(self.print_button)
        return row

    def _fit(self, parent: QWidget | None) -> None:
        room = parent.window().size() if parent is not None else self.sizeHint()
        self.resize(min(1040, room.width() - 60), min(720, room.height() - 40))

    def _show(self, row: int) -> None:
        if 0 <= row < len(self.papers):
            self.preview.show_pdf(self.papers[row].pdf)

    def save_all(self) -> None:
        """Save the papers as one file, in their order."""
        save_file(joined([one.pdf for one in self.papers]), file_name(_("Papers of the admission")), self)

    def print_all(self) -> None:
        """Choose a printer and print every paper there; then this window has done its work."""
        pdfs = [one.pdf for one in self.papers]
        titles = [one.title for one in self.papers]
        if ask_and_print(pdfs, _("Papers of the admission"), self, titles=titles, is_issued=True):
            self.accept()


def _listed(number: int, title: str) -> str:
    """The paper and, on a line of its own where names stay whole, whom it is for."""
    return f"{number}. {title}".replace(" · ", "\n")
