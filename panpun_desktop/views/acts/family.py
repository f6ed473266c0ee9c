"""ครอบครัว: who belongs together now and before; joining, leaving, coming back, changing over, relations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.rules.codes import Relation
from panpun_desktop.views.acts.bed_share_field import BedShareField
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.views.arriving import HandOver
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import ChoiceBox, ThaiDateEdit
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, QuietButton, ThaiLabel, help_text
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.families import Family, MemberOfFamily

ADD, LEAVE, BACK, MOVE, RELATION = "add", "leave", "back", "move", "relation"
_WORDS = {
    ADD: N_("Add a member from the register"),
    RELATION: N_("Correct a relation, or make someone the head"),
    LEAVE: N_("Part from the family"),
    BACK: N_("Come back to the family"),
    MOVE: N_("Change to another family"),
}
_FIELDS = {
    ADD: ("with_person", "relation", "on"),
    RELATION: ("person", "relation"),
    LEAVE: ("person", "on"),
    BACK: ("person", "relation", "on"),
    MOVE: ("person", "with_person", "relation", "on"),
}


class FamilyDialog(FormDialog):
    """Shows the families of somebody; one act at a time on the one that is chosen."""

    name = "family"
    WIDTH = 600

    def __init__(
        self,
        context: Context,
        who: tuple[int, str],
        families: tuple[Family, ...],
        parent: QWidget | None = None,
    ) -> None:
        self.person_id, self._person_name = who
        self.families = families
        super().__init__(context, parent)
        self._follow_household()

    def title(self) -> str:
        return _("Family")

    def draft_key(self) -> str:
        return f"{self.name}:{self.person_id}"

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(self._person_name, role="strong", wrap=True))

    def build(self) -> None:
        self._list_families()
        self.household = ChoiceBox([(str(one.household_id), self._family_name(one)) for one in self.families])
        self.household.chosen.connect(lambda _code: self._follow_household())
        self.add_field("household", _("Which family"), self.household)
        act = self.pair_row()
        self.what = ChoiceBox()
        self.what.chosen.connect(lambda _code: self._follow_what())
        self.add_field("what", _("What to do"), self.what, to=act)
        self.person = ChoiceBox()
        self.person.chosen.connect(lambda _code: self._follow_person())
        self.add_field("person", _("Which member"), self.person, to=act)
        self.with_person = PersonField(self.context)
        self.add_field("with_person", _("New member (search the register)"), self.with_person)
        row = self.pair_row()
        self.relation = ChoiceBox(self.context.centre.codes["relation"])
        self.add_field("relation", _("Relation to the head"), self.relation, to=row)
        self.on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.on.set_value(self.context.today)
        self.add_field("on", _("From the day"), self.on, to=row)
        self.new_head = ChoiceBox()
        self.add_field("new_head", _("Head from now on"), self.new_head)
        self._add_sharing()
        self.warning = Banner("", Tone.BAD)
        self.form.addWidget(self.warning)
        self.form.addWidget(
            help_text(
                _(
                    "Nobody is checked out or moved. Whoever followed the family "
                    "keeps that service until it is changed."
                )
            )
        )
        self.household.set_value(str(self.families[0].household_id) if self.families else None)

    def _add_sharing(self) -> None:
        self.sharing = BedShareField(self.context)
        self.add_field("sharing", _("Bed of the infant"), self.sharing).hide()
        self.sharing.offered.connect(self._show_sharing)
        self.with_person.chosen.connect(lambda _id: self._ask_sharing())
        self.on.changed.connect(lambda _day: self._ask_sharing())

    # what is shown --------------------------------------------------------------------------------

    def _family_name(self, family: Family) -> str:
        name = family.name or _("Family without a name")
        return _("{name}, {n} people").format(name=name, n=len(family.members))

    def _list_families(self) -> None:
        if not self.families:
            self.form.addWidget(help_text(_("Belongs to no family yet.")))
        for number, family in enumerate(self.families, 1):
            row = self._ways_in(family, number)
            row.insertWidget(0, ThaiLabel(self._family_name(family), role="field"))
            row.insertStretch(1)
            self.form.addLayout(row)
            lines = ThaiLabel("\n".join(self._lines(family)), wrap=True)
            lines.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            self.form.addWidget(lines)

    def _lines(self, family: Family) -> Iterator[str]:
        label = self.context.centre.label
        for one in family.members:
            here = _("staying here now") if one.is_present else ""
            age = _("{age} years").format(age=one.age) if one.age is not None else ""
            yield " · ".join(part for part in (one.name, label("relation", one.relation), age, here) if part)
        for one in family.former:
            until = format_date(one.until_on, "short") if one.until_on else ""
            words = _("{name} · {relation} · until {day}")
            yield words.format(name=one.name, relation=label("relation", one.relation), day=until)

    def _ways_in(self, family: Family, number: int) -> QHBoxLayout:
        """To the admission: those of the family who are away, or somebody new."""
        row = QHBoxLayout()
        row.setSpacing(8)
        away = [one for one in family.members if not one.is_present and one.may_be_opened]
        if self.context.may("stay.admit"):
            if away:
                words = _("Admit the family ({n} people)").format(n=len(away))
                everyone = QuietButton(words, "door-enter", small=True, clicked=lambda: self._admit(away))
                everyone.setObjectName(f"admitFamily{number}Button")
                row.addWidget(everyone)
            if family.members:
                newcomer = QuietButton(
                    _("Admit a newcomer into it"),
                    "user-plus",
                    small=True,
                    clicked=lambda: self._admit_newcomer(family),
                )
                newcomer.setObjectName(f"admitNewcomer{number}Button")
                row.addWidget(newcomer)
        return row

    def _admit(self, away: list[MemberOfFamily]) -> None:
        self.reject()
        ids, relations = tuple(one.person_id for one in away), tuple(one.relation for one in away)
        self.context.navigate("admission", hand_over=HandOver(person_ids=ids, relations=relations))

    def _admit_newcomer(self, family: Family) -> None:
        self.reject()
        given = HandOver(household_id=family.household_id, relations=(Relation.OTHER.value,))
        self.context.navigate("admission", hand_over=given)

    # what follows from a choice -------------------------------------------------------------------

    def _family(self) -> Family | None:
        chosen = self.household.value()
        return next((one for one in self.families if str(one.household_id) == chosen), None)

    def _follow_household(self) -> None:
        family = self._family()
        self.boxes["household"].setVisible(len(self.families) > 1)
        acts = [ADD, MOVE]
        if family is not None and family.members:
            acts = [ADD, RELATION, LEAVE, MOVE]
            if family.former:
                acts.insert(3, BACK)
        words = {one: _(_WORDS[one]) for one in acts}
        if family is None or not family.members:
            words[MOVE] = _("Join another person's family")
        kept = self.what.value()
        self.what.set_options(words)
        self.what.set_value(kept if kept in acts else acts[0])
        self._follow_what()

    def _follow_what(self) -> None:
        what, family = self.what.value() or ADD, self._family()
        people = (family.former if what == BACK else family.members) if family is not None else ()
        options = [(str(one.person_id), one.name) for one in people]
        kept = self.person.value()
        self.person.set_options(options or [(str(self.person_id), self._person_name)])
        mine = str(self.person_id)
        ids = [code for code, _name in options]
        self.person.set_value(kept if kept in ids else mine if mine in ids or not ids else ids[0])
        searched = _("Belongs to the family of") if what == MOVE else _("New member (search the register)")
        self.boxes["with_person"].label.setText(searched)
        for name in ("person", "with_person", "relation", "on"):
            self.boxes[name].setVisible(name in _FIELDS[what])
        self._follow_person()

    def _follow_person(self) -> None:
        what, family = self.what.value() or ADD, self._family()
        chosen = self._member()
        goes = what in (LEAVE, MOVE)
        others = [one for one in family.members if one is not chosen] if family is not None else []
        needs_head = goes and chosen is not None and chosen.relation == Relation.HEAD.value and bool(others)
        self.new_head.set_options([(str(one.person_id), one.name) for one in others])
        self.boxes["new_head"].setVisible(needs_head)
        if what in (RELATION, BACK) and chosen is not None:
            self.relation.set_value(chosen.relation)
        self.warning.say(self._left_alone(chosen, others) if goes else "", Tone.BAD)
        self._ask_sharing()
        self.fit()

    def _ask_sharing(self) -> None:
        """Whoever joins now, if an infant, may sleep with somebody of the family they join."""
        comes, joins = self._joining()
        self.sharing.ask(comes, joins, self.on.value() or self.context.today)

    def _show_sharing(self, is_offered: bool) -> None:
        self.boxes["sharing"].setVisible(is_offered)
        self.fit()

    def _joining(self) -> tuple[int | None, int | None]:
        """Who comes, and somebody of the family they come to."""
        what, family = self.what.value() or ADD, self._family()
        anchor = family.members[0].person_id if family is not None and family.members else self.person_id
        if what == ADD:
            return self.with_person.person_id, anchor
        if what not in (BACK, MOVE):
            return None, None
        joins = anchor if what == BACK else self.with_person.person_id
        return int(self.person.value() or self.person_id), joins

    def _left_alone(self, goes: MemberOfFamily | None, others: list[MemberOfFamily]) -> str:
        """The children who would be in the centre without anybody of age of their family (R-FAM-3)."""
        if goes is None:
            return ""
        adult = self.context.centre.limits.adult_age
        alone = [one for one in others if one.is_present and one.age is not None and one.age < adult]
        grown = [one for one in others if one.is_present and (one.age is None or one.age >= adult)]
        if grown:
            alone = []
        if goes.is_present and goes.age is not None and goes.age < adult:
            alone = [*alone, goes]
        names = ", ".join(one.name for one in alone)
        words = _("{names} would be under age without an adult of the family: this becomes an urgent task.")
        return words.format(names=names) if alone else ""

    def _member(self) -> MemberOfFamily | None:
        family, chosen = self._family(), self.person.value()
        people = (*family.members, *family.former) if family is not None else ()
        return next((one for one in people if str(one.person_id) == chosen), None)

    # the act --------------------------------------------------------------------------------------

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services import families

        what, family = self.what.value() or ADD, self._family()
        who = int(self.person.value() or self.person_id)
        household_id = family.household_id if family is not None else 0
        next_head = self.new_head.value()
        head = int(next_head) if next_head is not None else None
        on, relation = self.on.value() or self.context.today, self.relation.value() or ""
        if what == LEAVE:
            return self.run(families.leave_family, families.LeaveFamily(who, household_id, on, head))
        if what == RELATION:
            return self.run(families.set_relation, families.SetRelation(who, household_id, relation))
        comes, joins = self._joining()
        if comes is None or joins is None:
            raise RuleBroken("family.itself", field="with_person")
        was_in = what == MOVE and family is not None and self._is_member(family, who)
        leaves = household_id if was_in else None
        next_head_id = head if what == MOVE else None
        request = families.JoinFamily(
            comes, joins, relation, on, leaves, next_head_id, self.sharing.request()
        )
        return self.run(families.join_family, request)

    def _is_member(self, family: Family, person_id: int) -> bool:
        return any(one.person_id == person_id for one in family.members)
