"""The forms of the waiting list: writing someone down, and ending a waiting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.beds.dialogs import WhoField
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import (
    ChoiceBox,
    LineField,
    LongField,
    NumberEdit,
    PhoneField,
    ThaiDateEdit,
)
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import help_text

if TYPE_CHECKING:
    from panpun_desktop.services.agencies import AgencyRow
    from panpun_desktop.services.waiting_rows import WaitingRow

_MOST_PEOPLE = 30


class WaitingDialog(FormDialog):
    """Writes someone, or a family, on the waiting list, or changes what is known."""

    name = "waiting"
    WIDTH = 520

    def __init__(self, context: Context, row: WaitingRow | None, parent: QWidget | None = None) -> None:
        self.row = row
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Add to the waiting list") if self.row is None else _("Change the waiting list")

    def build(self) -> None:
        codes, row = self.context.centre.codes, self.row
        self.who = WhoField(self.context)
        self.add_field("person", _("Who waits"), self.who)
        pair = self.pair_row()
        self.people = NumberEdit(least=1, most=_MOST_PEOPLE)
        self.minors = NumberEdit(least=0, most=_MOST_PEOPLE)
        self.add_field("people", _("People"), self.people, to=pair)
        self.add_field("children", _("Of these children"), self.minors, to=pair)
        pair = self.pair_row()
        self.urgency = ChoiceBox(codes.get("urgency", {}))
        self.use = ChoiceBox(codes.get("room_use", {}))
        self.add_field("urgency", _("Urgency"), self.urgency, to=pair)
        self.add_field("room_use", _("Kind of room"), self.use, to=pair)
        pair = self.pair_row()
        self.came_on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.channel = ChoiceBox(codes.get("channel", {}))
        self.add_field("came_on", _("Waits since"), self.came_on, to=pair)
        self.add_field("channel", _("Way of coming"), self.channel, to=pair)
        self.phone = PhoneField()
        self.add_field("phone", _("Telephone"), self.phone)
        self.need = LongField()
        self.add_field("need", _("What they need"), self.need)
        self._fill(row)

    def _fill(self, row: WaitingRow | None) -> None:
        self.people.set_number(row.people if row else 1)
        self.minors.set_number(row.children if row else 0)
        self.urgency.set_value(row.urgency if row else "NORMAL")
        self.use.set_value(row.room_use if row else "ANY")
        self.came_on.set_value(row.came_on if row else self.context.today)
        self.channel.set_value(row.channel if row else None)
        if row is None:
            return
        if row.person_id is not None:
            self.who.show_person(row.person_id, row.name)
        else:
            self.who.setText(row.name)
        self.phone.setText(row.phone)
        self.need.setPlainText(row.need)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.waiting import SaveWaiting, save_waiting

        person_id, name = self.who.asked()
        request = SaveWaiting(
            self.row.id if self.row else None,
            name,
            person_id,
            self.people.number() or 0,
            self.minors.number() or 0,
            self.use.value() or "ANY",
            self.urgency.value() or "NORMAL",
            self.came_on.value(),
            self.phone.text(),
            self.need.toPlainText(),
            self.channel.value(),
            self.row.agency_id if self.row else None,
            self.row.version if self.row else None,
        )
        return self.run(save_waiting, request)


class WithdrawDialog(FormDialog):
    """They do not wait any longer, and why if they said so."""

    name = "withdraw"
    WIDTH = 440

    def __init__(self, context: Context, row: WaitingRow, parent: QWidget | None = None) -> None:
        self.row = row
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Does not wait any longer")

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(help_text(self.row.name))

    def build(self) -> None:
        self.note = LineField()
        self.add_field("note", _("Note"), self.note)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.waiting import WithdrawWaiting, withdraw_waiting

        return self.run(withdraw_waiting, WithdrawWaiting(self.row.id, self.row.version, self.note.text()))


class TurnAwayDialog(FormDialog):
    """Records people who could not be taken in: with an entry of the list, or straight at the door."""

    name = "turnAway"
    WIDTH = 500

    def __init__(self, context: Context, row: WaitingRow | None, parent: QWidget | None = None) -> None:
        self.row = row
        super().__init__(context, parent)
        self._read_agencies()

    def title(self) -> str:
        return _("Not taken in")

    def add_head(self, column: QVBoxLayout) -> None:
        if self.row is not None:
            column.addWidget(help_text(self.row.name))

    def build(self) -> None:
        codes = self.context.centre.codes
        if self.row is None:
            self.who = WhoField(self.context)
            self.add_field("person", _("Who (if known)"), self.who)
            pair = self.pair_row()
            self.people = NumberEdit(least=1, most=_MOST_PEOPLE)
            self.people.set_number(1)
            self.minors = NumberEdit(least=0, most=_MOST_PEOPLE)
            self.minors.set_number(0)
            self.add_field("people", _("People"), self.people, to=pair)
            self.add_field("children", _("Of these children"), self.minors, to=pair)
            self.on_day = ThaiDateEdit(lambda: self.context.today, required=True)
            self.on_day.set_value(self.context.today)
            self.add_field("on_day", _("Day"), self.on_day)
        self.reason = ChoiceBox(codes.get("turn_away_reason", {}))
        self.add_field("reason_code", _("Why not"), self.reason)
        self.agency = ChoiceBox()
        self.add_field("agency", _("Sent to (if anywhere)"), self.agency)
        self.note = LineField()
        self.add_field("note", _("Note"), self.note)

    def _read_agencies(self) -> None:
        work, actor = self.context.work, self.context.actor

        def read() -> Sequence[AgencyRow]:
            from panpun_desktop.services.agencies import list_agencies

            return list_agencies(work, actor)

        self.context.operations.read(self, read, self._show_agencies, self.refuse, key="agencies")

    def _show_agencies(self, rows: Sequence[AgencyRow]) -> None:
        self.agency.set_options([(str(row.id), row.name) for row in rows])

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.turn_aways import turn_away
        from panpun_desktop.services.waiting_rows import TurnAwayPeople

        reason = self.reason.value()
        if reason is None:
            raise RuleBroken("turn_away.reason_missing", field="reason_code")
        agency_id = int(self.agency.value() or 0) or None
        if self.row is not None:
            request = TurnAwayPeople(reason, self.row.id, agency_id=agency_id, note=self.note.text())
            return self.run(turn_away, request)
        person_id, name = self.who.asked()
        request = TurnAwayPeople(
            reason,
            name=name,
            person_id=person_id,
            people=self.people.number() or 0,
            children=self.minors.number() or 0,
            on_day=self.on_day.value(),
            agency_id=agency_id,
            note=self.note.text(),
        )
        return self.run(turn_away, request)
