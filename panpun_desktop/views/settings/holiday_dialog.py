"""Adding or changing one day off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from panpun_desktop.common import thai_date
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.views.acts.form_dialog import Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.views.settings.edit_dialog import EditDialog
from panpun_desktop.widgets.fields import ChoiceBox, LineField, ThaiDateEdit
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.holidays import HolidayRow

_KINDS = {
    "annual": N_("Every year"),
    "substitute": N_("Substitute"),
    "special": N_("Special"),
    "local": N_("Some provinces only"),
}


def kind_words(kind: str) -> str:
    """The kind of a day off in words (R-HOL-1)."""
    return _(_KINDS[kind]) if kind in _KINDS else kind


def place_words(provinces: str) -> str:
    """Where a day off holds."""
    return provinces.replace(",", " ") or _("Everywhere")


class HolidayDialog(EditDialog["HolidayRow"]):
    """The day, its name, what kind it is and where it holds."""

    name = "holiday"

    def __init__(self, context: Context, row: HolidayRow | None, parent: QWidget, *, year: int) -> None:
        self._year = year
        super().__init__(context, row, parent)

    def title(self) -> str:
        return _("Change the holiday") if self.row is not None else _("Add a holiday")

    def build(self) -> None:
        row = self.row
        self.day = ThaiDateEdit(self._near, required=True)
        self.day.set_value(row.day if row else None)
        self.name_field = LineField(row.name if row else "")
        self.kind = ChoiceBox([(kind, kind_words(kind)) for kind in _KINDS])
        self.kind.set_value(row.kind if row else "special")
        self.kind.chosen.connect(self._suggest_province)
        self.provinces = LineField(row.provinces.replace(",", ", ") if row else "")
        self.note = LineField(row.note if row else "")
        pair = self.pair_row()
        self.add_field("day", _("Day"), self.day, to=pair)
        self.add_field("kind", _("Kind"), self.kind, to=pair)
        self.add_field("name", _("Name of the holiday"), self.name_field)
        hint = _("Empty: everywhere. Several with commas between, for example สงขลา, ปัตตานี")
        self.add_field("provinces", _("Provinces"), self.provinces, hint=hint)
        self.add_field("note", _("Note"), self.note)
        self.confirmed = QCheckBox(_("Compared with the announcement of the cabinet"))
        self.confirmed.setObjectName("holidayConfirmed")
        self.confirmed.setChecked(row.is_confirmed if row else True)
        self.form.addWidget(self.confirmed)

    def _near(self) -> date:
        """The day that +3 and the calendar start from lies in the year that is shown."""
        today = self.context.today
        return today if today.year == self._year else date(self._year, 1, 1)

    def _suggest_province(self, kind: str | None) -> None:
        if kind == "local" and not self.provinces.text().strip():
            self.provinces.write(self.context.centre.province)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.holidays import SaveHoliday, save_holiday

        day = self.day.value()
        assert day is not None
        request = SaveHoliday(
            self.row_id,
            day,
            self.name_field.text(),
            self.kind.value() or "special",
            self.provinces.text(),
            self.note.text(),
            self.confirmed.isChecked(),
            seen_version=self.seen,
        )
        return self.run(save_holiday, request)

    def found_again(self) -> HolidayRow | None:
        from panpun_desktop.services.holidays import list_holidays

        assert self.row is not None
        rows = list_holidays(self.context.work, self.context.actor, self.row.day.year)
        return next((row for row in rows if row.id == self.row_id), None)

    def told(self, row: HolidayRow) -> Mapping[str, str]:
        return {
            _("Day"): thai_date.format_date(row.day, "short"),
            _("Name of the holiday"): row.name,
            _("Kind"): kind_words(row.kind),
            _("Provinces"): place_words(row.provinces),
            _("Note"): row.note,
        }
