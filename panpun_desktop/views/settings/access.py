"""Who looked at whom: masked records that were opened, and the access register (R-PD-4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.role_words import short_role_words
from panpun_desktop.views.settings.section import ListSection
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.fields import ChoiceBox, FieldBox, LineField, ThaiDateEdit
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from panpun_desktop.services.access import AccessRow
    from panpun_desktop.services.break_glass import OpeningRow

_KINDS = {
    "view": N_("looked at"),
    "print": N_("printed"),
    "export": N_("exported"),
    "search": N_("found"),
    "break_glass": N_("opened with a reason"),
}
_ANY = "any"
_PLACES = {
    "person": N_("Person"),
    "person_page": N_("A person's page"),
    "search": N_("Search"),
    "intake_form": N_("Intake form"),
    "voluntary": N_("Statement of free will"),
    "transfer_letter": N_("Transfer letter"),
    "learner_sheet": N_("Learner's tracking sheet"),
    "register": N_("Register"),
}


class OpeningsSection(ListSection["OpeningRow"]):
    """การเปิดดูข้อมูลที่ปกปิด: what a manager has to look at, and has looked at."""

    name = "openings"
    act = "break_glass.acknowledge"

    def title(self) -> str:
        return _("Masked records opened")

    def columns(self) -> Sequence[Column[OpeningRow]]:
        return (
            Column("at", _("When"), lambda row: _instant(row.at), width=158),
            Column("user", _("By whom"), lambda row: row.user, strong=True, width=140),
            Column("role", _("Role"), lambda row: short_role_words(row.role), width=104),
            Column("person", _("Service user"), lambda row: row.name, width=170),
            Column("reason", _("Reason"), lambda row: row.reason, width=220, tip=lambda row: row.reason),
            Column("state", _("State"), _seen_words, chip=_seen_tone, width=110),
        )

    def add_buttons(self) -> None:
        self.seen_button = self.add_button(_("Seen"), self._acknowledge)
        self.seen_button.setObjectName("openingSeenButton")

    def hint(self) -> str:
        return _("Enter notes that you have seen it.")

    def touched_by(self, changes: Changes) -> bool:
        return bool(changes.people)

    def load(self) -> None:
        from panpun_desktop.services.break_glass import list_openings

        self.read(list_openings, self.show_rows)

    def edit(self, row: OpeningRow) -> None:
        from panpun_desktop.services.break_glass import Acknowledge, acknowledge_openings

        if self.may_edit and row.acknowledged_at is None:
            self.change(acknowledge_openings, Acknowledge((row.id,)))

    def _acknowledge(self) -> None:
        row = self.table.current()
        if row is not None:
            self.edit(row)


class AccessSection(ListSection["AccessRow"]):
    """ทะเบียนการเข้าถึงข้อมูล, newest first, by person, day and kind."""

    name = "access"

    def title(self) -> str:
        return _("Access register")

    def columns(self) -> Sequence[Column[AccessRow]]:
        return (
            Column("at", _("When"), lambda row: _instant(row.at), width=158),
            Column("user", _("By whom"), lambda row: row.user, strong=True, width=140),
            Column("role", _("Role"), lambda row: short_role_words(row.role), width=104),
            Column("kind", _("What was done"), lambda row: _(_KINDS.get(row.kind, row.kind)), width=104),
            Column(
                "place",
                _("Part of the program"),
                lambda row: _(_PLACES.get(row.place, N_("Other"))),
                width=104,
            ),
            Column("person", _("Service user"), _who, width=170),
            Column("reason", _("Reason"), lambda row: row.reason, width=110, tip=lambda row: row.reason),
        )

    def add_above(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.kind = ChoiceBox(
            [(_ANY, _("everything")), *((code, _(words)) for code, words in _KINDS.items())]
        )
        self.kind.set_value(_ANY)
        self.regno = LineField()
        self.first_on = ThaiDateEdit(lambda: self.context.today)
        self.last_on = ThaiDateEdit(lambda: self.context.today)
        fields = {
            "accessKind": (_("What was done"), self.kind),
            "accessRegno": (_("Register number"), self.regno),
            "accessFrom": (_("From"), self.first_on),
            "accessUntil": (_("Until"), self.last_on),
        }
        for name, (words, field) in fields.items():
            field.setObjectName(name)
            row.addWidget(FieldBox(words, field), 1)
        self.kind.currentIndexChanged.connect(lambda _index: self.load())
        for field in (self.regno, self.first_on, self.last_on):
            field.editingFinished.connect(self.load)
        self.body.addLayout(row)

    def hint(self) -> str:
        return ""

    def touched_by(self, changes: Changes) -> bool:
        return bool(changes.people or changes.documents)

    def load(self) -> None:
        from panpun_desktop.services.access import AccessFilter, list_access
        from panpun_desktop.services.regnos import person_of_regno

        regno, kind = self.regno.text().strip(), self.kind.value()
        first_on, last_on = self.first_on.value(), self.last_on.value()

        def query(work: Any, by: Any) -> tuple[AccessRow, ...]:
            person_id = person_of_regno(work, by, regno) if regno else None
            return list_access(
                work,
                by,
                AccessFilter(first_on, last_on, None, person_id, (kind,) if kind and kind != _ANY else ()),
            )

        self.banner.say("")
        self.read(query, self.show_rows)

    def edit(self, row: AccessRow) -> None:
        if row.person_id is not None:
            self.context.navigate("residents", person_id=row.person_id)


def _instant(at: datetime) -> str:
    there = at.astimezone(BANGKOK)
    return f"{format_date(there.date(), 'short')} {there:%H:%M}"


def _who(row: AccessRow) -> str:
    return " · ".join(part for part in (row.name, row.regno) if part)


def _seen_words(row: OpeningRow) -> str:
    return _("Seen") if row.acknowledged_at is not None else _("To be seen")


def _seen_tone(row: OpeningRow) -> Tone:
    return Tone.OK if row.acknowledged_at is not None else Tone.WARN
