"""Home and contact, and family and relations, on a person's page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.residents.contact_dialogs import (
    AddressDialog,
    NameDialog,
    PhoneDialog,
    RelationDialog,
)
from panpun_desktop.views.residents.person_sections import Line, Lines, PageSection
from panpun_desktop.widgets.buttons import IconButton, QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import PersonPanel
    from panpun_desktop.services.person_contacts import Contacts
    from panpun_desktop.services.relations import RelationRow

Acts = list[tuple[str, str, Callable[[], object]]]


class _PartsSection(PageSection):
    """A section whose rows are added, changed and taken away."""

    def listed(self, words: str, empty: str, key: str, add: Callable[[], object]) -> Lines:
        """A card of rows with a button that adds one."""
        card, lines = Card(words), Lines(empty)
        lines.setObjectName(f"{key}Lines")
        card.body.addWidget(lines)
        button = QuietButton(_("Add"), "plus", small=True, clicked=add)
        button.setObjectName(f"add{key.title()}Button")
        button.setAccessibleName(f"{_('Add')}: {words}")
        self.writes(button, "person.edit")
        card.head.addWidget(button)
        self.column.addWidget(card)
        return lines

    def open_dialog(self, dialog: Any, row: Any = None) -> None:
        """Open a dialog for a row of the person shown, or for a new one."""
        if self.panel is not None:
            dialog(self.context, self.panel.row.id, row, self.window()).open()

    def acts(self, dialog: Any, row: Any, void: Callable[[Any, Any, Any], Any]) -> Acts:
        """Changing a row and taking it away, for who may."""
        if not (self.panel and self.panel.may_edit):
            return []
        return [
            ("edit", _("Edit"), lambda: self.open_dialog(dialog, row)),
            ("x", _("Take away"), lambda: self._void(void, row)),
        ]

    def _void(self, void: Callable[[Any, Any, Any], Any], row: Any) -> None:
        from panpun_desktop.services.person_parts import VoidPart

        work, actor, request = self.context.work, self.context.actor, VoidPart(row.id, row.version)
        self.context.operations.change(
            self, lambda: void(work, actor, request), lambda _changes: None, self._refuse
        )


class ContactSection(_PartsSection):
    """ที่อยู่และติดต่อ: three addresses, telephones, other names."""

    def build(self) -> None:
        card = Card(_("Addresses"))
        self.addresses = Lines(_("Not stated"))
        card.body.addWidget(self.addresses)
        self.column.addWidget(card)
        self.phones = self.listed(
            _("Telephones"), _("Not stated"), "phone", lambda: self.open_dialog(PhoneDialog)
        )
        self.names = self.listed(
            _("Other names"), _("None known"), "name", lambda: self.open_dialog(NameDialog)
        )

    def show_person(self, panel: PersonPanel) -> None:
        super().show_person(panel)
        work, actor, person_id = self.context.work, self.context.actor, panel.row.id

        def read() -> Contacts:
            from panpun_desktop.services.person_contacts import contacts

            return contacts(work, actor, person_id)

        self.read(read, self._take, "contacts")

    def _take(self, found: Contacts) -> None:
        self.addresses.show_lines(self._address_lines(found))
        self.phones.show_lines(self._phone_lines(found))
        self.names.show_lines(self._name_lines(found))

    def _address_lines(self, found: Contacts) -> Iterator[Line]:
        may = self.panel is not None and self.panel.may_edit
        for row in found.addresses:
            place = " · ".join(part for part in (row.latitude, row.longitude) if part)
            chips = [(_("not in the list"), Tone.WARN)] if row.problem else []
            acts: Acts = []
            if may:
                acts = [("edit", _("Edit"), lambda row=row: self._open_address(row, found))]  # type: ignore[misc]
            line = Line(row.label, " · ".join(one for one in (row.line, place) if one), chips, acts)
            for button in line.findChildren(IconButton):
                button.setObjectName(f"edit{row.kind.title()}AddressButton")
            yield line

    def _open_address(self, row: Any, found: Contacts) -> None:
        if self.panel is not None:
            AddressDialog(self.context, self.panel.row.id, row, found.addresses, self.window()).open()

    def _phone_lines(self, found: Contacts) -> Iterator[Line]:
        from panpun_desktop.services.person_contacts import void_phone

        unsafe = (_("not safe to call"), Tone.BAD)
        facts = self.panel.facts if self.panel is not None else None
        if facts is not None and facts.phone:
            edit: Acts = [("edit", _("Edit"), lambda: self.asked.emit("edit"))] if self.panel.may_edit else []  # type: ignore[union-attr]
            yield Line(_("First number"), facts.phone, [unsafe] if facts.phone_unsafe else [], edit)
        for row in found.phones:
            words = " · ".join(one for one in (row.number, row.note) if one)
            chips = [unsafe] if row.is_unsafe else []
            yield Line(
                row.whose or _("Another number"), words, chips, self.acts(PhoneDialog, row, void_phone)
            )
        if facts is not None and facts.emergency_contact:
            yield Line(_("In an emergency, tell"), facts.emergency_contact)

    def _name_lines(self, found: Contacts) -> Iterator[Line]:
        from panpun_desktop.services.person_contacts import void_name

        for row in found.names:
            until = format_date(row.until_on, "short") if row.until_on else ""
            chips = [(_("until {day}").format(day=until), Tone.NEUTRAL)] if until else []
            yield Line(row.label, row.text, chips, self.acts(NameDialog, row, void_name))


class FamilySection(_PartsSection):
    """ครอบครัวและความสัมพันธ์: the household the person came with, and everybody else by name."""

    def build(self) -> None:
        card = Card(_("Family in the centre's register"))
        self.family = Lines(_("No family recorded"))
        self.change_family = QuietButton(
            _("Join, part, come back…"), "users", small=True, clicked=lambda: self.asked.emit("family")
        )
        self.change_family.setObjectName("changeFamilyButton")
        self.writes(self.change_family, "person.edit")
        card.head.addWidget(self.change_family)
        card.body.addWidget(self.family)
        self.column.addWidget(card)
        self.relations = self.listed(
            _("Relations"), _("No relation recorded"), "relation", lambda: self.open_dialog(RelationDialog)
        )

    def show_person(self, panel: PersonPanel) -> None:
        super().show_person(panel)
        self.family.show_lines(
            Line(kin, f"{hit.name} · {hit.regno}", self._where(hit), self._open_act(hit.id))
            for kin, hit in zip(panel.family_kin, panel.family_members, strict=False)
        )
        work, actor, person_id = self.context.work, self.context.actor, panel.row.id

        def read() -> tuple[RelationRow, ...]:
            from panpun_desktop.services.relations import list_relations

            return list_relations(work, actor, person_id)

        self.read(read, self._take, "relations")

    @staticmethod
    def _where(hit: Any) -> list[tuple[str, Tone]]:
        return [(_("staying here"), Tone.OK)] if hit.present else []

    def _open_act(self, person_id: int) -> Acts:
        def open_page() -> None:
            self.context.navigate("residents", person_id=person_id, page=True)

        return [("user", _("Open the person"), open_page)]

    def _take(self, rows: tuple[RelationRow, ...]) -> None:
        self.relations.show_lines(self._line(row) for row in rows)

    def _line(self, row: RelationRow) -> Line:
        from panpun_desktop.services.relations import void_relation

        words = " · ".join(one for one in (row.other_name, row.other_regno, row.phone, row.note) if one)
        chips = [(_("Guardian"), Tone.INFO)] if row.is_guardian else []
        if row.until_on is not None:
            until = format_date(row.until_on, "short")
            chips.append((_("until {day}").format(day=until), Tone.NEUTRAL))
        acts = self._open_act(row.other_id) if row.other_id is not None and row.other_regno else []
        if row.is_mine:
            acts += self.acts(RelationDialog, row, void_relation)
        return Line(row.words, words, chips, acts)
