"""A finished paper in a window of its own: look, print, save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.files import file_name
from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.preview import PdfPreview
from panpun_desktop.widgets.saving import save_file
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.reports.runner import Rendered
    from panpun_desktop.views.context import Context


class PaperWindow(QDialog):
    """Shows the bytes of a paper as they were issued."""

    taken = Signal(str)
    """The paper left the screen: "print" or "export" (a file)."""

    def __init__(self, operations: Operations, title: str, pdf: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paperWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(820, 680)
        self._title, self._pdf = title, pdf
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        self._acts = row = QHBoxLayout()
        row.addWidget(ThaiLabel(title, role="title"))
        row.addStretch(1)
        row.addWidget(QuietButton(_("Save as PDF"), "download", clicked=self.save_pdf))
        self.print_button = MainButton(_("Print"), "printer", clicked=self.print_paper)
        row.addWidget(self.print_button)
        row.addWidget(QuietButton(_("Close"), "x", clicked=self.accept))
        column.addLayout(row)
        self._said = ThaiLabel("", role="muted")
        self._said.hide()
        column.addWidget(self._said)
        self.banner = Banner("", Tone.BAD)
        column.addWidget(self.banner)
        self.preview = PdfPreview(operations)
        column.addWidget(self.preview, 1)
        self.preview.show_pdf(pdf)

    def add_act(self, button: QWidget) -> None:
        """Put another act before printing."""
        self._acts.insertWidget(2, button)

    def say(self, text: str) -> None:
        """Say something about the paper under its title."""
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def warn(self, text: str) -> None:
        """Say above the paper what must not be overlooked."""
        self.banner.say(text, Tone.BAD)

    def show_paper(self, pdf: bytes) -> None:
        """Show other bytes in place of the paper: those that were issued."""
        self._pdf = pdf
        self.preview.show_pdf(pdf)

    def print_paper(self) -> None:
        """Ask for a printer and print."""
        from panpun_desktop.widgets.printing import ask_and_print

        if ask_and_print([self._pdf], self._title, self):
            self.taken.emit("print")

    def save_pdf(self) -> None:
        """Ask for a place and save."""
        if save_file(self._pdf, file_name(self._title), self) is not None:
            self.taken.emit("export")


def show_rendered(context: Context, key: str, drawn: Rendered, parent: QWidget) -> PaperWindow:
    """Open a window with a paper as it was drawn now; printing and saving it are noted (R-PD-4)."""
    window = PaperWindow(context.operations, drawn.title, drawn.pdf, parent)
    people = drawn.people
    window.taken.connect(lambda how: note_taken(context, window, [(key, people)], how))
    window.open()
    return window


def note_taken(
    context: Context, asker: QObject, papers: Sequence[tuple[str, tuple[int, ...]]], how: str
) -> None:
    """Note in the access register that papers were printed or saved, with the people they name."""
    work, actor = context.work, context.actor

    def note() -> None:
        from panpun_desktop.reports import runner

        for key, people in papers:
            runner.note_taken(work, actor, key, how, people)

    context.operations.read(asker, note, lambda _done: None, key="taken")
