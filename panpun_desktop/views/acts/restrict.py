"""ปกปิดข้อมูล: protect a person, and the family with them; change how, or lift it (domain.md §7.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.protection import NAMED_BESIDES
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.views.role_words import role_words
from panpun_desktop.widgets.fields import ChoiceBox, LineField, LongField
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import QuietButton, ThaiLabel, help_text

if TYPE_CHECKING:
    from panpun_desktop.services.restrictions import Protection


class RestrictDialog(FormDialog):
    """Why, who sees the person besides, where they can be reached safely, and who of the family."""

    name = "restrict"
    WIDTH = 560

    def __init__(self, context: Context, found: Protection, parent: QWidget | None = None) -> None:
        self._found = found
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Protection of the person") if self._found.is_restricted else _("Protect the person")

    def save_text(self) -> str:
        return _("Save") if self._found.is_restricted else _("Protect")

    def add_head(self, column: QVBoxLayout) -> None:
        text = _(
            "Case workers, nurses and the manager see the person. House parents, the front desk and auditors "
            "see one line without a name. For all others the person is not there; totals count everybody."
        )
        label = help_text(text)
        label.setWordWrap(True)
        column.addWidget(label)

    def build(self) -> None:
        centre, found = self.context.centre, self._found
        codes = centre.active_codes.get("restriction_reason", ())
        self.code = ChoiceBox([(one, centre.label("restriction_reason", one)) for one in codes])
        self.code.set_value(found.reason_code or None)
        self.add_field("reason_code", _("Why the person is protected"), self.code)
        self.reason = LongField(lines=2)
        self.reason.setPlainText(found.reason)
        self.add_field("reason", _("Details"), self.reason)
        self.contact = LineField(found.safe_contact)
        self.add_field("safe_contact", _("Safe way to reach the person, and when"), self.contact)
        self.hides_place = self._box("restrictHidesPlace", _("Tell nobody where the person stays"))
        self.hides_place.setChecked(found.hides_place or not found.is_restricted)
        self.form.addWidget(self.hides_place)
        self._add_roles()
        self._add_family()
        if found.is_restricted:
            self._add_lifting()

    def _add_roles(self) -> None:
        self.form.addWidget(
            ThaiLabel(_("Who sees the person besides (trainers: the first name)"), role="strong")
        )
        grid = QGridLayout()
        self.roles: dict[str, QCheckBox] = {}
        for place, role in enumerate(NAMED_BESIDES):
            box = self._box(f"restrictRole{role.value.title()}", role_words(role))
            box.setChecked(role.value in self._found.roles)
            self.roles[role.value] = box
            grid.addWidget(box, place // 3, place % 3)
        self.form.addLayout(grid)

    def _add_family(self) -> None:
        self.family: dict[int, QCheckBox] = {}
        others = [one for one in self._found.family if one.is_restricted == self._found.is_restricted]
        if not others:
            return
        self.form.addWidget(ThaiLabel(_("The same for the family"), role="strong"))
        for one in others:
            box = self._box(f"restrictFamily{one.person_id}", one.name)
            box.setChecked(True)
            self.family[one.person_id] = box
            self.form.addWidget(box)

    def _add_lifting(self) -> None:
        self.lift_button = QuietButton(_("Lift the protection"), "eye", clicked=self._lift)
        self.lift_button.setObjectName("liftRestrictionButton")
        self.form.addWidget(self.lift_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _box(self, name: str, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setObjectName(name)
        return box

    def _people(self) -> tuple[int, ...]:
        chosen = (one for one, box in self.family.items() if box.isChecked())
        return (self._found.person_id, *chosen)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.restrictions import RestrictPeople, restrict_people

        request = RestrictPeople(
            self._people(),
            self.code.value() or "",
            self.reason.text(),
            tuple(role for role, box in self.roles.items() if box.isChecked()),
            self.hides_place.isChecked(),
            self.contact.text(),
            self._found.version,
        )
        return self.run(restrict_people, request)

    def _lift(self) -> None:
        from panpun_desktop.services.restrictions import LiftRestriction, lift_restriction

        request = LiftRestriction(self._people(), self._found.version)
        self.save_button.setEnabled(False)
        run = self.run(lift_restriction, request)
        self.context.operations.change(self, run, self._finish, self.refuse)
