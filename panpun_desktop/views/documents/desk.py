"""What is done with the paper that is open: draw it, print it, save it, issue it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.files import file_name
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.paper_form import Paper, PaperForm
from panpun_desktop.views.paper_window import note_taken
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.pdf_pages import joined
from panpun_desktop.widgets.preview import PdfPreview
from panpun_desktop.widgets.saving import save_file, tell_saved

if TYPE_CHECKING:
    from panpun_desktop.reports.runner import Rendered
    from panpun_desktop.services.documents import Issued


OFFICE = {"xlsx": "Excel", "docx": "Word"}
"""The forms for office programs, by the name people know them by."""


class PaperDesk(QObject):
    """Holds the open form and what was drawn or issued from it; ``turned`` says that this changed."""

    turned = Signal()
    refused = Signal(str)

    def __init__(self, context: Context, preview: PdfPreview, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.preview, self.window_of = context, preview, parent
        self.form: PaperForm | None = None
        self.drawn: tuple[Rendered, ...] = ()
        self.issued: tuple[Issued, ...] = ()
        self.is_drawing = False
        self.is_issuing = False
        self._issues_when_drawn = False
        self._is_same = False
        self._noted: tuple[Paper, ...] = ()
        preview.clicked.connect(self._click)

    # drawing ---------------------------------------------------------------------------------------

    def open_form(self, form: PaperForm) -> None:
        """Work on another kind of paper."""
        if self.form is not None:
            self.form.changed.disconnect(self.draw)
            self.form.acts_changed.disconnect(self.turned)
        self.form = form
        form.changed.connect(self.draw)
        form.acts_changed.connect(self.turned)
        self._is_same = self._issues_when_drawn = False
        self.draw()

    def draw(self) -> None:
        """Draw what the form gives now; an older drawing that is under way is dropped."""
        if self.form is None or self.is_issuing:
            return
        if self.issued:
            self.form.say("")  # the number that was told is that of the paper before
        self.issued = ()
        papers = tuple(self.form.papers())
        self.is_drawing = bool(papers)
        if not papers:
            self.refused.emit("")  # what is lacking is said once, in the place of the paper
            self._show_nothing(self.form.lacking())
            return
        work, actor = self.context.work, self.context.actor
        self.turned.emit()
        self.context.operations.read(
            self, lambda: _render(work, actor, papers), self._take, self._refuse, key="drawing"
        )

    def _take(self, drawn: tuple[Rendered, ...]) -> None:
        if self.issued:
            return  # the paper got its number meanwhile: a draft must not lie over it
        self.drawn, self.is_drawing = drawn, False
        if self.form is not None:
            self.form.show_drawn(drawn)
        self._show([one.pdf for one in drawn])
        self.refused.emit("")
        self._note_run()
        self.turned.emit()
        self._issue_if_asked()

    def _issue_if_asked(self) -> None:
        """Issuing was asked for while the drawing was under way."""
        if self._issues_when_drawn:
            self._issues_when_drawn = False
            self.issue()

    def _note_run(self) -> None:
        """Keep what was asked, to offer it again; several papers at once are nobody's last one."""
        papers = tuple(self.form.papers()) if self.form is not None else ()
        if len(papers) != 1 or papers == self._noted or not self.context.may("report.run"):
            return
        self._noted = papers
        work, actor = self.context.work, self.context.actor
        self.context.operations.note(self, lambda: _note(work, actor, papers[0]))

    def _show(self, pdfs: Sequence[bytes]) -> None:
        self.preview.set_spots(self.form.spots() if self.form is not None else ())
        self.preview.show_made(lambda: joined(pdfs), stay=self._is_same)
        self._is_same = True

    def _refuse(self, error: PanpunError) -> None:
        text = message_of(error)
        if self.form is not None:
            self.form.refused(error, text)
        self.refused.emit(text)
        self._show_nothing(text)

    def _show_nothing(self, text: str) -> None:
        self.context.operations.read(self, lambda: None, lambda _nothing: None, key="drawing")
        self.drawn, self.is_drawing, self._is_same = (), False, False
        self.preview.clear(text)
        if self.form is not None:
            self.form.show_drawn(())
        self.turned.emit()
        self._issue_if_asked()

    def _click(self, page: int, x: float, y: float) -> None:
        if self.form is not None:
            self.form.clicked_at(page, x, y)

    # printing and saving ---------------------------------------------------------------------------

    def print_shown(self) -> None:
        """Print what is shown; issued papers as they are kept, each print noted."""
        if self.issued:
            self._with_kept(self._print_issued)
        elif self.drawn and self._print([one.pdf for one in self.drawn], [one.title for one in self.drawn]):
            self._note("print")

    def _with_kept(self, then: Callable[[Sequence[bytes]], object]) -> None:
        """Fetch the kept bytes of what was issued; each time is noted, and a cancelled paper says so."""
        work, actor, ids = self.context.work, self.context.actor, [one.document_id for one in self.issued]
        self.context.operations.read(self, lambda: _reprint(work, actor, ids), then, self._say, key="kept")

    def _note(self, how: str) -> None:
        """Note in the access register that what is shown left the program (R-PD-4)."""
        if self.form is None:
            return
        keys = [key for key, _given in self.form.papers()]
        people = [one.people for one in self.drawn]
        note_taken(self.context, self, [*zip(keys, people, strict=False)], how)

    def _print_issued(self, pdfs: Sequence[bytes]) -> None:
        """Print papers that have their numbers; whether or not that works, they are issued."""
        titles = [f"{one.title} {one.number}".strip() for one in self.issued]
        if not self._print(pdfs, titles, is_issued=True):
            self.context.say(_("The paper is issued and kept. Print it later, here or in issued papers."))

    def _print(self, pdfs: Sequence[bytes], titles: Sequence[str], *, is_issued: bool = False) -> bool:
        from panpun_desktop.widgets.printing import ask_and_print

        if self.form is None:
            return False
        window, label, whose = self.window_of.window(), self.form.label, self.form.whose()
        if len(whose) == len(titles):
            titles = [" · ".join(one) for one in zip(titles, whose, strict=True)]
        return ask_and_print(pdfs, label, window, titles=titles, is_issued=is_issued)

    def save_shown(self) -> None:
        """Save what is shown as a PDF file."""
        if self.form is None or not self.preview.pdf:
            return
        if self.issued:
            number = self.issued[0].number if len(self.issued) == 1 else ""
            name = file_name(self.form.file_name(), number)
            self._with_kept(lambda pdfs: save_file(joined(pdfs), name, self.window_of))
        elif save_file(self.preview.pdf, file_name(self.form.file_name()), self.window_of) is not None:
            self._note("export")

    def office_forms(self) -> tuple[str, ...]:
        """The forms for office programs that the open paper has: xlsx, docx."""
        papers = tuple(self.form.papers()) if self.form is not None else ()
        if len(papers) != 1:
            return ()
        from panpun_desktop.reports.registry import report

        return tuple(form for form in OFFICE if getattr(report(papers[0][0]), form) is not None)

    def save_office(self, form: str) -> None:
        """Save what the form gives for an office program; an issued letter with its number."""
        papers = tuple(self.form.papers()) if self.form is not None else ()
        if len(papers) != 1:
            return
        work, actor = self.context.work, self.context.actor
        number = self.issued[0].number if len(self.issued) == 1 else ""
        key, given = papers[0]

        def write() -> bytes:
            from panpun_desktop.reports import runner

            return runner.office(work, actor, key, given, form, number)

        self.context.operations.read(
            self, write, lambda content: self._save_office(content, form, number), self._say, key="office"
        )

    def _save_office(self, content: bytes, form: str, number: str) -> None:
        if self.form is None:
            return
        place = save_file(content, file_name(self.form.file_name(), number, ending=form), self.window_of)
        if place is not None and form == "docx" and self.form.word_lacks:
            said = _("Saved as {name}, {lacks}").format(name=place.name, lacks=self.form.word_lacks)
            tell_saved(place, self.window_of, said)

    # issuing ---------------------------------------------------------------------------------------

    def issue(self) -> None:
        """Issue what the form gives now: number, kept copy, audit; a letter or form is printed at once.

        What is missing is judged by the drawing of what was typed last: a drawing under way is awaited.
        """
        form = self.form
        if form is None or self.is_issuing:
            return
        if form.awaits_drawing or self.is_drawing:
            self._issues_when_drawn = True
            if form.awaits_drawing:
                form.draw_now()
            return
        if not form.may_issue():
            return
        papers = tuple(form.papers())
        if not papers:
            return
        work, actor = self.context.work, self.context.actor
        made: list[Issued] = []
        form.draw_no_more()
        self.is_issuing = True
        self.turned.emit()
        self.context.operations.change(
            self,
            lambda: _issue(work, actor, papers, made),
            lambda _changes: self._take_issued(form, tuple(made)),
            self._refuse_issue,
        )

    def _take_issued(self, form: PaperForm, issued: tuple[Issued, ...]) -> None:
        self.is_issuing = self.is_drawing = False
        if form is not self.form:
            return
        self.issued = issued
        form.show_issued(issued)
        self._show([one.pdf for one in issued])
        self.turned.emit()
        if form.prints_issued:
            self._print_issued([one.pdf for one in issued])

    def _refuse_issue(self, error: PanpunError) -> None:
        self.is_issuing = False
        if self.form is not None:
            self.form.refused(error, message_of(error))
        self.refused.emit(message_of(error))
        self.turned.emit()

    def _say(self, error: PanpunError) -> None:
        self.context.say(message_of(error))


def _render(work: Any, actor: Any, papers: Sequence[Paper]) -> tuple[Rendered, ...]:
    from panpun_desktop.reports import runner

    return tuple(runner.render(work, actor, key, given, finds_figures=True) for key, given in papers)


def _issue(work: Any, actor: Any, papers: Sequence[Paper], made: list[Issued]) -> Changes:
    from panpun_desktop.reports import runner
    from panpun_desktop.services.changes import Changes as Touched

    made += runner.issue_together(work, actor, papers)
    if len(made) == 1:
        return made[0].changes
    return Touched(
        documents=frozenset(one.document_id for one in made),
        people=frozenset(id for one in made for id in one.changes.people),
        summary=_("{count} papers issued").format(count=len(made)),
    )


def _note(work: Any, actor: Any, paper: Paper) -> None:
    from panpun_desktop.services.report_runs import NoteRun, note_run

    note_run(work, actor, NoteRun(*paper))


def _reprint(work: Any, actor: Any, ids: Sequence[int]) -> list[bytes]:
    from panpun_desktop.reports.reprints import reprinted

    return [reprinted(work, actor, id).pdf for id in ids]
