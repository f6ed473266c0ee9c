"""Adding an agency to the directory without leaving the letter."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _, message_of
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.fields import ChoiceBox, FieldBox, LineField, LongField
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

W = TypeVar("W", bound=QWidget)


class AgencyDialog(QDialog):
    """``saved`` carries the id of the new agency."""

    saved = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName("agencyDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Add an agency"))
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(_("Add an agency"), role="title"))
        self.boxes: dict[str, FieldBox] = {}
        self.name = self._add(column, "name", _("Name of the agency"), LineField())
        codes = context.centre.codes["agency_kind"]
        offered = {code: codes[code] for code in context.centre.active_codes["agency_kind"]}
        self.kind = self._add(column, "kind", _("Kind of agency"), ChoiceBox(offered))
        self.kind.set_value(next(iter(offered), None))
        hint = _("As it stands after เรียน, for example the director of the agency")
        self.addressee = self._add(column, "addressee", _("Addressed to"), LineField(), hint=hint)
        self.address = self._add(column, "address", _("Address"), LongField(lines=2))
        self.phone = self._add(column, "phone", _("Telephone"), LineField())
        self.banner = Banner("", Tone.BAD)
        column.addWidget(self.banner)
        column.addLayout(self._buttons())
        self.name.setFocus()

    def _add(self, column: QVBoxLayout, name: str, label: str, field: W, hint: str = "") -> W:
        field.setObjectName(f"agency{name.title()}Field")
        self.boxes[name] = FieldBox(label, field, hint=hint)
        column.addWidget(self.boxes[name])
        return field

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        back = QuietButton(_("Cancel"), key="Esc", clicked=self.reject)
        back.setObjectName("agencyCancelButton")
        self.save_button = MainButton(_("Save"), key="Ctrl ⏎", clicked=self.save)
        self.save_button.setObjectName("agencySaveButton")
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.save)
        row.addWidget(back)
        row.addWidget(self.save_button)
        return row

    def save(self) -> None:
        """Add the agency; a refusal stands beside its field."""
        if not self.save_button.isEnabled():
            return
        work, actor = self.context.work, self.context.actor
        name, kind = self.name.text(), self.kind.value() or "GOV"
        addressee, address, phone = self.addressee.text(), self.address.text(), self.phone.text()

        def act() -> Changes:
            from panpun_desktop.services.agencies import SaveAgency, save_agency

            request = SaveAgency(None, name, kind, addressee, address, phone)
            return save_agency(work, actor, request)

        self.save_button.setEnabled(False)
        self.context.operations.change(self, act, self._finish, self._refuse)

    def _finish(self, changes: Changes) -> None:
        self.saved.emit(next(iter(changes.agencies)))
        self.accept()

    def _refuse(self, error: PanpunError) -> None:
        self.save_button.setEnabled(True)
        box = self.boxes.get(error.field or "")
        if box is not None:
            box.show_problem(message_of(error))
        else:
            self.banner.say(message_of(error))
