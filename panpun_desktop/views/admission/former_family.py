"""ครอบครัวเดิม: whoever belonged to the family of someone who comes again is offered to come too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.rules import kinship
from panpun_desktop.rules.codes import Relation
from panpun_desktop.views.admission.member_row import MemberRow
from panpun_desktop.views.admission.people_card import PeopleCard
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.families import Family, MemberOfFamily


class FormerFamily(QObject):
    """A banner below the rows; the rows are filled when a person says who comes."""

    def __init__(self, context: Context, people: PeopleCard, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._people, self._page = context, people, page
        self.banner = Banner("")
        people.taken.connect(self._look)

    def forget(self) -> None:
        """Offer nobody."""
        self.banner.say("")

    def _look(self, row: MemberRow) -> None:
        context = self._context
        person_id = row.known.person_id if row.known is not None else 0

        def query() -> tuple[Family, ...]:
            from panpun_desktop.services.families import families_of

            return families_of(context.work, context.actor, person_id)

        context.operations.read(row, query, lambda found: self._offer(row, found), key="families")

    def _offer(self, row: MemberRow, families: Sequence[Family]) -> None:
        here = {one.known.person_id for one in self._people.rows if one.known is not None}
        for family in families:
            known = {one.person_id: one for one in (*family.former, *family.members)}
            missing = [
                one
                for one in known.values()
                if one.person_id not in here and not one.is_present and one.may_be_opened
            ]
            if missing:
                self._say(row, family, missing)
                return
        self.banner.say("")

    def _say(self, row: MemberRow, family: Family, missing: list[MemberOfFamily]) -> None:
        words = _("{name} belongs to a family of the register.").format(name=row.shown_name())
        act = _("Admit the family as before ({n} people)").format(n=len(missing))
        self.banner.say(words, Tone.INFO, [(act, lambda: self.ask(family, missing))])

    def ask(self, family: Family, missing: Sequence[MemberOfFamily]) -> None:
        """Ask who of them comes."""
        relations = self._context.centre.codes["relation"]
        dialog = FormerFamilyDialog(missing, relations, self._page.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.fill(family, dialog.chosen()))
        dialog.open()

    def fill(self, family: Family, chosen: Sequence[MemberOfFamily]) -> None:
        """A row for each who comes; what all are to each other follows from the family."""
        new: dict[int, MemberRow] = {}
        for one in chosen:
            free = (row for row in self._people.rows if row.is_empty() and row not in new.values())
            new[one.person_id] = next(free, None) or self._people.add_row()
            self._people.take(new[one.person_id], one.person_id)
        self._tell_relations(family, new)
        self._people.people_changed.emit()
        self.banner.say("")

    def _tell_relations(self, family: Family, new: Mapping[int, MemberRow]) -> None:
        """To the family's own head when they come, else to the first who does."""
        rows = {row.known.person_id: row for row in self._people.rows if row.known is not None} | dict(new)
        known = {one.person_id: one for one in (*family.former, *family.members) if one.person_id in rows}
        heads = [one for one in known.values() if one.relation == Relation.HEAD.value]
        ordered = sorted(known.values(), key=lambda one: self._people.rows.index(rows[one.person_id]))
        head = (heads or ordered)[0]
        for one in known.values():
            found = kinship.seen_from(Relation(head.relation), Relation(one.relation), one.sex)
            code = found if found in set(Relation) else Relation.OTHER.value
            row = rows[one.person_id]
            row.relation.set_value(Relation.HEAD.value if one is head else code)
            row.by_hand.add("relation")


class FormerFamilyDialog(QDialog):
    """Ticks for those who come."""

    def __init__(
        self, people: Sequence[MemberOfFamily], relations: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("formerFamilyDialog")
        self.setWindowTitle(_("The family as before"))
        self.setMinimumWidth(440)
        self._ticks: list[tuple[QCheckBox, MemberOfFamily]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(ThaiLabel(_("The family as before"), role="title"))
        column.addWidget(help_text(_("Who comes too? Those who stay in the centre now are not listed.")))
        for number, one in enumerate(people, 1):
            age = _("{age} years").format(age=one.age) if one.age is not None else ""
            words = (one.name, relations.get(one.relation, ""), age, one.regno)
            tick = QCheckBox(" · ".join(part for part in words if part))
            tick.setObjectName(f"formerMember{number}Tick")
            tick.setChecked(True)
            self._ticks.append((tick, one))
            column.addWidget(tick)
        column.addLayout(self._buttons())
        self.take_button.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(QuietButton(_("Cancel"), key="Esc", clicked=self.reject))
        self.take_button = MainButton(_("Fill in the rows"), key="Ctrl ⏎", clicked=self.accept)
        self.take_button.setObjectName("takeFamilyButton")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)
        row.addWidget(self.take_button)
        return row

    def chosen(self) -> list[MemberOfFamily]:
        """Those who are ticked."""
        return [one for tick, one in self._ticks if tick.isChecked()]
