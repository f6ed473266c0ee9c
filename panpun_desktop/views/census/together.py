"""ยืนยันทุกคืนที่ยังไม่ยืนยัน: the open nights of a month with their figures, confirmed in one act."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.fields import LineField, LongField, MonthEdit
from panpun_desktop.widgets.labels import help_text
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.nights_together import OpenNight

_ROWS_SHOWN = 7


class ConfirmNightsDialog(FormDialog):
    """Lists the nights that are over and not confirmed; those on which people differ are left out by name."""

    name = "confirmNights"
    WIDTH = 720

    def __init__(self, context: Context, month: date, parent: QWidget | None = None) -> None:
        self._month = month.replace(day=1)
        self.nights: tuple[OpenNight, ...] = ()
        super().__init__(context, parent)
        self.read()

    def title(self) -> str:
        return _("Confirm every night that is not confirmed")

    def save_text(self) -> str:
        count = sum(one.is_clear for one in self.nights)
        return _("Confirm {count} nights").format(count=count) if count else _("Confirm the counts")

    def draft_key(self) -> str:
        return f"{self.name}:{self._month:%Y-%m}"

    def add_head(self, column: QVBoxLayout) -> None:
        told = _("Look through the figures. Nights with an open question are left out: open them one by one.")
        column.addWidget(help_text(told))

    def build(self) -> None:
        self.month = MonthEdit(lambda: self.context.today)
        self.month.set_value(self._month)
        self.month.changed.connect(self._choose)
        self.add_field("month", _("Month"), self.month)
        self.table: RowsTableView[OpenNight] = RowsTableView(_columns(), self.title())
        self.table.setObjectName("openNightsTable")
        self.table.setFixedHeight(self.table.height_of(_ROWS_SHOWN))
        self.table.opened.connect(self._open_night)
        card = Card(padding=0)
        card.body.addWidget(self.table)
        self.form.addWidget(card)
        self.told = help_text("")
        self.told.setObjectName("openNightsTold")
        self.form.addWidget(self.told)
        self.counted_by, self.note = LineField(self.context.actor.name), LongField(lines=2)
        self.add_field("counted_by", _("Walked by"), self.counted_by)
        self.add_field("note", _("Note"), self.note)

    def focus_first(self) -> None:
        """Into the list."""
        self.table.setFocus()

    def _choose(self, month: object) -> None:
        if isinstance(month, date):
            self._month = month.replace(day=1)
            self.read()

    def read(self) -> None:
        """Ask for the open nights of the month."""
        work, actor, first = self.context.work, self.context.actor, self._month
        last = first.replace(day=monthrange(first.year, first.month)[1])

        def read() -> tuple[OpenNight, ...]:
            from panpun_desktop.services.nights_together import open_nights

            return open_nights(work, actor, first, last)

        self.told.setText(_("Looking at the nights…"))
        self.save_button.setEnabled(False)
        self.context.operations.read(self, read, self._take, self.refuse, key="nights")

    def _take(self, nights: tuple[OpenNight, ...]) -> None:
        self.nights = nights
        self.table.set_rows(nights)
        self.table.select_first()
        self.told.setText(self._words())
        self.save_button.setText(self.save_text())
        self.save_button.setEnabled(any(one.is_clear for one in nights))
        self.fit()

    def _open_night(self, row: OpenNight) -> None:
        """A night is opened for itself; the others stay as they are."""
        self.accept()
        self.context.navigate("census", night=row.night)

    def _words(self) -> str:
        if not self.nights:
            return _("Every night of the month that is over is confirmed")
        clear = sum(one.is_clear for one in self.nights)
        left = ", ".join(format_date(one.night, "short") for one in self.nights if not one.is_clear)
        words = _("{count} of {all} nights agree three ways").format(count=clear, all=len(self.nights))
        return f"{words} · " + _("left out: {nights}").format(nights=left) if left else words

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.nights_together import ConfirmNights, confirm_nights

        clear = tuple(one.night for one in self.nights if one.is_clear)
        if not clear:
            raise RuleBroken("census.nothing_clear")
        return self.run(confirm_nights, ConfirmNights(clear, self.counted_by.text(), self.note.text()))


def _columns() -> list[Column[OpenNight]]:
    return [
        Column("night", _("Night"), lambda one: format_date(one.night, "short"), strong=True, width=120),
        Column("counted", _("Counted"), lambda one: f"{one.counted:,}", right=True, width=112),
        Column("visitors", _("Visitors"), lambda one: str(one.visitors or "–"), right=True, width=112),
        Column(
            "differing",
            _("Three ways"),
            lambda one: ", ".join(one.differing) or _("agree"),
            chip=lambda one: None if one.is_clear else Tone.WARN,
            width=-1,
        ),
    ]
