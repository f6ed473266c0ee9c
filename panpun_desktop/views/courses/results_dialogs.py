"""What is asked about one result: passed or not, and the last day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.codes import EnrolmentState
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.courses.results_words import criterion_words
from panpun_desktop.widgets.fields import ThaiDateEdit
from panpun_desktop.widgets.labels import Chip, ThaiLabel
from panpun_desktop.widgets.parts import Segmented
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.result_rows import ResultRow
    from panpun_desktop.views.context import Context
    from panpun_desktop.widgets.operations import Changes


class ResultDialog(FormDialog):
    """About one trainee of the class."""

    def __init__(self, context: Context, row: ResultRow, parent: QWidget | None = None) -> None:
        self.row = row
        super().__init__(context, parent)

    def subjects(self) -> Mapping[str, str]:
        return {str(self.row.id): self.row.name}

    def draft_key(self) -> str:
        return f"{self.name}:{self.row.id}"

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(self.row.name, role="strong", wrap=True))


class ConfirmResultDialog(ResultDialog):
    """ผ่าน or ไม่ผ่าน; one that goes against the conditions asks for a reason (R-CRS-7)."""

    name = "confirmResult"

    def title(self) -> str:
        return _("Confirm the result")

    def save_text(self) -> str:
        return _("Confirm")

    def add_head(self, column: QVBoxLayout) -> None:
        super().add_head(column)
        for one in self.row.standing.completion.criteria:
            tone = Tone.OK if one.is_met else Tone.WARN
            column.addWidget(Chip(criterion_words(one), tone))

    def build(self) -> None:
        label = self.context.centre.label
        states = (EnrolmentState.DONE, EnrolmentState.FAILED)
        options = [(one.value, label("enrolment_state", one.value)) for one in states]
        self.state = Segmented(options, _("Result"))
        self.state.set_value((self.row.waits or EnrolmentState.DONE).value)
        self.form.addWidget(self.state)
        self.ended_on = ThaiDateEdit(lambda: self.context.today)
        hint = _("Empty: the last day of the plan or today, whichever is first")
        self.add_field("ended_on", _("Last day in class"), self.ended_on, hint=hint)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.result_rows import ConfirmResults, Settle
        from panpun_desktop.services.results import confirm_results

        state = str(self.state.value() or "")
        settle = Settle(self.row.id, self.row.version, state, self.ended_on.value())
        return self.run(confirm_results, ConfirmResults((settle,), reasons))
