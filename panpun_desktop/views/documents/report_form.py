"""Any paper of the registry that has no form of its own: fields follow from what it needs and takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import in_file_name
from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.findings import OK, Finding, FindingsCard
from panpun_desktop.views.documents.paper_form import Paper, PaperForm
from panpun_desktop.views.documents.report_field import ReportField
from panpun_desktop.views.documents.report_fields import FIELDS
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import help_text
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.reports.report import Report
    from panpun_desktop.reports.runner import Rendered
    from panpun_desktop.services.report_runs import RunRow
    from panpun_desktop.widgets.operations import Changes


class ReportForm(PaperForm):
    """One report, drawn anew with every change of its fields; the last ones are offered again."""

    def __init__(self, context: Context, paper: Report) -> None:
        self.paper, self.key, self.label = paper, paper.key, paper.label
        super().__init__(context)

    def build(self) -> None:
        """A field for each parameter; what it answers and what was counted at the right."""
        self.parts: list[ReportField] = []
        asked = {*self.paper.needs, *self.paper.takes}
        for make in FIELDS:
            if asked & set(make.names):
                part = make(self.context, self)
                part.is_needed = bool(set(make.names) & set(self.paper.needs))
                part.build()
                self.parts.append(part)
        self.thai = QCheckBox(_("Thai figures"))
        self.thai.setObjectName(f"{self.key}ThaiDigitsBox")
        self.thai.toggled.connect(lambda _on: self.draw_now())
        self.fields.addWidget(self.thai)
        if self.paper.is_letter:
            self.thai.hide()  # letters follow the centre's setting
        if self.paper.answers:
            about = Card(_("What it answers"))
            about.body.addWidget(help_text(self.paper.answers))
            self.remarks.addWidget(about)
        self.counted = FindingsCard(_("Counted"))
        self.remarks.addWidget(self.counted)
        self.counted.hide()

    def open_with(self, **arguments: Any) -> None:
        """Begin with what was given or, opened from the list of all reports, asked for the last time."""
        run: RunRow | None = arguments.pop("run", None)
        given: Mapping[str, Any] = {**(run.parameters if run is not None else {}), **arguments}
        for part in self.parts:
            part.read()
            part.take(given)
        if "thai_digits" in given:
            self.thai.setChecked(bool(given["thai_digits"]))

    def focus_first(self) -> None:
        """In the first field."""
        if self.boxes:
            super().focus_first()
        else:
            self.thai.setFocus()

    def papers(self) -> Sequence[Paper]:
        """The paper, once all it needs is there."""
        given = self.given()
        if any(given.get(name) is None for name in self.paper.needs):
            return ()
        return ((self.key, given),)

    def given(self) -> dict[str, Any]:
        """The parameters as they stand in the fields."""
        found: dict[str, Any] = {"thai_digits": True} if self.thai.isChecked() else {}
        for part in self.parts:
            found |= {name: value for name, value in part.given().items() if value is not None}
        return found

    def lacking(self) -> str:
        """What to choose first."""
        given = self.given()
        for part in self.parts:
            if any(name in self.paper.needs and given.get(name) is None for name in part.names):
                return part.lacking
        return ""

    def file_name(self) -> str:
        """The title of the paper, then its days or its month."""
        given = self.given()
        days = [
            in_file_name(given[one], is_month=one == "month")
            for one in ("day", "month", "first_on", "last_on")
            if one in given
        ]
        return "-".join([self.label, *days])

    def show_drawn(self, drawn: Sequence[Rendered]) -> None:
        """The counts of a list beside it."""
        tables = getattr(drawn[0].values, "tables", ()) if drawn else ()
        told = [str(one.counted) for one in tables if getattr(one, "counted", "")]
        self.counted.show_findings([Finding(OK, Tone.OK, text) for text in told])
        self.counted.setVisible(bool(told))

    def reload(self, changes: Changes) -> None:
        """Classes and terms may have been added."""
        if changes.touches("cohorts", "enrolments", "settings"):
            for part in self.parts:
                part.read()

    def run_of(self) -> tuple[str, Mapping[str, Any]]:
        """What to remember of it."""
        return self.key, self.given()


def report_form(key: str) -> Callable[[Context], PaperForm]:
    """Makes the form of a report by its key."""

    def make(context: Context) -> PaperForm:
        from panpun_desktop.reports.registry import report

        return ReportForm(context, report(key))

    return make
