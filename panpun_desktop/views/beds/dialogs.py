"""The small forms of the bed screen: closing and reserving a bed, the day of leaving."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.views.beds.spot import BedSpot
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import ChoiceBox, LineField, NumberEdit, SuggestField, ThaiDateEdit
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import help_text

REPAIR = "REPAIR"
ForEntry = tuple[int, str, tuple[int, ...]]
"""An entry of the waiting list: id, name, and more beds that are to be held for it."""


class WhoField(PersonField):
    """Someone of the register, or only a name: both are enough."""

    def problem(self) -> str:
        return ""

    def asked(self) -> tuple[int | None, str]:
        """The person chosen, else the name typed."""
        return (self.person_id, "") if self.person_id is not None else (None, self.text().strip())


class _BedDialog(FormDialog):
    """A form about one bed."""

    WIDTH = 440

    def __init__(self, context: Context, spot: BedSpot, parent: QWidget | None = None) -> None:
        self.spot = spot
        super().__init__(context, parent)

    def add_nights(self, first: str, last: str) -> None:
        """The two days between which something holds."""
        row = self.pair_row()
        self.start_on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.start_on.set_value(max(self.spot.night, self.context.today))
        self.end_on = ThaiDateEdit(lambda: self.context.today)
        self.end_on.set_value(self.spot.until)
        self.add_field("start_on", first, self.start_on, to=row)
        self.add_field("end_on", last, self.end_on, to=row)


class BlockBedDialog(_BedDialog):
    """Closes a bed for a time, with the reason that stands on its tile."""

    name = "blockBed"

    def title(self) -> str:
        return _("Close bed {bed}").format(bed=self.spot.full_label)

    def save_text(self) -> str:
        return _("Close the bed")

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(help_text(_("A closed bed is not given to anybody and not counted as free")))

    def build(self) -> None:
        self.reason = SuggestField((_("under repair"), _("being cleaned"), _("kept apart (illness)")))
        self.add_field("reason", _("Reason"), self.reason)
        self.kind = ChoiceBox(self.context.centre.codes.get("block_kind", {}))
        self.kind.set_value(REPAIR)
        self.add_field("kind", _("Kind of closing"), self.kind)
        self.add_nights(_("From the night of"), _("Open again on (if known)"))

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.beds import BlockBed, block_bed

        start_on = self.start_on.value() or self.spot.night
        request = BlockBed(
            self.spot.bed_id, start_on, self.end_on.value(), self.reason.text(), self.kind.value() or REPAIR
        )
        return self.run(block_bed, request)


class ReserveDialog(_BedDialog):
    """Holds a bed for someone; for an entry of the waiting list the name stands already."""

    name = "reserveBed"

    def __init__(
        self,
        context: Context,
        spot: BedSpot,
        parent: QWidget | None = None,
        *,
        waiting: ForEntry | None = None,
    ) -> None:
        self._waiting = waiting
        super().__init__(context, spot, parent)

    def title(self) -> str:
        return _("Reserve bed {bed}").format(bed=self.spot.full_label)

    def save_text(self) -> str:
        return _("Reserve")

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(help_text(_("The bed is free again by itself when the time has passed")))

    def build(self) -> None:
        self.who = WhoField(self.context)
        if self._waiting is not None:
            self.who.setText(self._waiting[1])
            self.who.setEnabled(False)
        self.add_field("person", _("For whom"), self.who)
        self.add_nights(_("From the night of"), _("Until (if known)"))
        self.hours = NumberEdit(least=1)
        self.hours.set_number(int(self.context.centre.settings["bed.reserve_hours"]))
        hint = _("With a day until which it is held, the hours do not count")
        self.add_field("hours", _("Hold for (hours)"), self.hours, hint=hint)
        self.note = LineField()
        self.add_field("note", _("Note"), self.note)

    def focus_first(self) -> None:
        (self.who if self._waiting is None else self.hours).setFocus()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.reserving import ReserveBed, reserve_bed

        person_id, name = self.who.asked() if self._waiting is None else (None, "")
        request = ReserveBed(
            self.spot.bed_id,
            self.start_on.value() or self.context.today,
            self.end_on.value(),
            self._waiting[2] if self._waiting is not None else (),
            person_id,
            self._waiting[0] if self._waiting is not None else None,
            name,
            self.hours.number(),
            self.note.text(),
        )
        return self.run(reserve_bed, request)


class ExpectDialog(_BedDialog):
    """The day on which someone is expected to leave: a plan, it frees nothing."""

    name = "expectLeaving"

    def title(self) -> str:
        return _("Expected day of leaving")

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(help_text(self.spot.name))
        column.addWidget(help_text(_("The bed becomes free only when the person has left")))

    def build(self) -> None:
        self.on = ThaiDateEdit(lambda: self.context.today)
        self.on.set_value(self.spot.expected_on)
        self.add_field("on", _("Is to leave on"), self.on)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.expecting import ExpectLeaving, expect_leaving

        request = ExpectLeaving(self.spot.stay_id or 0, self.spot.stay_version, self.on.value())
        return self.run(expect_leaving, request)
