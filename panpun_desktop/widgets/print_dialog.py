"""The print dialog: the very pages at the left, the choices at the right. Enter prints, Esc closes."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.files import file_name
from panpun_desktop.common.i18n import _, ngettext
from panpun_desktop.common.page_ranges import pages_of
from panpun_desktop.common.sentences import message_of
from panpun_desktop.widgets import print_jobs
from panpun_desktop.widgets.banners import Banner, Progress
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.choice_box import ChoiceBox
from panpun_desktop.widgets.field_box import FieldBox
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.line_field import LineField
from panpun_desktop.widgets.number_edit import NumberEdit
from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.pdf_pages import chosen_pages, page_sizes
from panpun_desktop.widgets.preview import PdfPreview
from panpun_desktop.widgets.print_jobs import PrintJob
from panpun_desktop.widgets.print_papers import PrintPapers
from panpun_desktop.widgets.printers import Printer, Sides, is_in_trouble, printers
from panpun_desktop.widgets.remembered import remember, remembered
from panpun_desktop.widgets.saving import save_file
from panpun_desktop.widgets.theme import Tone

MOST_COPIES = 99
_RIGHT = 330
_LAST_PRINTER, _LAST_SIDES = "printing/printer", "printing/sides"


class PrintDialog(QDialog):
    """Accepted when the pages were handed to the printer; ``told`` says then what was sent where."""

    _stepped = Signal(int, int)

    def __init__(
        self,
        pdfs: Sequence[bytes],
        title: str,
        parent: QWidget | None = None,
        *,
        titles: Sequence[str] = (),
        is_issued: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("printDialog")
        self.setWindowTitle(_("Print"))
        self.told = ""
        self._pdfs, self._title, self._is_issued = tuple(pdfs), title, is_issued
        self._sizes = [len(page_sizes(one)) for one in self._pdfs]
        self._printers: dict[str, Printer] = {}
        self._stop, self._is_printing = Event(), False
        self._operations = Operations(self)
        self._operations.broken.connect(lambda _error: self._fail(_("Nothing was printed. Try again.")))
        self._build(titles)
        self._lay_out()
        self._listen()
        self._fit(parent)
        self.look_for_printers()
        self._show_chosen()

    # parts -----------------------------------------------------------------------------------------

    def _build(self, titles: Sequence[str]) -> None:
        names = titles if len(titles) == len(self._pdfs) else [""] * len(self._pdfs)
        shown = [f"{number}. {name or self._title}" for number, name in enumerate(names, 1)]
        self.papers = PrintPapers(shown)
        self.printer = ChoiceBox(placeholder=_("No printer was found"))
        self.copies = NumberEdit(least=1, most=MOST_COPIES)
        self.copies.set_number(1)
        self.collate = QCheckBox(_("Set by set"))
        self.collate.setObjectName("printCollateBox")
        self.collate.setChecked(True)
        self.pages = LineField()
        self.sides = ChoiceBox()
        self.boxes = {
            "printer": FieldBox(_("Printer"), self.printer),
            "copies": FieldBox(_("Copies"), self.copies),
            "pages": FieldBox(_("Which pages"), self.pages, hint=_("Empty: all pages. For example 1-3, 5")),
            "sides": FieldBox(_("Sides"), self.sides),
        }
        for name, box in self.boxes.items():
            box.field.setObjectName(f"print{name.title()}Field")
        self.copies.enter_moves_on = self.pages.enter_moves_on = False  # Enter prints
        self.summary = help_text("")
        self.banner = Banner("", Tone.BAD)
        self.progress = Progress()
        self.preview = PdfPreview(self._operations)
        self.save_button = QuietButton(_("Save as PDF"), "download", clicked=self.save)
        self.save_button.setObjectName("printSaveButton")
        self.close_button = QuietButton(_("Close"), key="Esc", clicked=self.reject)
        self.close_button.setObjectName("printCloseButton")
        self.print_button = MainButton(_("Print"), "printer", "⏎", clicked=self.print_now)
        self.print_button.setObjectName("printNowButton")
        self.print_button.setDefault(True)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(ThaiLabel(self._title, role="title", wrap=True))
        if self._is_issued:
            right.addWidget(help_text(_("Issued and kept: it can be printed again at any time.")))
        if len(self._pdfs) > 1:
            right.addWidget(self.papers)
        right.addWidget(self.boxes["printer"])
        row = QHBoxLayout()
        row.setSpacing(12)
        self.boxes["copies"].setFixedWidth(90)
        row.addWidget(self.boxes["copies"])
        row.addWidget(self.collate, 1, Qt.AlignmentFlag.AlignBottom)
        right.addLayout(row)
        for name in ("pages", "sides"):
            right.addWidget(self.boxes[name])
        for one in (self.summary, self.banner, self.progress):
            right.addWidget(one)
        right.addStretch(1)
        right.addLayout(self._buttons())
        side = QWidget()
        side.setFixedWidth(_RIGHT)
        right.setContentsMargins(0, 0, 0, 0)
        side.setLayout(right)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self.preview, 1)
        across.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.addLayout(across, 1)

    def _buttons(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.close_button)
        row.addStretch(1)
        row.addWidget(self.print_button)
        both = QVBoxLayout()
        both.setSpacing(8)
        both.addWidget(self.save_button)
        both.addLayout(row)
        return both

    def _listen(self) -> None:
        self.papers.changed.connect(self._show_chosen)
        self.printer.chosen.connect(lambda _name: self._show_printer())
        self.copies.textChanged.connect(lambda _text: self._show_summary())
        self.pages.textChanged.connect(lambda _text: self._show_summary())
        self.progress.cancelled.connect(self._stop.set)
        self._stepped.connect(self.progress.show_step)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+P"):
            QShortcut(QKeySequence(keys), self, self.print_now)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)

    def _fit(self, parent: QWidget | None) -> None:
        room = parent.window().size() if parent is not None else self.sizeHint()
        self.resize(max(760, min(1060, room.width() - 60)), max(520, min(720, room.height() - 40)))

    # printers --------------------------------------------------------------------------------------

    def look_for_printers(self) -> None:
        """Ask the system anew which printers there are; the one used last, else the default, is chosen."""
        kept = self.printer.value() or remembered(_LAST_PRINTER)
        self._printers = {one.name: one for one in printers()}
        self.printer.set_options({one.name: one.label for one in self._printers.values()})
        first = next(iter(self._printers), None)
        self.printer.set_value(kept if kept in self._printers else first)
        self.printer.setEnabled(bool(self._printers))
        self.print_button.setEnabled(bool(self._printers))
        self._show_printer()
        if self._printers:
            self.print_button.setFocus()
        else:
            self.save_button.setFocus()

    def _show_printer(self) -> None:
        chosen = self._printers.get(self.printer.value() or "")
        offered = chosen.sides if chosen is not None else (Sides.ONE,)
        kept = remembered(_LAST_SIDES)
        self.sides.set_options({one.value: one.label for one in offered})
        self.sides.set_value(kept if kept in offered else Sides.ONE.value)
        self.sides.setEnabled(len(offered) > 1)
        again = (_("Look again"), self.look_for_printers)
        if chosen is None:
            self.banner.say(_("No printer was found. Connect one, or save as PDF."), Tone.WARN, [again])
        elif chosen.is_in_trouble:
            self.banner.say(
                _("This printer reports trouble. Look for paper and whether it is on."), Tone.WARN, [again]
            )
        else:
            self.banner.say("")

    # what is printed -------------------------------------------------------------------------------

    def _chosen(self) -> list[int]:
        return self.papers.chosen() if len(self._pdfs) > 1 else [0]

    def _count(self) -> int:
        return sum(self._sizes[one] for one in self._chosen())

    def _show_chosen(self) -> None:
        pdfs = [self._pdfs[one] for one in self._chosen()]
        if pdfs:
            self.preview.show_made(lambda: chosen_pages(pdfs), stay=True)
        else:
            self.preview.clear(_("Tick a paper to print."))
        self._show_summary()

    def _show_summary(self) -> None:
        try:
            count = len(pages_of(self.pages.text(), self._count()))
        except PanpunError:
            count = 0
        self.boxes["pages"].clear_problem()
        copies = self.copies.number() or 0
        self.collate.setEnabled(copies > 1)
        text = ngettext("{count} page", "{count} pages", count).format(count=f"{count:,}")
        if copies > 1:
            text += " · " + _("{count} copies").format(count=copies)
        self.summary.setText(text if count else "")

    def _wish(self) -> tuple[list[bytes], tuple[int, ...]] | None:
        """The papers and pages to print; nothing when something is wrong, which is said where it is."""
        if not self._chosen():
            self.banner.say(_("Tick a paper to print."), Tone.BAD)
            return None
        try:
            pages = pages_of(self.pages.text(), self._count())
        except PanpunError as refusal:
            self.boxes["pages"].show_problem(message_of(refusal))
            return None
        is_all = len(pages) == self._count()
        return [self._pdfs[one] for one in self._chosen()], () if is_all else pages

    # acts ------------------------------------------------------------------------------------------

    def print_now(self) -> None:
        """Send the pages to the printer; the window stays usable, and what goes wrong is said here."""
        if self._is_printing or not self.print_button.isEnabled():
            return
        wish, copies = self._wish(), self.copies.number()
        if copies is None:
            text = _("Enter 1 to {most}").format(most=MOST_COPIES)
            self.boxes["copies"].show_problem(self.copies.problem() or text)
            return
        name = self.printer.value()
        if wish is None or name is None:
            return
        sides = Sides(self.sides.value() or Sides.ONE)
        remember(_LAST_PRINTER, name)
        remember(_LAST_SIDES, sides.value)
        self._start(name, wish, copies, sides)

    def _start(self, name: str, wish: tuple[list[bytes], tuple[int, ...]], copies: int, sides: Sides) -> None:
        is_collated, stop, told = self.collate.isChecked(), self._stop, self._stepped
        stop.clear()
        self.banner.say("")
        self._show_printing(is_printing=True)
        count = len(wish[1]) or self._count()
        words = _("Paper of {count} pages").format(count=count)

        def send() -> bool:
            pdf = chosen_pages(*wish, fill=sides is not Sides.ONE)
            job = PrintJob(name, pdf, words, copies, is_collated, sides)
            print_jobs.send(job, told.emit, stop)
            return is_in_trouble(name)

        def sent(is_troubled: bool) -> None:
            self._finish(name, count, is_troubled=is_troubled)

        self._operations.read(self, send, sent, self._refuse, key="print")

    def _finish(self, name: str, count: int, *, is_troubled: bool) -> None:
        self._show_printing(is_printing=False)
        label = self._printers[name].name if name in self._printers else name
        self.told = _("{count} pages sent to {printer}").format(count=f"{count:,}", printer=label)
        if is_troubled:
            self.told += " · " + _("the printer reports trouble, so they wait there")
        self.accept()

    def _refuse(self, error: PanpunError) -> None:
        self._fail(message_of(error))

    def _fail(self, text: str) -> None:
        self._show_printing(is_printing=False)
        if self._is_issued:
            text += " " + _("The paper keeps its number and can be printed again.")
        self.banner.say(text, Tone.BAD, [(_("Look again"), self.look_for_printers)])
        self.print_button.setFocus()

    def _show_printing(self, *, is_printing: bool) -> None:
        self._is_printing = is_printing
        for one in (self.papers, *self.boxes.values(), self.collate, self.save_button, self.print_button):
            one.setEnabled(not is_printing)
        if is_printing:
            self.progress.wait_for(_("Sending to the printer…"))
        else:
            self.progress.done()
            self._show_summary()

    def save(self) -> None:
        """Save the chosen pages as a PDF instead; a single whole paper is saved as it is."""
        wish = self._wish()
        if wish is not None and not self._is_printing:
            save_file(chosen_pages(*wish), file_name(self._title), self)

    def reject(self) -> None:
        """Esc: stop what is being printed, else close."""
        if self._is_printing:
            self._stop.set()
        else:
            super().reject()
