"""A day of a stay that was typed wrongly: the day, the time, why, and the bed of the nights between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from panpun_desktop.common.errors import PanpunError, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.form_dialog import FormDialog
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import ChoiceBox, LineField, ThaiDateEdit, TimeEdit
from panpun_desktop.widgets.parts import Banner, ThaiLabel, help_text
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.leaving_correction import CorrectedStay
    from panpun_desktop.services.leaving_outlook import BedBetween

_WITHOUT = "none"


class StayTyped(Protocol):
    """One stay as it was typed."""

    @property
    def stay_id(self) -> int:
        """The stay."""
        ...

    @property
    def version(self) -> int:
        """Its version as shown."""
        ...

    @property
    def name(self) -> str:
        """Whose it is."""
        ...


class CorrectDayDialog(FormDialog):
    """Asks for the day, the time and why; where the bed is somebody else's by now, also for the bed.

    A dialog names its day (``day_field``, ``time_field``: as requests and refusals call them) and says
    what was typed; the rest is the same for coming and leaving.
    """

    WIDTH = 520
    day_field = time_field = reason_missing = ""

    def __init__(self, context: Context, rows: Sequence[StayTyped], parent: QWidget | None = None) -> None:
        self.rows = tuple(rows)
        self._beds: tuple[BedBetween, ...] = ()
        self._choices: dict[int, ChoiceBox] = {}
        super().__init__(context, parent)

    # what a dialog of a day says -------------------------------------------------------------------

    def typed(self) -> tuple[date, time | None]:
        """The day and time that were typed."""
        raise NotImplementedError

    def head_words(self) -> str:
        """What was typed, in words."""
        raise NotImplementedError

    def field_words(self) -> tuple[str, str]:
        """The labels of the day and of the tick of those who came or left in the same act."""
        raise NotImplementedError

    def nights(self, day: date) -> tuple[int, int]:
        """The nights of the stay as typed and with another day; below nought where that cannot be."""
        raise NotImplementedError

    def keeps_words(self, one: BedBetween) -> str:
        """That the bed stays as it was, and the added nights have none."""
        raise NotImplementedError

    def look_ahead(self, day: date) -> None:
        """Read what becomes of the beds, and show it."""
        raise NotImplementedError

    # building --------------------------------------------------------------------------------------

    def save_text(self) -> str:
        return self.title()

    def draft_key(self) -> str:
        return f"{self.name}:{self.rows[0].stay_id}"

    def closed_month_reason(self) -> str:
        """Why it is corrected, for the question of a closed month."""
        return self.reason.text().strip()

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(self.rows[0].name, role="strong", wrap=True))
        column.addWidget(help_text(self.head_words()))

    def build(self) -> None:
        row, (day, at) = self.pair_row(), self.typed()
        day_words, others_words = self.field_words()
        self.day = ThaiDateEdit(lambda: self.context.today, required=True)
        self.day.set_value(day)
        self.day.changed.connect(lambda _day: self._look())
        self.time = TimeEdit()
        self.time.set_value(at)
        self.add_field(self.day_field, day_words, self.day, to=row)
        self.add_field(self.time_field, _("Time"), self.time, to=row)
        self.told = ThaiLabel("", role="muted", wrap=True)
        self.told.setObjectName(f"{self.name}Told")
        self.form.addWidget(self.told)
        self._add_others(others_words)
        self.between = QVBoxLayout()
        self.between.setSpacing(8)
        self.form.addLayout(self.between)
        self.reason = LineField()
        hint = _("It stays with the stay and in the history of acts")
        self.add_field("reason", _("Why the day was wrong"), self.reason, hint=hint)
        self._say_nights()

    def _add_others(self, words: str) -> None:
        self.others: list[QCheckBox] = []
        if self.rows[1:]:
            self.form.addWidget(ThaiLabel(words, role="field"))
        for number, row in enumerate(self.rows[1:], 1):
            tick = QCheckBox(row.name)
            tick.setObjectName(f"{self.name}Other{number}")
            tick.setChecked(True)
            tick.toggled.connect(lambda _on: self._look())
            self.form.addWidget(tick)
            self.others.append(tick)

    def corrected(self) -> tuple[StayTyped, ...]:
        """The stays that the act corrects."""
        others = zip(self.rows[1:], self.others, strict=True)
        return (self.rows[0], *(row for row, tick in others if tick.isChecked()))

    def request_day(self) -> date:
        """The day of the request: the typed one where the field is empty."""
        return self.day.value() or self.typed()[0]

    # the nights between ----------------------------------------------------------------------------

    def _look(self) -> None:
        self._say_nights()
        day = self.day.value()
        if day is None:
            self.show_beds(())
        else:
            self.look_ahead(day)

    def _say_nights(self) -> None:
        day = self.day.value()
        was, now = (0, -1) if day is None else self.nights(day)
        text = _("Nights of the stay: {was} → {now}") if was != now else _("Nights of the stay: {now}")
        self.told.setText(text.format(was=was, now=now) if now >= 0 else "")

    def say(self, error: PanpunError) -> None:
        """Show why the beds could not be read."""
        self.banner.say(message_of(error), Tone.BAD)

    def show_beds(self, found: tuple[BedBetween, ...]) -> None:
        """Say of each bed whether it is free on the added nights, and ask where it is not."""
        if found == self._beds:
            return
        self._beds = found
        self._clear_between()
        for one in found:
            if one.why:
                self._add_question(one)
            else:
                words = _("{name}: bed {bed} was free {nights} and goes with the stay")
                nights = _nights(one.from_on, one.until)
                self.between.addWidget(help_text(words.format(name=one.name, bed=one.bed, nights=nights)))
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
        beds = [(str(id), " · ".join((label, *one.against.get(id, ())))) for id, label in one.others]
        box = ChoiceBox([(_WITHOUT, self.keeps_words(one)), *beds])
        self._choices[one.stay_id] = box
        name = "bed" if len(self._choices) == 1 else f"bed{one.stay_id}"
        label = _("Where {name} slept on these nights").format(name=one.name)
        self.add_field(name, label, box, to=self.between)
        warning = Banner("", Tone.WARN)
        warning.setObjectName(f"{self.name}Fit{one.stay_id}")
        self.between.addWidget(warning)
        box.chosen.connect(lambda chosen: self._warn(warning, one, chosen))

    def _warn(self, warning: Banner, one: BedBetween, chosen: object) -> None:
        """Why the bed may not suit; a warning, never a refusal (R-BED-1)."""
        bed_id = int(chosen) if isinstance(chosen, str) and chosen.isdigit() else 0
        warning.say(" · ".join(one.against.get(bed_id, ())), Tone.WARN)
        self.fit()

    # saving ----------------------------------------------------------------------------------------

    def corrected_stays(self) -> tuple[CorrectedStay, ...]:
        """The stays of the request; RuleBroken where the reason, or the bed of some nights, is not said."""
        from panpun_desktop.services.leaving_correction import CorrectedStay

        if not self.reason.text().strip():
            raise RuleBroken(self.reason_missing, field="reason")
        stays = []
        for row in self.corrected():
            box = self._choices.get(row.stay_id)
            bed = box.value() if box is not None else None
            if box is not None and bed is None:
                raise RuleBroken("leaving.bed_not_chosen", field="bed")
            bed_id = int(bed) if bed and bed.isdigit() else None
            stays.append(CorrectedStay(row.stay_id, row.version, bed_id, without_bed=bed == _WITHOUT))
        return tuple(stays)


def _nights(from_on: date, until: date) -> str:
    """The nights from a day until before another, in words."""
    last = until - timedelta(days=1)
    if last == from_on:
        return _("on the night of {day}").format(day=format_date(from_on, "short"))
    first, end = format_date(from_on, "short"), format_date(last, "short")
    return _("on the nights {first} to {last}").format(first=first, last=end)


def open_correction(
    context: Context,
    parent: QWidget,
    read: Callable[[], Any],
    dialog: Callable[[Context, Any, QWidget], FormDialog],
) -> None:
    """Read the stays as they were typed, and open the dialog over the window."""

    def show(rows: Any) -> None:
        if isValid(parent):
            dialog(context, rows, parent.window()).open()

    context.operations.read(parent, read, show, lambda error: context.say(message_of(error)), key="act")
