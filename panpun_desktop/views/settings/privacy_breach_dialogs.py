"""A breach of personal data: recorded, followed until everybody who must know knows; struck out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from panpun_desktop.common.clock import BANGKOK, local
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.form_dialog import Reasons
from panpun_desktop.views.settings.edit_dialog import EditDialog
from panpun_desktop.views.settings.striking_out import StrikeOut
from panpun_desktop.widgets.fields import ChoiceBox, LineField, LongField, NumberEdit, ThaiDateEdit, TimeEdit
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.breach_rows import BreachFacts, BreachRow

_RISKS = {"none": N_("No risk"), "some": N_("Some risk"), "high": N_("High risk")}


def risk_words(risk: str) -> str:
    """ไม่มีความเสี่ยง, มีความเสี่ยง, ความเสี่ยงสูง; ยังไม่ประเมิน before it is judged."""
    return _(_RISKS[risk]) if risk in _RISKS else _("Not judged yet")


class _OfBreach(EditDialog["BreachRow"]):
    """What is done with a line of the register."""

    def found_again(self) -> BreachRow | None:
        from panpun_desktop.services.breaches import list_breaches

        rows = list_breaches(self.context.work, self.context.actor)
        return next((row for row in rows if row.id == self.row_id), None)

    def told(self, row: BreachRow) -> Mapping[str, str]:
        told_at, told_on = row.office_told_at, row.people_told_on
        return {
            _("What happened"): row.description,
            _("Risk"): risk_words(row.risk),
            _("Office told"): format_date(told_at.astimezone(BANGKOK).date(), "short") if told_at else "",
            _("People told on"): format_date(told_on, "short") if told_on else "",
            _("What helps them"): row.remedy,
        }

    def add_head(self, column: QVBoxLayout) -> None:
        row = self.row
        if row is not None:
            column.addWidget(ThaiLabel(row.number, role="strong"))


class BreachDialog(_OfBreach):
    """Everything known of a breach; what is not known yet stays empty."""

    name = "breach"
    WIDTH = 680

    def title(self) -> str:
        return _("Record a breach") if self.row is None else _("Breach of personal data")

    def add_head(self, column: QVBoxLayout) -> None:
        super().add_head(column)
        hours = self.context.centre.settings["privacy.breach_hours"]
        words = _("The Office is told within {hours} hours after the centre came to know, unless no risk.")
        column.addWidget(help_text(words.format(hours=hours)))

    def build(self) -> None:
        row = self.row
        line = self.pair_row()
        known = row.known_at.astimezone(BANGKOK) if row else local(self.context.clock)
        self.known_on, self.known_time = self._instant(known, required=True)
        self.add_field("known_on", _("Known since"), self.known_on, to=line)
        self.add_field("known_time", _("Time"), self.known_time, to=line)
        self.happened = LineField(row.happened if row else "")
        self.add_field("happened", _("When it happened, if known"), self.happened, to=line)
        self.description = LongField(row.description if row else "", lines=2)
        self.add_field("description", _("What happened"), self.description)
        line = self.pair_row()
        self.groups = LineField(row.groups if row else "")
        self.people = NumberEdit(least=0)
        self.people.set_number(row.people if row else None)
        hint = _("kinds of data only, nobody's data")
        self.add_field("groups", _("Which data"), self.groups, to=line, hint=hint)
        self.add_field("people", _("How many people"), self.people, to=line)
        _share(line, 3, 1)
        self._build_risk(row)
        self._build_told(row)

    def _build_risk(self, row: BreachRow | None) -> None:
        line = self.pair_row()
        self.risk = ChoiceBox(
            [(code, _(words)) for code, words in _RISKS.items()], placeholder=_("Not judged yet")
        )
        self.risk.set_value(row.risk or None if row else None)
        self.risk_note = LineField(row.risk_note if row else "")
        self.add_field("risk", _("Risk"), self.risk, to=line)
        self.add_field("risk_note", _("Why it is judged so"), self.risk_note, to=line)
        _share(line, 1, 2)

    def _build_told(self, row: BreachRow | None) -> None:
        line = self.pair_row()
        told = row.office_told_at.astimezone(BANGKOK) if row and row.office_told_at else None
        self.told_on, self.told_time = self._instant(told)
        self.add_field("office_told_on", _("Office told"), self.told_on, to=line)
        self.add_field("office_told_time", _("Time"), self.told_time, to=line)
        self.late_reason = LineField(row.late_reason if row else "")
        self.add_field("late_reason", _("Why late (after the time)"), self.late_reason, to=line)
        line = self.pair_row()
        self.people_told = ThaiDateEdit(lambda: self.context.today)
        self.people_told.set_value(row.people_told_on if row else None)
        self.remedy = LineField(row.remedy if row else "")
        self.add_field("people_told_on", _("People told on"), self.people_told, to=line)
        self.add_field("remedy", _("What helps them"), self.remedy, to=line)
        _share(line, 1, 2)

    def _instant(self, at: datetime | None, *, required: bool = False) -> tuple[ThaiDateEdit, TimeEdit]:
        day, clock = ThaiDateEdit(lambda: self.context.today, required=required), TimeEdit()
        if at is not None:
            day.set_value(at.date())
            clock.set_value(at.time().replace(second=0, microsecond=0))
        return day, clock

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.breach_rows import ChangeBreach
        from panpun_desktop.services.breaches import change_breach, record_breach

        facts, work, actor = self._facts(), self.context.work, self.context.actor
        if self.row is not None:
            return self.run(change_breach, ChangeBreach(self.row.id, self.row.version, facts))
        return lambda: record_breach(work, actor, facts).changes

    def _facts(self) -> BreachFacts:
        from panpun_desktop.services.breach_rows import BreachFacts

        known = _at(self.known_on, self.known_time, "known_time")
        if known is None:
            raise RuleBroken("breach.known_missing", field="known_on")
        return BreachFacts(
            known_at=known,
            description=self.description.text(),
            happened=self.happened.text(),
            groups=self.groups.text(),
            people=self.people.number(),
            risk=self.risk.value() or "",
            risk_note=self.risk_note.text(),
            office_told_at=_at(self.told_on, self.told_time, "office_told_time"),
            late_reason=self.late_reason.text(),
            people_told_on=self.people_told.value(),
            remedy=self.remedy.text(),
        )


class VoidBreachDialog(_OfBreach, StrikeOut["BreachRow"]):
    """Why a line is struck out; it keeps its number."""

    name = "voidBreach"

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.breach_rows import VoidBreach
        from panpun_desktop.services.breaches import void_breach

        return self.run(void_breach, VoidBreach(self.row_id or 0, self.seen or 0, self.reason.text()))


def _at(day: ThaiDateEdit, clock: TimeEdit, field: str) -> datetime | None:
    """The instant that a day and a time of the office mean; a day without time is asked for it."""
    on, at = day.value(), clock.value()
    if on is None:
        return None
    if at is None:
        raise RuleBroken("breach.time_missing", field=field)
    return datetime.combine(on, at, tzinfo=BANGKOK)


def _share(line: QHBoxLayout, *shares: int) -> None:
    for place, share in enumerate(shares):
        line.setStretch(place, share)
