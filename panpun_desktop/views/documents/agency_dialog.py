"""Adding an agency to the directory without leaving the letter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.widgets.fields import ChoiceBox, LineField, LongField
from panpun_desktop.widgets.operations import Changes


class AgencyDialog(FormDialog):
    """``saved`` carries the id of the new agency."""

    saved = Signal(int)
    name = "agency"
    WIDTH = 460

    def title(self) -> str:
        return _("Add an agency")

    def draft_key(self) -> str:
        return f"{self.name}:new"

    def build(self) -> None:
        centre = self.context.centre
        codes = centre.codes["agency_kind"]
        offered = {code: codes[code] for code in centre.active_codes["agency_kind"]}
        self.agency_name, self.kind = LineField(), ChoiceBox(offered)
        self.kind.set_value(next(iter(offered), None))
        self.addressee, self.address, self.phone = LineField(), LongField(lines=2), LineField()
        self.add_field("name", _("Name of the agency"), self.agency_name)
        self.add_field("kind", _("Kind of agency"), self.kind)
        hint = _("As it stands after เรียน, for example the director of the agency")
        self.add_field("addressee", _("Addressed to"), self.addressee, hint=hint)
        self.add_field("address", _("Address"), self.address)
        self.add_field("phone", _("Telephone"), self.phone)
        self.settled.connect(lambda changes: self.saved.emit(next(iter(changes.agencies))))

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.agencies import SaveAgency, save_agency

        request = SaveAgency(
            None,
            self.agency_name.text(),
            self.kind.value() or "GOV",
            self.addressee.text(),
            self.address.text(),
            self.phone.text(),
        )
        return self.run(save_agency, request)
