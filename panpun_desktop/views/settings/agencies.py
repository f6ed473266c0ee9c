"""The directory of agencies: how their letters are addressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from panpun_desktop.common.i18n import _
from panpun_desktop.common.phone import format_phone
from panpun_desktop.common.thai_text import search_key
from panpun_desktop.views.acts.form_dialog import Reasons
from panpun_desktop.views.settings.edit_dialog import EditDialog
from panpun_desktop.views.settings.section import ListSection
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.fields import ChoiceBox, LineField, LongField, PhoneField
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import SearchBox
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.agencies import AgencyRow


class AgenciesSection(ListSection["AgencyRow"]):
    """All agencies in Thai order, narrowed by what is typed."""

    name = "agencies"
    act = "agency.edit"

    def title(self) -> str:
        return _("Agencies")

    def columns(self) -> Sequence[Column[AgencyRow]]:
        return (
            Column("name", _("Agency"), lambda row: row.name, sort="name", strong=True, width=330),
            Column("kind", _("Kind"), self._kind, sort="kind"),
            Column("addressee", _("Letters go to"), lambda row: row.addressee, width=230),
            Column("phone", _("Telephone"), lambda row: format_phone(row.phone), width=120),
            Column("state", _("State"), _state, chip=_state_tone),
        )

    def _kind(self, row: AgencyRow) -> str:
        return self.context.centre.label("agency_kind", row.kind)

    def add_buttons(self) -> None:
        self.add_row_button = self.add_button(_("Add an agency"), lambda: self._open(None), main=True)
        self.add_row_button.setObjectName("addAgencyButton")

    def add_above(self) -> None:
        self._rows: Sequence[AgencyRow] = ()
        self.search = SearchBox(_("Name of an agency"))
        self.search.setObjectName("agencySearchField")
        self.search.setMaximumWidth(420)
        self.search.searched.connect(lambda _text: self._narrow())
        self.search.moved_down.connect(self._go_down)
        self.body.addWidget(self.search)

    def _go_down(self) -> None:
        self.table.setFocus()

    def touched_by(self, changes: Changes) -> bool:
        return bool(changes.agencies)

    def load(self) -> None:
        from panpun_desktop.services.agencies import list_agencies

        self.read(lambda work, actor: list_agencies(work, actor, include_inactive=True), self._show)

    def _show(self, rows: Sequence[AgencyRow]) -> None:
        self._rows = rows
        self._narrow()

    def _narrow(self) -> None:
        wanted = search_key(self.search.text())
        self.show_rows([row for row in self._rows if wanted in search_key(f"{row.name} {row.addressee}")])

    def edit(self, row: AgencyRow) -> None:
        if self.may_edit:
            self._open(row)

    def _open(self, row: AgencyRow | None) -> None:
        self.open_dialog(AgencyDialog(self.context, row, self))

    def focus_first(self) -> None:
        self.search.setFocus()


class AgencyDialog(EditDialog["AgencyRow"]):
    """Name, kind and how letters to it begin."""

    name = "agency"
    WIDTH = 520

    def title(self) -> str:
        return _("Change the agency") if self.row is not None else _("Add an agency")

    def build(self) -> None:
        row, centre = self.row, self.context.centre
        self.name_field = LineField(row.name if row else "")
        kinds = [(code, centre.label("agency_kind", code)) for code in centre.active_codes["agency_kind"]]
        self.kind = ChoiceBox(kinds)
        self.kind.set_value(row.kind if row else kinds[0][0])
        self.addressee = LineField(row.addressee if row else "")
        self.address = LongField(row.address if row else "", lines=2)
        self.phone = PhoneField(row.phone if row else "")
        self.add_field("name", _("Name of the agency"), self.name_field)
        pair = self.pair_row()
        self.add_field("kind", _("Kind"), self.kind, to=pair)
        self.add_field("phone", _("Telephone"), self.phone, to=pair)
        hint = _("Stands after the word of address, for example ผู้อำนวยการโรงพยาบาลตัวอย่าง")
        self.add_field("addressee", _("Letters go to"), self.addressee, hint=hint)
        self.add_field("address", _("Address"), self.address)
        self.active = QCheckBox(_("Offered in new records"))
        self.active.setObjectName("agencyActive")
        self.active.setChecked(row.is_active if row else True)
        self.form.addWidget(self.active)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.agencies import SaveAgency, save_agency

        request = SaveAgency(
            self.row_id,
            self.name_field.text(),
            self.kind.value() or "",
            self.addressee.text(),
            self.address.text(),
            self.phone.text().strip(),
            self.active.isChecked(),
            self.seen,
        )
        return self.run(save_agency, request)

    def found_again(self) -> AgencyRow | None:
        from panpun_desktop.services.agencies import list_agencies

        rows = list_agencies(self.context.work, self.context.actor, include_inactive=True)
        return next((row for row in rows if row.id == self.row_id), None)

    def told(self, row: AgencyRow) -> Mapping[str, str]:
        return {
            _("Name of the agency"): row.name,
            _("Kind"): self.context.centre.label("agency_kind", row.kind),
            _("Letters go to"): row.addressee,
            _("Address"): row.address,
            _("Telephone"): format_phone(row.phone),
            _("State"): _state(row),
        }


def _state(row: AgencyRow) -> str:
    return _("Offered") if row.is_active else _("Not offered")


def _state_tone(row: AgencyRow) -> Tone:
    return Tone.OK if row.is_active else Tone.NEUTRAL
