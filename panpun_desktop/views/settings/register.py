"""A register that is looked through, never changed: filtered by person and period, printed, kept as xlsx."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from panpun_desktop.common.files import file_name
from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.views.paper_window import show_rendered
from panpun_desktop.views.settings.section import ListSection
from panpun_desktop.widgets.fields import FieldBox, ThaiDateEdit
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import QuietButton
from panpun_desktop.widgets.saving import save_file

if TYPE_CHECKING:
    from panpun_desktop.reports.runner import Rendered

R = TypeVar("R")


class RegisterSection(ListSection[R]):
    """``paper`` is the list report that says the same on paper."""

    paper = ""
    begins_this_month = True
    """The first day of the month stands in the filter to begin with."""

    def add_above(self) -> None:
        """The filter; the buttons of the title row."""
        row = QHBoxLayout()
        row.setSpacing(12)
        self.person = PersonField(self.context, required=False)
        self.first_on = ThaiDateEdit(lambda: self.context.today)
        self.last_on = ThaiDateEdit(lambda: self.context.today)
        if self.begins_this_month:
            self.first_on.set_value(self.context.today.replace(day=1))
        self.add_filter(row, "Person", _("Service user"), self.person, share=2)
        self.add_filters(row)
        self.add_filter(row, "From", _("From"), self.first_on)
        self.add_filter(row, "Until", _("Until"), self.last_on)
        self.person.chosen.connect(lambda _id: self.load())
        for field in (self.first_on, self.last_on):
            field.changed.connect(lambda _day: self.load())
        self.body.addLayout(row)
        self.print_button = QuietButton(_("Print"), "printer", clicked=self.print_paper)
        self.print_button.setObjectName(f"{self.name}PrintButton")
        self.xlsx_button = QuietButton("Excel", "download", clicked=self.save_xlsx)
        self.xlsx_button.setObjectName(f"{self.name}XlsxButton")
        self.xlsx_button.setAccessibleName(_("Save as xlsx"))
        self.add_acts()
        self.acts.addWidget(self.xlsx_button)
        self.acts.addWidget(self.print_button)

    def build(self) -> None:
        super().build()
        self.add_below()

    def add_filters(self, row: QHBoxLayout) -> None:
        """Add the fields that this register is filtered by besides."""

    def add_acts(self) -> None:
        """Add buttons before those that print."""

    def add_below(self) -> None:
        """Add what stands under the list."""

    def add_filter(self, row: QHBoxLayout, name: str, words: str, field: QWidget, share: int = 1) -> None:
        """A field of the filter."""
        field.setObjectName(f"{self.name}{name}")
        row.addWidget(FieldBox(words, field), share)

    def hint(self) -> str:
        return ""

    def empty_words(self) -> tuple[str, str]:
        return _("Nothing is found with this filter"), _("Widen the period or empty a field above.")

    def touched_by(self, changes: Changes) -> bool:
        return True

    def given(self) -> dict[str, Any]:
        """What the filter says, by the names that the list report has for it."""
        found: dict[str, Any] = {
            "first_on": self.first_on.value(),
            "last_on": self.last_on.value(),
            "person_id": self.person.person_id,
        }
        return {
            **{name: value for name, value in found.items() if value is not None},
            **self.own_parameters(),
        }

    def own_parameters(self) -> dict[str, Any]:
        """What the fields of ``add_filters`` say."""
        return {}

    # paper ---------------------------------------------------------------------------------------

    def on_paper(self) -> dict[str, Any]:
        """The same with a whole period: from the first day of the centre's statements, until today."""
        live = self.context.centre.settings.get("centre.go_live_on") or self.context.today
        first = live if isinstance(live, date) else date.fromisoformat(str(live))
        return {"first_on": min(first, self.context.today), "last_on": self.context.today, **self.given()}

    def print_paper(self) -> None:
        """Draw the register as it is filtered and show it in a window that prints."""
        from panpun_desktop.reports import runner

        key, given = self.paper, self.on_paper()
        self.banner.say("")
        self.read(lambda work, by: runner.render(work, by, key, given), self._show_paper, key="paper")

    def _show_paper(self, drawn: Rendered) -> None:
        window = show_rendered(self.context, self.paper, drawn, self.window())
        window.finished.connect(lambda _result: self.table.setFocus())

    def save_xlsx(self) -> None:
        """Write the register as it is filtered as a workbook; that is noted."""
        from panpun_desktop.reports import runner

        key, given = self.paper, self.on_paper()
        self.banner.say("")
        self.read(lambda work, by: runner.office(work, by, key, given, "xlsx"), self._save, key="xlsx")

    def _save(self, content: bytes) -> None:
        save_file(content, file_name(self.title(), ending="xlsx"), self)
