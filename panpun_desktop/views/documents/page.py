"""The screen: the rail of kinds, the desk with one form at a time, and the list of issued papers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from panpun_desktop.common.i18n import N_, _, ngettext
from panpun_desktop.reports.letters.catalogue import KINDS as LETTERS
from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.blank_papers import BlankPapersForm
from panpun_desktop.views.documents.census_form import CensusForm
from panpun_desktop.views.documents.desk_page import DeskPage, scrolling
from panpun_desktop.views.documents.findings_list import FindingsList
from panpun_desktop.views.documents.incoming_list import IncomingList
from panpun_desktop.views.documents.issued_list import IssuedList
from panpun_desktop.views.documents.kind_dialog import KindDialog, KindRow
from panpun_desktop.views.documents.kind_form import KindForm
from panpun_desktop.views.documents.labels_form import LabelsForm
from panpun_desktop.views.documents.launcher import Launcher, PaperRow
from panpun_desktop.views.documents.letter_form import LetterForm
from panpun_desktop.views.documents.monthly_form import MonthlyForm
from panpun_desktop.views.documents.paper_form import PaperForm
from panpun_desktop.views.documents.person_letter import PersonLetter
from panpun_desktop.views.documents.person_papers import IntakeForm, PersonPapersForm, VoluntaryForm
from panpun_desktop.views.documents.rail import WIDTH as RAIL_WIDTH
from panpun_desktop.views.documents.rail import KindRail, KindTitle
from panpun_desktop.views.documents.report_form import report_form
from panpun_desktop.views.page import Page
from panpun_desktop.widgets.operations import Changes

ISSUED, INCOMING, ALL, FINDINGS = "issued", "incoming", "all", "findings"
RAIL_FROM = 1080
"""Narrower pages choose the kind in a box over the fields."""
NARROW_BELOW = 960
LEAST_WIDTH = 820
SCROLL_BAR = 10
"""Room beside the rail for its scroll bar."""
Register = IssuedList | IncomingList | Launcher | FindingsList
_REGISTERS: dict[str, type[Register]] = {
    ALL: Launcher,
    FINDINGS: FindingsList,
    ISSUED: IssuedList,
    INCOMING: IncomingList,
}
_KINDS: tuple[tuple[str, str, str, Callable[[Context], PaperForm]], ...] = (
    ("monthly", N_("Monthly report"), "report.read", MonthlyForm),
    ("census", N_("Daily list of residents"), "report.read", CensusForm),
    ("transfer_letter", N_("Transfer letter"), "document.issue", LetterForm),
    ("intake_form", N_("Intake form"), "document.issue", IntakeForm),
    ("voluntary", N_("Statement of free will"), "document.issue", VoluntaryForm),
    *(
        (one.key, one.name, "document.issue", partial(LabelsForm if one.has_several else KindForm, kind=one))
        for one in LETTERS.values()
    ),
    ("blank", N_("Blank forms"), "document.issue", BlankPapersForm),
)


_FIRST_LETTER = "transfer_letter"
_LISTS: tuple[tuple[str, str, str], ...] = (
    (ALL, N_("All reports"), "report.run"),
    (FINDINGS, N_("Data quality"), "report.read"),
    (ISSUED, N_("Issued papers"), "document.read"),
    (INCOMING, N_("Incoming papers"), "document.read"),
)


def _kinds(context: Context) -> dict[str, str]:
    """What this role may open, with its name: reports of the whole, then lists, then letters and forms."""
    papers = [(key, label, act) for key, label, act, _make in _KINDS]
    reports = papers[: [key for key, _label, _act in papers].index(_FIRST_LETTER)]
    offered = [*reports, *_LISTS, *papers[len(reports) :]]
    return {key: _(label) for key, label, act in offered if context.may(act)}


class DocumentsPage(Page):
    """รายงานและหนังสือ. ``open_with(kind=…, person_id=…)`` begins a paper about a person."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._builders = {key: make for key, _label, act, make in _KINDS if context.may(act)}
        kinds = self._kinds = _kinds(context)
        self._forms: dict[str, PaperForm] = {}
        self.kind = ""
        self.rail = KindRail(kinds, first_letter=_FIRST_LETTER)
        self.desk_page = DeskPage(context, kinds)
        self._registers: dict[str, Register] = {}
        self._stack = QStackedWidget()
        self._stack.addWidget(self.desk_page)
        self._has_rail = True
        row = QHBoxLayout()
        row.setSpacing(12)
        self.rail_area = scrolling(self.rail, _("What to make"))
        self.rail_area.setFixedWidth(RAIL_WIDTH + SCROLL_BAR)
        row.addWidget(self.rail_area)
        row.addWidget(self._stack, 1)
        self.body.addLayout(row)
        self.rail.chosen.connect(self._choose)
        self.desk_page.title.chosen.connect(self._choose)
        self.desk_page.preview.shown.connect(self._show_pages)

    def register(self, key: str) -> Register:
        """One of the lists; it is built when it is first asked for."""
        if key not in self._registers:
            made = self._registers[key] = _REGISTERS[key](self.context, self._kinds)
            self._stack.addWidget(made)
            made.counted.connect(partial(self._show_count, key))
            made.title.chosen.connect(self._choose)
            made.title.set_choosing(choosing=not self._has_rail)
            if isinstance(made, Launcher):
                made.opened.connect(self._open_paper)
            if isinstance(made, FindingsList):
                made.printed.connect(lambda: self._open("data_quality", made.period()))
        return self._registers[key]

    def _titles(self) -> list[KindTitle]:
        return [self.desk_page.title, *(one.title for one in self._registers.values())]

    @property
    def form(self) -> PaperForm | None:
        """The form that is open on the desk."""
        return self._forms.get(self.kind)

    def open_with(self, **arguments: Any) -> None:
        """Open the kind asked for; a person without a kind gets the choice of kinds, a paper the list."""
        kind = str(arguments.get("kind") or "")
        if not kind and arguments.get("document_id") is not None:
            kind = ISSUED
        elif not kind and arguments.get("incoming_id") is not None:
            kind = INCOMING
        elif not kind and arguments.get("person_id") is not None and self._person_kinds():
            self._ask_kind(arguments)
            return
        kind = kind or self.kind or next(iter(self.rail.buttons), "")
        if kind not in self.rail.buttons and not self._may_open(kind):
            return
        if kind != self.kind or arguments:
            self._open(kind, arguments)

    def _ask_kind(self, arguments: dict[str, Any]) -> None:
        """Let the kind be chosen; until then, and where it is given up, what was open stays."""
        if not self.kind:
            self._open(next(iter(self.rail.buttons)), {})
        asked = KindDialog(self.context, self._person_kinds(), self.window())
        asked.chosen.connect(lambda kind: self._open_chosen(kind, arguments))
        asked.open()

    def _open_chosen(self, kind: str, arguments: dict[str, Any]) -> None:
        self._open(kind, arguments)
        self.focus_first()

    def _person_kinds(self) -> list[KindRow]:
        """The letters and forms about a person that this role may issue."""
        from panpun_desktop.reports.registry import reports

        known = reports()
        about = [known[key] for key in self._builders if key in known and "person_id" in known[key].needs]
        return [KindRow(one.key, self._kinds[one.key], one.answers) for one in about]

    def topic_part(self) -> str:
        return self.kind

    def _may_open(self, kind: str) -> bool:
        """Whether it is a paper of the registry without a place in the rail that this role may read."""
        from panpun_desktop.reports.registry import reports

        return kind in reports() and ALL in self.rail.buttons and self.context.may(reports()[kind].read_act)

    def _open_paper(self, row: PaperRow) -> None:
        """A paper of the list of all: its own form, or the fields it needs as they were the last time."""
        own = row.id in self._builders
        self._open(row.id, {} if own else {"run": row.run})
        self.focus_first()

    def _choose(self, kind: str) -> None:
        """Another kind is about the same person."""
        person = self._person_of(self.form)
        is_new = kind not in _REGISTERS and person != self._person_of(self._forms.get(kind))
        self._open(kind, {"person_id": person} if person is not None and is_new else {})

    @staticmethod
    def _person_of(form: PaperForm | None) -> int | None:
        panel = form.panel if isinstance(form, PersonLetter | PersonPapersForm) else None
        return panel.row.id if panel is not None else None

    def _open(self, kind: str, arguments: dict[str, Any]) -> None:
        is_other = kind != self.kind
        self.kind = kind
        in_rail = kind if kind in self.rail.buttons else ALL
        self.rail.show_chosen(in_rail)
        self.rail_area.ensureWidgetVisible(self.rail.buttons[in_rail], 0, 4)
        register = self.register(kind) if kind in _REGISTERS else None
        for title in self._titles():
            title.show_chosen(kind, under=ALL)
        if register is not None:
            self._stack.setCurrentWidget(register)
            register.open_with(**arguments)
            return
        self._stack.setCurrentWidget(self.desk_page)
        form = self._form(kind)
        form.open_with(**arguments)
        if is_other:
            self.desk_page.open_form(form, under=ALL)
        if is_other or arguments:
            self.desk_page.begin_at_top()
        if is_other:
            self._show_pages()

    def _form(self, kind: str) -> PaperForm:
        if kind not in self._forms:
            form = self._builders.get(kind, report_form(kind))(self.context)
            form.setParent(self)
            form.said.connect(lambda _text: self._show_pages())
            self._forms[kind] = form
        return self._forms[kind]

    def _show_pages(self, _count: int = 0) -> None:
        if self.kind in _REGISTERS:
            return
        count = self.desk_page.preview.page_count()
        pages = ngettext("{count} page", "{count} pages", count).format(count=count) if count else ""
        told = self.form.status_text if self.form is not None else ""
        self.status.emit(told or pages)

    def _show_count(self, key: str, text: str) -> None:
        if self.kind == key:
            self.status.emit(text)

    # what the window asks --------------------------------------------------------------------------

    def focus_first(self) -> None:
        """Where typing starts."""
        if self.kind in _REGISTERS:
            self.register(self.kind).focus_first()
        elif self.form is not None:
            self.form.focus_first()

    def print_open(self) -> None:
        """Print the paper that is shown (Ctrl+P)."""
        if self.kind in _REGISTERS:
            self.register(self.kind).print_current()
        else:
            self.desk_page.desk.print_shown()

    def save(self) -> None:
        """Issue a letter or form (Ctrl+Enter): its main act."""
        form = self.form
        if form is not None and form.prints_issued and not self.desk_page.desk.issued:
            self.desk_page.desk.issue()

    def reload(self, changes: Changes) -> None:
        """Papers, people, agencies or settings were changed."""
        for register in self._registers.values():
            register.reload(changes)
        for form in self._forms.values():
            form.reload(changes)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the desk without the rail: the rail gives way before anything scrolls."""
        return QSize(LEAST_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.desk_page.set_narrow(narrow=self.width() < NARROW_BELOW)
        self._has_rail = self.width() >= RAIL_FROM
        self.rail_area.setVisible(self._has_rail)
        for one in self._titles():
            one.set_choosing(choosing=not self._has_rail)
