"""รับกลับ: a leaving that was recorded by mistake is taken back, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import LineField
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, ThaiLabel, help_text
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.last_leaving import LeftRow


class ReopenDialog(FormDialog):
    """Opens the stay again, as if the leaving had not been; those who left together can come along."""

    name = "reopen"

    def __init__(self, context: Context, rows: tuple[LeftRow, ...], parent: QWidget | None = None) -> None:
        self.rows = rows
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Take back a wrong leaving")

    def save_text(self) -> str:
        return _("Take the leaving back")

    def add_head(self, column: QVBoxLayout) -> None:
        first = self.rows[0]
        column.addWidget(ThaiLabel(first.name, role="strong", wrap=True))
        outcome = self.context.centre.label("outcome", first.outcome) if first.outcome else ""
        left = _("left {day}").format(day=format_date(first.left_on, "short"))
        column.addWidget(help_text(" · ".join(one for one in (left, outcome, _bed_words(first)) if one)))

    def build(self) -> None:
        self.taken = Banner("", Tone.WARN)
        self.form.addWidget(self.taken)
        if self.rows[0].bed and not self.rows[0].is_bed_free:
            text = _("Bed {bed} is taken or closed by now: the person comes back without a bed")
            self.taken.say(text.format(bed=self.rows[0].bed), Tone.WARN)
        self.others: list[QCheckBox] = []
        if self.rows[1:]:
            self.form.addWidget(ThaiLabel(_("Left in the same act; take back too"), role="field"))
        for number, row in enumerate(self.rows[1:], 1):
            tick = QCheckBox(" · ".join(one for one in (row.name, _bed_words(row)) if one))
            tick.setObjectName(f"reopenOther{number}")
            tick.setChecked(True)
            self.form.addWidget(tick)
            self.others.append(tick)
        self.reason = LineField()
        hint = _("The reason stays with the stay; the days to ask are taken away")
        self.add_field("reason", _("Why the leaving was wrong"), self.reason, hint=hint)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.stays import ReopenStays, reopen_stays

        if not self.reason.text().strip():
            raise RuleBroken("stay.reopen_reason_missing", field="reason")
        others = zip(self.rows[1:], self.others, strict=True)
        stays = (self.rows[0].stay_id, *(row.stay_id for row, tick in others if tick.isChecked()))
        return self.run(reopen_stays, ReopenStays(stays, self.reason.text()))


def _bed_words(row: LeftRow) -> str:
    return _("back to bed {bed}").format(bed=row.bed) if row.bed and row.is_bed_free else ""
