"""Small dialogs of a person's page: another name, a telephone, an address, a relation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.address import Address, read_address
from panpun_desktop.rules.places import completed
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.views.context import Context
from panpun_desktop.views.residents.place_fields import PlaceFields
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.fields import ChoiceBox, FieldBox, LineField, PhoneField, ThaiDateEdit

if TYPE_CHECKING:
    from panpun_desktop.services.person_contacts import AddressRow, NameRow, PhoneRow
    from panpun_desktop.services.relations import RelationRow
    from panpun_desktop.widgets.operations import Changes


class PartDialog(FormDialog):
    """A dialog for one row of a person's page; ``row`` None adds one."""

    def __init__(self, context: Context, person_id: int, row: Any, parent: QWidget | None = None) -> None:
        self.person_id, self.row = person_id, row
        super().__init__(context, parent)

    @property
    def seen(self) -> dict[str, int | None]:
        """The id and version of the row, for a request."""
        return {"id": getattr(self.row, "id", None), "seen_version": getattr(self.row, "version", None)}

    def draft_key(self) -> str:
        row = self.row
        named = getattr(row, "id", None) or getattr(row, "kind", "")
        return f"{self.name}:{self.person_id}:{named or 'new'}"

    def codes(self, name: str) -> dict[str, str]:
        """The codes of a list that are offered, with their words."""
        centre = self.context.centre
        return {code: centre.label(name, code) for code in centre.active_codes[name]}


_JOINED = "REGNO"


class NameDialog(PartDialog):
    """An alias or a former name."""

    name = "otherName"
    row: NameRow | None

    def title(self) -> str:
        return _("Other name")

    def build(self) -> None:
        self.kind = ChoiceBox(self._kinds())
        self.text, self.until = LineField(), ThaiDateEdit(lambda: self.context.today)
        self.add_field("text", _("As written"), self.text)
        row = self.pair_row()
        self.add_field("kind", _("Kind"), self.kind, to=row)
        self.add_field("until_on", _("Used until"), self.until, to=row)
        known = self.row
        self.kind.set_value(known.kind if known else "ALIAS")
        self.text.setText(known.text if known else "")
        self.until.set_value(known.until_on if known else None)

    def _kinds(self) -> dict[str, str]:
        """A former register number comes from joining records alone; where it stands it stays."""
        is_number = self.row is not None and self.row.kind == _JOINED
        return {
            code: words for code, words in self.codes("name_kind").items() if code != _JOINED or is_number
        }

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.person_contacts import SaveName, save_name

        kind = self.kind.value() or "ALIAS"
        request = SaveName(self.person_id, self.text.text(), kind, self.until.value(), **self.seen)
        return self.run(save_name, request)


class PhoneDialog(PartDialog):
    """A further telephone number."""

    name = "phone"
    row: PhoneRow | None

    def title(self) -> str:
        return _("Telephone")

    def build(self) -> None:
        known = self.row
        self.number = PhoneField(known.number if known else "")
        self.whose = LineField(known.whose if known else "")
        self.note = LineField(known.note if known else "")
        self.unsafe = QCheckBox(_("Not safe to call this number"))
        self.unsafe.setObjectName("phoneUnsafeBox")
        self.unsafe.setChecked(bool(known and known.is_unsafe))
        row = self.pair_row()
        self.add_field("number", _("Telephone number"), self.number, to=row)
        self.add_field("whose", _("Whose"), self.whose, to=row)
        self.form.addWidget(self.unsafe)
        self.add_field("note", _("Note"), self.note)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.person_contacts import SavePhone, save_phone

        request = SavePhone(
            self.person_id,
            self.number.text(),
            self.whose.text(),
            self.unsafe.isChecked(),
            self.note.text(),
            **self.seen,
        )
        return self.run(save_phone, request)


