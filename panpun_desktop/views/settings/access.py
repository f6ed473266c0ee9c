"""Who looked at whom: masked records that were opened, and the access register (R-PD-4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from panpun_desktop.common.i18n import _
from panpun_desktop.common.moments import moment
from panpun_desktop.views.role_words import short_role_words
from panpun_desktop.views.settings.register import RegisterSection
from panpun_desktop.views.settings.section import ListSection
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.fields import ChoiceBox
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.access import AccessRow
    from panpun_desktop.services.break_glass import OpeningRow

_ANY = "any"


class OpeningsSection(ListSection["OpeningRow"]):
    """การเปิดดูข้อมูลที่ปกปิด: what a manager has to look at, and has looked at."""

    name = "openings"
    act = "break_glass.acknowledge"

    def title(self) -> str:
        return _("Masked records opened")

    def columns(self) -> Sequence[Column[OpeningRow]]:
        return (
            Column("at", _("When"), lambda row: moment(row.at), width=158),
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

    def empty_words(self) -> tuple[str, str]:
        hint = _("Whoever opens a masked record says why; it stands here until a manager has seen it.")
        return _("Nobody has opened a masked record"), hint

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


@dataclass(frozen=True)
class Looks:
    """The entries that a filter finds, read page by page."""

    keys: tuple[int, ...]
    work: Any
    by: Any

    def page(self, offset: int, limit: int) -> Sequence[AccessRow]:
        """Rows from ``offset`` on; runs in a worker."""
        from panpun_desktop.services.access import access_rows

        return access_rows(self.work, self.by, self.keys[offset : offset + limit])


class AccessSection(RegisterSection["AccessRow"]):
    """ทะเบียนการเข้าถึงข้อมูล, newest first, by person, user, day and kind."""

    name = "access"
    paper = "access_register"

    def title(self) -> str:
        return _("Access register")

    def columns(self) -> Sequence[Column[AccessRow]]:
        return (
            Column("at", _("When"), lambda row: moment(row.at), width=150),
            Column("user", _("By whom"), lambda row: row.user, strong=True, width=130),
            Column("role", _("Role"), lambda row: short_role_words(row.role), width=90),
            Column("kind", _("What was done"), _kind, width=96),
            Column("place", _("Part of the program"), _place, width=150, tip=_place),
            Column("person", _("Service user"), _who, width=236, tip=_who),
            Column("reason", _("Reason"), lambda row: row.reason, width=110, tip=lambda row: row.reason),
        )

    def add_filters(self, row: QHBoxLayout) -> None:
        from panpun_desktop.services.access import KIND_WORDS

        self.user = ChoiceBox([(_ANY, _("everybody"))])
        self.kind = ChoiceBox(
            [(_ANY, _("everything")), *((code, _(words)) for code, words in KIND_WORDS.items())]
        )
        for box in (self.user, self.kind):
            box.set_value(_ANY)
            box.currentIndexChanged.connect(lambda _index: self.load())
        self.add_filter(row, "User", _("By whom"), self.user)
        self.add_filter(row, "Kind", _("What was done"), self.kind)

    def own_parameters(self) -> dict[str, Any]:
        user, kind = self.user.value(), self.kind.value()
        given: dict[str, Any] = {}
        if user not in (None, _ANY):
            given["user_id"] = int(str(user))
        if kind not in (None, _ANY):
            given["kind"] = kind
        return given

    def touched_by(self, changes: Changes) -> bool:
        return bool(changes.people or changes.documents)

    def load(self) -> None:
        from panpun_desktop.services.access import AccessFilter, access_ids

        if self.user.count() == 1:
            self._read_users()
        given = self.given()
        kind = given.pop("kind", None)
        chosen: AccessFilter = AccessFilter(**given, kinds=(kind,) if kind else ())
        self.banner.say("")
        self.read(lambda work, by: access_ids(work, by, chosen), self._show_ids)

    def _read_users(self) -> None:
        from panpun_desktop.services.audit_trail import users_in_audit

        def offer(found: Sequence[tuple[int, str]]) -> None:
            self.user.blockSignals(True)
            people = [(str(id), name) for id, name in found if id]
            self.user.set_options([(_ANY, _("everybody")), *people])
            self.user.blockSignals(False)

        self.read(users_in_audit, offer, key="users")

    def _show_ids(self, ids: tuple[int, ...]) -> None:
        self.table.set_source(Looks(ids, self.context.work, self.context.actor), self.context.operations)
        self.show_empty(is_empty=not ids)
        self.count.setText(_("{n} entries").format(n=f"{len(ids):,}"))
        if self.table.current_key() is None:
            self.table.select_first()

    def edit(self, row: AccessRow) -> None:
        if row.person_id is not None:
            self.context.navigate("residents", person_id=row.person_id)


def _kind(row: AccessRow) -> str:
    from panpun_desktop.services.access import kind_words

    return kind_words(row.kind)


def _place(row: AccessRow) -> str:
    from panpun_desktop.reports.lists.access_register import part_words

    return part_words(row.place)


def _who(row: AccessRow) -> str:
    return " · ".join(part for part in (row.name, row.regno) if part)


def _seen_words(row: OpeningRow) -> str:
    return _("Seen") if row.acknowledged_at is not None else _("To be seen")


def _seen_tone(row: OpeningRow) -> Tone:
    return Tone.OK if row.acknowledged_at is not None else Tone.WARN
