"""What the count asks for: the bed someone was found in, a visitor, and the confirmation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import ChoiceBox, LineField, LongField
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import ThaiLabel, help_text

if TYPE_CHECKING:
    from panpun_desktop.services.night_rows import NightCount, NightRow


class OtherBedDialog(FormDialog):
    """In which bed someone was found."""

    name = "otherBed"
    WIDTH = 420

    def __init__(self, context: Context, count: NightCount, row: NightRow, parent: QWidget) -> None:
        self._count, self._row = count, row
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Sleeps in another bed")

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(self._row.name, role="strong", wrap=True))

    def build(self) -> None:
        self.bed = _bed_choice(self._count)
        self.note = LineField()
        self.add_field("bed", _("Found in bed"), self.bed, hint=_("Type a part of the bed's name"))
        self.add_field("note", _("Note"), self.note)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.night_counts import MarkNight, mark_night

        bed = self.bed.value()
        stay_id = self._row.stay_id or 0
        bed_id = int(bed) if bed else None
        request = MarkNight(self._count.night, stay_id, "other_bed", bed_id, note=self.note.text())
        return self.run(mark_night, request)


class VisitorDialog(FormDialog):
    """Someone who sleeps here without a stay."""

    name = "visitor"
    WIDTH = 420

    def __init__(self, context: Context, count: NightCount, parent: QWidget) -> None:
        self._count = count
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Visitor overnight")

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(help_text(_("A visitor is told in the count and is not among its figures")))

    def build(self) -> None:
        self.visitor, self.note = LineField(), LineField()
        self.bed = _bed_choice(self._count)
        self.add_field("visitor", _("Who slept here"), self.visitor)
        self.add_field("bed", _("Bed (if known)"), self.bed)
        self.add_field("note", _("Came with / note"), self.note)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.night_counts import AddVisitor, add_visitor

        bed = self.bed.value()
        request = AddVisitor(
            self._count.night, self.visitor.text(), int(bed) if bed else None, self.note.text()
        )
        return self.run(add_visitor, request)


class ConfirmDialog(FormDialog):
    """The count holds: says who walked; differences may stay, they are shown once more."""

    name = "confirmNight"
    WIDTH = 460

    def __init__(self, context: Context, count: NightCount, parent: QWidget) -> None:
        self._count = count
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Confirm the night of {day}").format(day=format_date(self._count.night, "short"))

    def save_text(self) -> str:
        return _("Confirm the count")

    def add_head(self, column: QVBoxLayout) -> None:
        total = sum(self._count.ways.census.values())
        column.addWidget(ThaiLabel(_("Counted {n} people").format(n=total), role="strong"))
        if self._count.ways.agrees:
            column.addWidget(help_text(_("The three figures agree")))
            return
        names = ", ".join(one.name for one in self._count.differences)
        text = _("The figures differ on {names}. You may confirm; it stays on Today until it is settled.")
        column.addWidget(help_text(text.format(names=names)))

    def build(self) -> None:
        self.counted_by = LineField(self._count.counted_by or self.context.actor.name)
        self.note = LongField(self._count.note, lines=2)
        self.add_field("counted_by", _("Walked by"), self.counted_by)
        self.add_field("note", _("Note"), self.note)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.night_counts import ConfirmNight, confirm_night

        request = ConfirmNight(self._count.night, self.counted_by.text(), self.note.text())
        return self.run(confirm_night, request)


class ReopenNightDialog(FormDialog):
    """Asks before a confirmed count is opened again: the same keys confirm it."""

    name = "reopenNight"
    WIDTH = 440

    def __init__(self, context: Context, count: NightCount, parent: QWidget) -> None:
        self._count = count
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Correct the confirmed count?")

    def save_text(self) -> str:
        return _("Correct the count")

    def add_head(self, column: QVBoxLayout) -> None:
        night = _("Night of {day}").format(day=format_date(self._count.night, "short"))
        column.addWidget(ThaiLabel(night, role="strong"))
        column.addWidget(help_text(_("The night is not confirmed until it is confirmed again.")))

    def build(self) -> None:
        """There is nothing to fill in."""

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.night_counts import ReopenNight, reopen_night

        return self.run(reopen_night, ReopenNight(self._count.night, self._count.version or 0))


def _bed_choice(count: NightCount) -> ChoiceBox:
    return ChoiceBox([(str(bed_id), label) for bed_id, label in count.beds])


def following(night: date, today: date) -> str:
    """What the night is called beside its date."""
    apart = (night - today).days
    return {0: _("tonight"), -1: _("last night")}.get(apart, "")