class AddressDialog(PartDialog):
    """One of the three addresses; a line pasted is taken apart, the place picker finds the rest."""

    name = "address"
    row: AddressRow
    WIDTH = 620
    _PARTS = ("house_no", "moo", "place", "trok", "soi", "road")

    def __init__(
        self,
        context: Context,
        person_id: int,
        row: AddressRow,
        others: tuple[AddressRow, ...],
        parent: QWidget,
    ) -> None:
        self.others = [one for one in others if one.kind != row.kind and one.line]
        super().__init__(context, person_id, row, parent)

    def title(self) -> str:
        return self.row.label

    def build(self) -> None:
        self.line = LineField(placeholder=_("For example 99/1 Moo 3, sub-district, district, province"))
        take = QuietButton(_("Take the address apart"), clicked=self.take_apart)
        take.setObjectName("takeApartButton")
        self.line.setObjectName("addressLineField")
        self.boxes["line"] = FieldBox(_("The address in one line"), self.line, beside=(take,))
        self.form.addWidget(self.boxes["line"])
        self._parts()
        self.places = PlaceFields()
        self.form.addWidget(self.places)
        self.text = LineField()
        self.add_field("text", _("Where to find the person"), self.text)
        row = self.pair_row()
        self.latitude, self.longitude = LineField(self.row.latitude), LineField(self.row.longitude)
        self.add_field("latitude", _("Latitude"), self.latitude, to=row)
        self.add_field("longitude", _("Longitude"), self.longitude, to=row)
        for box in (self.boxes["latitude"], self.boxes["longitude"]):
            box.setVisible(self.row.kind == "CURRENT")
        for one in self.others:
            words = _("The same as {kind}").format(kind=one.label)
            copy = QuietButton(words, small=True, clicked=partial(self.show_address, one.address))
            copy.setObjectName(f"same{one.kind.title()}Button")
            self.form.addWidget(copy)
        self.show_address(self.row.address)

    def _parts(self) -> None:
        labels = {
            "house_no": _("House number"),
            "moo": _("Moo"),
            "place": _("Place or village"),
            "trok": _("Trok"),
            "soi": _("Soi"),
            "road": _("Road"),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        self.parts = {name: LineField() for name in self._PARTS}
        for at, name in enumerate(self._PARTS):
            self.parts[name].setObjectName(f"{name}AddressField")
            grid.addWidget(FieldBox(labels[name], self.parts[name]), at // 3, at % 3)
        self.form.addLayout(grid)

    def take_apart(self) -> None:
        """Put the parts of the line into their fields."""
        if not self.line.text().strip():
            return
        read = read_address(self.line.text())
        known = completed(read.known_place)
        self.show_address(replace(read, **known.__dict__))
        self.line.clear()

    def show_address(self, address: Address) -> None:
        """Show an address in its parts."""
        for name, field in self.parts.items():
            field.setText(getattr(address, name))
        self.places.show_known(address.known_place)
        self.text.setText(address.text)

    def address(self) -> Address:
        """What stands in the fields."""
        parts = {name: field.text() for name, field in self.parts.items()}
        return Address(**parts, **self.places.known().__dict__, text=self.text.text())

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.person_contacts import SaveAddress, save_address

        self.take_apart()
        self.places.take_highlighted()
        request = SaveAddress(
            self.person_id,
            self.row.kind,
            self.address(),
            self.latitude.text(),
            self.longitude.text(),
            self.row.version,
        )
        return self.run(save_address, request)


class RelationDialog(PartDialog):
    """What somebody is to the person: found in the register, or a name from outside."""

    name = "relation"
    row: RelationRow | None

    def title(self) -> str:
        return _("Relation")

    def build(self) -> None:
        known = self.row
        self.other = PersonField(self.context)
        self.outside = LineField(known.other_name if known and known.other_id is None else "")
        if known is not None and known.other_id is not None:
            self.other.show_person(known.other_id, known.other_name)
        self.relation = ChoiceBox({c: w for c, w in self.codes("relation").items() if c != "HEAD"})
        self.relation.set_value(known.relation if known else None)
        self.phone, self.note = (
            PhoneField(known.phone if known else ""),
            LineField(known.note if known else ""),
        )
        self.guardian = QCheckBox(_("Guardian of the person"))
        self.guardian.setObjectName("guardianBox")
        self.guardian.setChecked(bool(known and known.is_guardian))
        today = lambda: self.context.today  # noqa: E731
        self.since, self.until = ThaiDateEdit(today), ThaiDateEdit(today)
        self.since.set_value(known.since_on if known else None)
        self.until.set_value(known.until_on if known else None)
        self.add_field("other", _("Somebody of the register"), self.other)
        self.add_field("outside", _("or a name from outside"), self.outside)
        row = self.pair_row()
        self.add_field("relation", _("Is the person's"), self.relation, to=row)
        self.add_field("phone", _("Telephone"), self.phone, to=row)
        self.form.addWidget(self.guardian)
        row = self.pair_row()
        self.add_field("since_on", _("Since"), self.since, to=row)
        self.add_field("until_on", _("Until"), self.until, to=row)
        self.add_field("note", _("Note"), self.note)

    def _has_unreadable(self) -> bool:
        if not self.other.text().strip() or self.other.person_id is not None:
            outside = self.boxes.pop("other")
            try:
                return super()._has_unreadable()
            finally:
                self.boxes = {"other": outside, **self.boxes}
        return super()._has_unreadable()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.relations import SaveRelation, save_relation

        request = SaveRelation(
            self.person_id,
            self.relation.value() or "",
            self.other.person_id,
            self.outside.text(),
            self.phone.text(),
            self.guardian.isChecked(),
            self.note.text(),
            self.since.value(),
            self.until.value(),
            **self.seen,
        )
        return self.run(save_relation, request)
