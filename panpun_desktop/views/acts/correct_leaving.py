"""แก้ไขวันออก: the day on which somebody really left, with the bed of the nights between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from panpun_desktop.common.errors import PanpunError, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import ChoiceBox, LineField, ThaiDateEdit, TimeEdit
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, ThaiLabel, help_text
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.leaving_outlook import BedBetween, LeavingRow

_WITHOUT = "none"


class CorrectLeavingDialog(FormDialog):
    """Asks for the day, the time and why; where the bed is somebody else's by now, also for the bed."""

    name = "correctLeaving"
    WIDTH = 520

    def __init__(self, context: Context, rows: tuple[LeavingRow, ...], parent: QWidget | None = None) -> None:
        self.rows = rows
        self._beds: tuple[BedBetween, ...] = ()
        self._choices: dict[int, ChoiceBox] = {}
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Correct the leaving day")

    def save_text(self) -> str:
        return _("Correct the day")

    def draft_key(self) -> str:
        return f"{self.name}:{self.rows[0].stay_id}"

    def closed_month_reason(self) -> str:
        """Why it is corrected, for the question of a closed month."""
        return self.reason.text().strip()

    def add_head(self, column: QVBoxLayout) -> None:
        first = self.rows[0]
        column.addWidget(ThaiLabel(first.name, role="strong", wrap=True))
        outcome = self.context.centre.label("outcome", first.outcome) if first.outcome else ""
        left = format_date(first.left_on, "short")
        at = f" {first.left_time:%H:%M}" if first.left_time is not None else ""
        stay = _("Came {arrived}, typed as left {left}").format(
            arrived=format_date(first.arrived_on, "short"), left=f"{left}{at}"
        )
        column.addWidget(help_text(" · ".join(one for one in (stay, outcome) if one)))

    def build(self) -> None:
        first, row = self.rows[0], self.pair_row()
        self.left_on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.left_on.set_value(first.left_on)
        self.left_on.changed.connect(lambda _day: self._look_ahead())
        self.left_time = TimeEdit()
        self.left_time.set_value(first.left_time)
        self.add_field("left_on", _("Left on"), self.left_on, to=row)
        self.add_field("left_time", _("Time"), self.left_time, to=row)
        self.told = ThaiLabel("", role="muted", wrap=True)
        self.told.setObjectName("correctLeavingTold")
        self.form.addWidget(self.told)
        self._add_others()
        self.between = QVBoxLayout()
        self.between.setSpacing(8)
        self.form.addLayout(self.between)
        self.reason = LineField()
        hint = _("It stays with the stay and in the history of acts")
        self.add_field("reason", _("Why the day was wrong"), self.reason, hint=hint)
        self._say_nights()

    def _add_others(self) -> None:
        self.others: list[QCheckBox] = []
        if self.rows[1:]:
            self.form.addWidget(ThaiLabel(_("Left in the same act; correct too"), role="field"))
        for number, row in enumerate(self.rows[1:], 1):
            tick = QCheckBox(row.name)
            tick.setObjectName(f"correctLeavingOther{number}")
            tick.setChecked(True)
            tick.toggled.connect(lambda _on: self._look_ahead())
            self.form.addWidget(tick)
            self.others.append(tick)

    def corrected(self) -> tuple[LeavingRow, ...]:
        """The leavings that the act corrects."""
        others = zip(self.rows[1:], self.others, strict=True)
        return (self.rows[0], *(row for row, tick in others if tick.isChecked()))

    # the nights between ----------------------------------------------------------------------------

    def _look_ahead(self) -> None:
        self._say_nights()
        left_on = self.left_on.value()
        if left_on is None or left_on <= self.rows[0].left_on:
            self._show_beds(())
            return
        work, actor, stays = self.context.work, self.context.actor, [row.stay_id for row in self.corrected()]

        def read() -> tuple[BedBetween, ...]:
            from panpun_desktop.services.leaving_outlook import beds_ahead

            return beds_ahead(work, actor, stays, left_on)

        self.context.operations.read(self, read, self._show_beds, self._say, key="beds")

    def _say_nights(self) -> None:
        first, left_on = self.rows[0], self.left_on.value()
        if left_on is None or left_on < first.arrived_on:
            self.told.setText("")
            return
        was, now = (first.left_on - first.arrived_on).days, (left_on - first.arrived_on).days
        text = _("Nights of the stay: {was} → {now}") if was != now else _("Nights of the stay: {now}")
        self.told.setText(text.format(was=was, now=now))

    def _say(self, error: PanpunError) -> None:
        self.banner.say(message_of(error), Tone.BAD)

    def _show_beds(self, found: tuple[BedBetween, ...]) -> None:
        if found == self._beds:
            return
        self._beds = found
        self._clear_between()
        for one in found:
            if one.why:
                self._add_question(one)
            else:
                words = _("{name}: bed {bed} was free {nights} and goes with the stay")
                self.between.addWidget(
                    help_text(
                        words.format(name=one.name, bed=one.bed, nights=_nights(one.from_on, one.until))
                    )
                )
        self.fit()

    def _clear_between(self) -> None:
        self._choices = {}
        self.boxes = {name: box for name, box in self.boxes.items() if not name.startswith("bed")}
        while self.between.count():
            item = self.between.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()

    def _add_question(self, one: BedBetween) -> None:
        words = _("{name}: bed {bed} is somebody else's {nights}: {why}")
        nights = _nights(one.taken_on or one.from_on, one.until)
        text = words.format(name=one.name, bed=one.bed, nights=nights, why=one.why)
        banner = Banner("", Tone.WARN)
        self.between.addWidget(banner)
        banner.say(text, Tone.WARN)
        day = format_date(one.from_on, "short")
        keeps = _("The bed stays as it was, until {day}; no bed for the nights after").format(day=day)
        beds = [(str(id), " · ".join((label, *one.against.get(id, ())))) for id, label in one.others]
        box = ChoiceBox([(_WITHOUT, keeps), *beds])
        self._choices[one.stay_id] = box
        name = "bed" if len(self._choices) == 1 else f"bed{one.stay_id}"
        label = _("Where {name} slept on these nights").format(name=one.name)
        self.add_field(name, label, box, to=self.between)
        warning = Banner("", Tone.WARN)
        warning.setObjectName(f"correctLeavingFit{one.stay_id}")
        self.between.addWidget(warning)
        box.chosen.connect(lambda chosen: self._warn(warning, one, chosen))

    def _warn(self, warning: Banner, one: BedBetween, chosen: object) -> None:
        """Why the bed may not suit; a warning, never a refusal (R-BED-1)."""
        bed_id = int(chosen) if isinstance(chosen, str) and chosen.isdigit() else 0
        warning.say(" · ".join(one.against.get(bed_id, ())), Tone.WARN)
        self.fit()

    # saving ----------------------------------------------------------------------------------------

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.leaving_correction import (
            CorrectedStay,
            CorrectLeaving,
            correct_leaving,
        )

        if not self.reason.text().strip():
            raise RuleBroken("leaving.reason_missing", field="reason")
        stays = []
        for row in self.corrected():
            box = self._choices.get(row.stay_id)
            bed = box.value() if box is not None else None
            if box is not None and bed is None:
                raise RuleBroken("leaving.bed_not_chosen", field="bed")
            bed_id = int(bed) if bed and bed.isdigit() else None
            stays.append(CorrectedStay(row.stay_id, row.version, bed_id, without_bed=bed == _WITHOUT))
        left_on = self.left_on.value() or self.rows[0].left_on
        request = CorrectLeaving(tuple(stays), left_on, self.left_time.value(), self.reason.text())
        return self.run(correct_leaving, request)


def _nights(from_on: date, until: date) -> str:
    """The nights from a day until before another, in words."""
    last = until - timedelta(days=1)
    if last == from_on:
        return _("on the night of {day}").format(day=format_date(from_on, "short"))
    first, end = format_date(from_on, "short"), format_date(last, "short")
    return _("on the nights {first} to {last}").format(first=first, last=end)


def correct_leaving_of(context: Context, person_id: int, stay_id: int | None, parent: QWidget) -> None:
    """Read a leaving of a person, the last one if no stay is named, and open the dialog over the window."""
    work, actor = context.work, context.actor

    def read() -> tuple[LeavingRow, ...]:
        from panpun_desktop.services.leaving_outlook import correctable_leaving

        return correctable_leaving(work, actor, person_id, stay_id)

    def show(rows: tuple[LeavingRow, ...]) -> None:
        if isValid(parent):
            CorrectLeavingDialog(context, rows, parent.window()).open()

    context.operations.read(parent, read, show, lambda error: context.say(message_of(error)), key="act")
