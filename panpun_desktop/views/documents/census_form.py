"""The daily list of residents: only the night is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import in_file_name
from panpun_desktop.views.documents.checks_card import ChecksCard
from panpun_desktop.views.documents.paper_form import Paper, PaperForm
from panpun_desktop.widgets.fields import ThaiDateEdit

if TYPE_CHECKING:
    from panpun_desktop.reports.runner import Rendered


class CensusForm(PaperForm):
    """บัญชียอดผู้พักประจำวัน."""

    key = "census"

    def build(self) -> None:
        """The night; the checks at the right."""
        self.label, self.issue_text = _("Daily list of residents"), _("Issue the list")
        self.day = ThaiDateEdit(lambda: self.context.today, required=True)
        self.day.set_value(self.context.today)
        self.day.changed.connect(lambda _day: self.draw_now())
        self.add_field("day", _("Night of"), self.day, hint=_("Counted at midnight at the end of this day"))
        self.checks = ChecksCard()
        self.remarks.addWidget(self.checks)

    def papers(self) -> Sequence[Paper]:
        """The list of the night."""
        day = self.day.value()
        return () if day is None else (("census", {"day": day}),)

    def lacking(self) -> str:
        """Only the night is needed."""
        return _("Enter a date, for example 15/8/69")

    def file_name(self) -> str:
        """With the day as people name it."""
        day = self.day.value()
        return f"{self.label}-{in_file_name(day)}" if day else self.label

    def show_drawn(self, drawn: Sequence[Rendered]) -> None:
        """Show the checks of the figures on the paper."""
        self.checks.show_drawn(drawn)
