"""ลาค้างคืน, โรงพยาบาล, กลับแล้ว: nights away without leaving the centre (R-TRI-3)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.codes import AbsenceKind
from panpun_desktop.views.acts.act_dialog import ActDialog, Reasons
from panpun_desktop.widgets.fields import LineField, ThaiDateEdit
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Segmented, help_text


class AbsenceDialog(ActDialog):
    """Starts an absence, or records the return of someone who is away."""

    name = "absence"

    @property
    def is_return(self) -> bool:
        """Someone who is away can only come back."""
        return self.facts.panel.absence_id is not None

    def title(self) -> str:
        return _("Back again") if self.is_return else _("Overnight leave or hospital")

    def build(self) -> None:
        if self.is_return:
            self._build_return()
        else:
            self._build_start()

    def _build_return(self) -> None:
        self.form.addWidget(help_text(_("Away now: {kind}").format(kind=self.facts.panel.absent)))
        self.ended_on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.ended_on.set_value(self.context.today)
        hint = _("The night of this day is slept here")
        self.add_field("ended_on", _("Back on"), self.ended_on, hint=hint)

    def _build_start(self) -> None:
        centre = self.context.centre
        kinds = (AbsenceKind.LEAVE, AbsenceKind.HOSPITAL)
        options = [(one.value, centre.short("absence_kind", one)) for one in kinds]
        self.kind = Segmented(options, _("Kind of absence"))
        self.add_field("kind", _("Kind of absence"), self.kind)
        row = self.pair_row()
        self.started_on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.started_on.set_value(self.context.today)
        self.back_on = ThaiDateEdit(lambda: self.context.today)
        self.add_field("started_on", _("Away from the night of"), self.started_on, to=row)
        self.add_field("expected_back_on", _("Expected back (if known)"), self.back_on, to=row)
        self.kept = QCheckBox(_("Keep the bed"))
        self.kept.setObjectName("absenceKeepBed")
        self.kept.setChecked(True)
        self.form.addWidget(self.kept)
        self.note = LineField()
        self.add_field("note", _("Note"), self.note)

    def focus_first(self) -> None:
        if self.is_return:
            self.ended_on.setFocus()
        else:
            self.kind.focus_chosen()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.absences import EndAbsence, StartAbsence, end_absence, start_absence

        absence_id = self.facts.panel.absence_id
        if absence_id is not None:
            day = self.ended_on.value() or self.context.today
            return self.run(end_absence, EndAbsence(absence_id, day))
        request = StartAbsence(
            self.facts.stay_id,
            self.facts.stay_version,
            str(self.kind.value()),
            self.started_on.value() or self.context.today,
            self.back_on.value(),
            self.kept.isChecked(),
            self.note.text(),
        )
        return self.run(start_absence, request)
