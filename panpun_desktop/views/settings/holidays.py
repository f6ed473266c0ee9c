"""The days off that working days are counted by (R-HOL-1 to 4), a Buddhist-era year at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from panpun_desktop.common import thai_date
from panpun_desktop.common.be_calendar import be_year
from panpun_desktop.common.i18n import _
from panpun_desktop.views.settings.holiday_dialog import HolidayDialog, kind_words, place_words
from panpun_desktop.views.settings.section import ListSection
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.fields import ChoiceBox
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, IconButton
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.holidays import HolidayRow

AHEAD = 2
"""Years after this one that are offered although nothing is set for them."""


@dataclass(frozen=True)
class _Year:
    """What is known of a year."""

    year: int
    rows: tuple[HolidayRow, ...]
    years: tuple[int, ...]


class HolidaysSection(ListSection["HolidayRow"]):
    """Choose the year, compare it with the cabinet's list, confirm it."""

    name = "holidays"
    act = "holiday.edit"

    def title(self) -> str:
        return _("Holidays")

    def columns(self) -> Sequence[Column[HolidayRow]]:
        return (
            Column(
                *("day", _("Day"), lambda row: thai_date.format_date(row.day, "short")),
                sort="day",
                strong=True,
                after=lambda row: thai_date.weekday_name(row.day),
            ),
            Column(
                *("name", _("Holiday"), lambda row: row.name),
                sort="name",
                width=270,
                after=lambda row: row.note,
                tip=lambda row: " · ".join(filter(None, (row.name, row.note))),
            ),
            Column("kind", _("Kind"), lambda row: kind_words(row.kind), sort="kind"),
            Column("state", _("State"), _state, chip=_state_tone),
            Column("place", _("Where"), lambda row: place_words(row.provinces), muted=True),
        )

    def add_buttons(self) -> None:
        self.confirm_button = self.add_button(_("Confirm the year"), self.confirm)
        self.confirm_button.setObjectName("confirmYearButton")
        self.remove_button = self.add_button(_("Remove"), self.remove_current)
        self.remove_button.setObjectName("removeHolidayButton")
        self.add_row_button = self.add_button(_("Add a holiday"), lambda: self.edit(None), main=True)
        self.add_row_button.setObjectName("addHolidayButton")

    def add_above(self) -> None:
        self.year = ChoiceBox()
        self.year.setObjectName("holidayYearField")
        self.year.setFixedWidth(120)
        self.year.chosen.connect(lambda _year: self.load())
        label = ThaiLabel(_("Year (B.E.)"), role="field")
        label.setBuddy(self.year)
        self.year.setAccessibleName(label.plain_text())
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(label)
        row.addWidget(IconButton("chevron-left", _("Previous year"), clicked=lambda: self._step(-1)))
        row.addWidget(self.year)
        row.addWidget(IconButton("chevron-right", _("Next year"), clicked=lambda: self._step(1)))
        row.addStretch(1)
        self.body.addLayout(row)
        self.missing = Banner("", Tone.WARN)
        self.body.addWidget(self.missing)
        self._offer((self.context.today.year,))
        self.year.set_value(str(self.context.today.year))

    def hint(self) -> str:
        return _("Delete takes a day away; Ctrl+Z brings it back. Labour Day is no holiday of state offices.")

    def touched_by(self, changes: Changes) -> bool:
        return "holiday" in changes.settings or "centre.province" in changes.settings

    def chosen_year(self) -> int:
        """The Gregorian year that is shown."""
        return int(self.year.value() or self.context.today.year)

    def _offer(self, years: Sequence[int]) -> None:
        now = self.context.today.year
        offered = sorted({*years, *range(now, now + AHEAD + 1)})
        self.year.set_options([(str(year), str(be_year(date(year, 12, 31)))) for year in offered])

    def _step(self, by: int) -> None:
        wanted = str(self.chosen_year() + by)
        if self.year.findData(wanted) >= 0:
            self.year.set_value(wanted)
            self.load()

    def load(self) -> None:
        year = self.chosen_year()
        self.read(lambda work, actor: _read(work, actor, year), self._show)

    def _show(self, found: _Year) -> None:
        self._offer(found.years)
        self.show_rows(found.rows)
        waiting = sum(not row.is_confirmed for row in found.rows)
        self._say_state(be_year(date(found.year, 12, 31)), is_empty=not found.rows, waiting=waiting)
        if self.may_edit:
            self.confirm_button.setEnabled(bool(waiting))
            self.remove_button.setEnabled(bool(found.rows))

    def _say_state(self, year: int, *, is_empty: bool, waiting: int) -> None:
        if is_empty:
            acts = [(_("Start with the fixed days"), self.propose)] if self.may_edit else []
            words = _("No holidays are set for {year}. Working days are counted Monday to Friday.")
            self.missing.say(words.format(year=year), Tone.WARN, acts)
        elif waiting:
            words = _("{count} days of {year} wait to be compared with the announcement of the cabinet.")
            self.missing.say(words.format(count=waiting, year=year), Tone.INFO)
        else:
            self.missing.say("")

    # acts ------------------------------------------------------------------------------------------

    def edit(self, row: HolidayRow | None) -> None:
        if self.may_edit:
            self.open_dialog(HolidayDialog(self.context, row, self, year=self.chosen_year()))

    def remove_current(self) -> None:
        row = self.table.current()
        if row is None:
            return
        from panpun_desktop.services.holidays import SaveHoliday, save_holiday

        request = SaveHoliday(row.id, row.day, row.name, remove=True, seen_version=row.version)
        self.change(save_holiday, request)

    def confirm(self) -> None:
        """The office has compared the year."""
        from panpun_desktop.services.holidays import ConfirmYear, confirm_year

        self.change(confirm_year, ConfirmYear(self.chosen_year()))

    def propose(self) -> None:
        """Fill an empty year with the days that do not move."""
        from panpun_desktop.services.holidays import ProposeYear, propose_year

        self.change(propose_year, ProposeYear(self.chosen_year()))


def _state(row: HolidayRow) -> str:
    return _("Confirmed") if row.is_confirmed else _("To be confirmed")


def _state_tone(row: HolidayRow) -> Tone:
    return Tone.OK if row.is_confirmed else Tone.WARN


def _read(work: Any, actor: Any, year: int) -> _Year:
    from panpun_desktop.services.holidays import list_holidays, years

    return _Year(year, list_holidays(work, actor, year), years(work, actor))
