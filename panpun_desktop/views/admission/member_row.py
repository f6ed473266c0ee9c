"""One member of the admission: six fields in a row, edited in place.

The rows are live fields and not a table view: each keeps its text, its problem and its chip, and Tab
and Enter walk through them as through any form.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.birth import Birth, BirthPrecision
from panpun_desktop.services.card_sides import with_taken
from panpun_desktop.services.people_rows import Duplicate, PersonFacts
from panpun_desktop.views.admission.birth_field import BirthField
from panpun_desktop.views.admission.document_field import DocumentField
from panpun_desktop.views.admission.duplicate_strip import DuplicateStrip
from panpun_desktop.views.admission.member_form import Known, RowDraft, filled
from panpun_desktop.views.admission.name_field import NameField
from panpun_desktop.views.admission.row_choice import RowChoice
from panpun_desktop.views.admission.typed_name import TypedName, name_text, read_name
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.buttons import IconButton
from panpun_desktop.widgets.fields import ChoiceBox
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.theme import set_property

if TYPE_CHECKING:
    from panpun_desktop.services.id_cards import TakeOverCard

OWN, FOLLOWS = "OWN", "FOLLOWS"
COLUMNS = (("name", 236), ("relation", 150), ("birth", 156), ("sex", 94), ("document", 264), ("service", 176))
"""Fields of a row and how wide they are to each other."""
BELOW = frozenset({"document", "service"})
"""The fields that a narrow row puts into its second line."""
NUMBER_WIDTH, REMOVE_WIDTH = 28, 30
_FIELD_OF = {
    "first_name": "name",
    "person": "name",
    "members": "name",
    "national_id": "document",
    "sex": "sex",
    "birth": "birth",
    "relation": "relation",
}
_UNSHOWN = frozenset({"name_en", "validity"})
"""Lines of a card that are facts and have no field in a row."""
_keys = itertools.count(1)


@dataclass(frozen=True)
class Words:
    """The labels that a row offers, from the centre's code lists."""

    relations: Mapping[str, str]
    sexes: Mapping[str, str]
    papers: Mapping[str, str]


class MemberRow(QFrame):
    """``changed`` follows every change; ``settled`` says that name, birth, sex or number stand."""

    changed = Signal()
    settled = Signal()
    removal_asked = Signal()

    def __init__(self, words: Words, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("memberRow")
        self.key = str(next(_keys))
        self.words, self._today = words, today
        self.known: Known | None = None
        self.card: TakeOverCard | None = None
        """What was taken from an ID card; what is kept beside the facts is saved with the admission."""
        self.phone = ""
        """From a paste; a row has no field for it."""
        self.condition_seen = self.belongings = ""
        self.not_same_as: set[int] = set()
        self.decided_later: set[int] = set()
        """Who may be the same and was left open when saving asked."""
        self.by_hand: set[str] = set()
        self._make_fields()
        self._lay_out()
        self._listen()

    def _make_fields(self) -> None:
        self.name = NameField(dict(self.words.sexes), self._today())
        self.name.setFont(theme.font(theme.TABLE_PX, 600))
        self.relation = RowChoice(self.words.relations, placeholder="")
        self.birth = BirthField(self._today)
        self.sex = RowChoice(self.words.sexes, unknown_code="U", placeholder="")
        self.document = DocumentField(self.words.papers)
        self.service = RowChoice((), placeholder="")
        self._named = {
            "name": _("Full name as told"),
            "relation": _("Relation"),
            "birth": _("Birth"),
            "sex": _("Sex"),
            "document": _("ID number or paper"),
            "service": _("Service"),
        }

    def fields(self) -> tuple[QWidget, ...]:
        """The six fields from left to right."""
        return tuple(getattr(self, name) for name, _width in COLUMNS)

    def _lay_out(self) -> None:
        self.number = ThaiLabel("", role="muted")
        self.number.setFixedWidth(NUMBER_WIDTH)
        self.remove = IconButton("x", _("Remove this person (Ctrl+Del)"), clicked=self.removal_asked.emit)
        self.remove.setFocusPolicy(self.number.focusPolicy())
        self.remove.setFixedSize(REMOVE_WIDTH, 28)
        for one in self.fields():
            one.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            set_property(one, "flat", True)
        self._lines = (QHBoxLayout(), QHBoxLayout())
        for line in self._lines:
            line.setSpacing(0)
        self._problem = ThaiLabel("", role="problem", wrap=True)
        self._problem.setContentsMargins(NUMBER_WIDTH + 20, 0, 10, 3)
        self._problem.hide()
        self.warning = ThaiLabel("", role="help", wrap=True)
        self.warning.setContentsMargins(NUMBER_WIDTH + 20, 0, 10, 3)
        self.warning.hide()
        self.strip = DuplicateStrip(self._today)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for line in self._lines:
            column.addLayout(line)
        column.addWidget(self._problem)
        column.addWidget(self.warning)
        column.addWidget(self.strip)
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Where there is little room, papers and service stand in a second line."""
        first, second = self._lines
        for line in self._lines:
            while line.count():
                line.takeAt(0)
        first.setContentsMargins(10, 1, 4, 1)
        second.setContentsMargins(10 + NUMBER_WIDTH, 0, 4 + REMOVE_WIDTH, 1 if narrow else 0)
        first.addWidget(self.number)
        for name, width in COLUMNS:
            line = second if narrow and name in BELOW else first
            line.addWidget(getattr(self, name), width)
        first.addWidget(self.remove)

    def _listen(self) -> None:
        for name, _width in COLUMNS:
            one = getattr(self, name)
            one.edited.connect(self._edited_by(name))
        for one in (self.name, self.birth, self.document):
            one.editingFinished.connect(self.settled)
        for box in (self.sex, self.relation):
            box.chosen.connect(lambda _code: self.settled.emit())
        self.birth.problem_found.connect(lambda text: self._say_about(self.birth, text))
        self.name.removal_asked.connect(self._ask_removal)
        self.strip.dismissed.connect(self._keep_apart)

    def _edited_by(self, name: str) -> Callable[[], None]:
        def edited() -> None:
            self.by_hand.add(name)
            self.clear_problem()
            self.changed.emit()

        return edited

    def _ask_removal(self) -> None:
        if self.is_empty():
            self.removal_asked.emit()

    # what the row says ----------------------------------------------------------------------------

    def set_number(self, number: int) -> None:
        """Show which member this is; every field is named with it for screen readers."""
        self.number.setText(str(number))
        for name, one in zip(self._named, self.fields(), strict=True):
            one.setObjectName(f"{name}Field{number}")
            one.setAccessibleName(
                _("{field}, person {number}").format(field=self._named[name], number=number)
            )
        self.strip.set_number(number)

    def show_services(self, options: Mapping[str, str]) -> None:
        """Offer ways of receiving service: the chosen one, following the family, or another of one's own."""
        kept = self.service.value() or OWN
        self.service.set_options(options)
        self.service.set_value(kept if kept in options else OWN)

    def typed_name(self) -> TypedName:
        """The name as typed."""
        return read_name(self.name.text())

    def shown_name(self) -> str:
        """What to call this member on the screen."""
        return self.name.text().strip() or _("Person {number}").format(number=self.number.plain_text())

    def is_empty(self) -> bool:
        """Nothing was typed that tells of a person."""
        texts = (self.name, self.birth, self.document)
        typed = any(one.text().strip() for one in texts) or self.document.held() is not None
        return not typed and self.known is None and "sex" not in self.by_hand

    def birth_known(self) -> Birth:
        """The birth as far as it is known."""
        known = self.birth.known()
        if known is None:
            return Birth()
        read = Birth.read(known, self._today())
        if self.known is not None and self.known.facts.birth_first_on == read.first_on:
            return _birth_of(self.known.facts)
        return read

    def facts(self) -> PersonFacts:
        """The facts as they stand in the row, over what the register knows."""
        base = self.known.facts if self.known is not None else PersonFacts()
        if self.card is not None:
            base = with_taken(base, self.card.side, self.card.lines & _UNSHOWN)
        if self.name.text().strip() != name_text(base):
            base = self._name_of_card(base) or self.typed_name().within(base)
        birth = self.birth_known()
        base = replace(
            base,
            sex=self.sex.value() or "",
            birth_precision=birth.precision.value,
            birth_first_on=birth.first_on,
            birth_estimated_on=birth.estimated_on,
            phone=base.phone or self.phone,
        )
        return self.document.within(base)

    def _name_of_card(self, base: PersonFacts) -> PersonFacts | None:
        """The name in the parts that the card gave, as long as nobody typed another one over it."""
        if self.card is None or "name" not in self.card.lines:
            return None
        named = with_taken(base, self.card.side, {"name"})
        return named if name_text(named) == self.name.text().strip() else None

    # filling it -----------------------------------------------------------------------------------

    def take(self, known: Known, *, keep_typed: bool = False) -> None:
        """Take someone of the register; ``keep_typed`` leaves what stands in the fields (a draft)."""
        typed = self.facts() if self.known is None and not keep_typed else None
        self.known = known
        self.strip.clear()
        if not keep_typed:
            self._show_facts(filled(known.facts, typed))
        self.changed.emit()

    def take_from_card(self, taken: TakeOverCard) -> None:
        """Show the lines taken from an ID card over what stands here."""
        self.card = taken
        self._show_facts(with_taken(self.facts(), taken.side, taken.lines))
        self.by_hand.add("last_name")
        self.changed.emit()

    def take_pasted(self, facts: PersonFacts, relation: str | None) -> None:
        """Show someone read from a spreadsheet as if typed; what was not told may be suggested."""
        self._show_facts(facts)
        self.phone = facts.phone
        if not facts.sex:
            self.by_hand.discard("sex")
        if relation is not None:
            self.relation.set_value(relation)
            self.by_hand.add("relation")
        self.changed.emit()

    def _show_facts(self, facts: PersonFacts) -> None:
        self.name.setText(name_text(facts))
        self.sex.set_value(facts.sex)
        self._show_birth(_birth_of(facts))
        self.document.show_facts(facts.national_id, facts.card_held)
        self.by_hand |= {"name", "sex", "birth", "document"}
        self.clear_problem()

    def _show_birth(self, birth: Birth) -> None:
        from panpun_desktop.common.be_calendar import PartialDate

        precisions = {"DAY": "day", "MONTH": "month", "YEAR": "year", "EST_AGE": "age"}
        precision = precisions.get(birth.precision.value)
        if precision is None or birth.first_on is None:
            self.birth.set_value(None)
        else:
            self.birth.set_value(PartialDate(precision, birth.first_on, "be"))  # type: ignore[arg-type]

    def warn(self, text: str) -> None:
        """Say below the fields what to look at again; nothing is refused for it."""
        self.warning.setText(text)
        self.warning.setVisible(bool(text))

    def suggest(self, field: str, code: str) -> None:
        """Fill a choice that no person has made."""
        box: ChoiceBox = getattr(self, field)
        if field not in self.by_hand and code and box.value() != code:
            box.set_value(code)
            self.changed.emit()

    def draft(self) -> RowDraft:
        """The row as it is kept in a draft."""
        known = self.known
        return RowDraft(
            self.name.text(),
            self.relation.value(),
            self.birth.text(),
            self.sex.value(),
            self.document.text(),
            self.document.held(),
            self.service.value() or OWN,
            known.person_id if known else None,
            known.version if known else None,
            sorted(self.not_same_as),
            sorted(self.by_hand),
            self.phone,
            self.condition_seen,
            self.belongings,
        )

    def show_draft(self, kept: RowDraft) -> None:
        """Show a row of a draft."""
        self.name.setText(kept.name)
        self.relation.set_value(kept.relation)
        self.birth.setText(kept.birth)
        self.birth.settle()
        self.sex.set_value(kept.sex)
        self.document.show_facts(kept.document, kept.held)
        self.service.set_value(kept.service)
        self.not_same_as = set(kept.not_same_as)
        self.by_hand = set(kept.by_hand)
        self.phone, self.condition_seen, self.belongings = kept.phone, kept.condition_seen, kept.belongings

    # what is wrong or doubtful --------------------------------------------------------------------

    def show_duplicates(self, found: tuple[Duplicate, ...]) -> None:
        """Warn of the likeliest person who may be the same."""
        if self.known is None:
            self.strip.show_found(tuple(one for one in found if one.hit.id not in self.not_same_as))

    def _keep_apart(self, person_id: int) -> None:
        self.not_same_as.add(person_id)
        self.name.setFocus()
        self.changed.emit()

    def unreadable(self) -> tuple[QWidget, str] | None:
        """The first field that cannot be read, with the sentence about it."""
        problem = self.birth.problem()
        return (self.birth, problem) if problem else None

    def show_problem(self, field: str | None, text: str) -> None:
        """Say below the row what is wrong, and go to the field it concerns."""
        one: QWidget = getattr(self, _FIELD_OF.get(field or "", "name"))
        self._say_about(one, text)
        one.setFocus()

    def problem(self) -> str:
        """The sentence below the row, or nothing."""
        return self._problem.plain_text() if not self._problem.isHidden() else ""

    def _say_about(self, field: QWidget, text: str) -> None:
        if not text:
            if field.property("problem"):
                self.clear_problem()
            return
        self.clear_problem()
        self._problem.setText(text)
        self._problem.show()
        set_property(field, "problem", True)
        field.setAccessibleDescription(text)

    def clear_problem(self) -> None:
        """Take the sentence away."""
        self._problem.hide()
        for one in self.fields():
            if one.property("problem"):
                set_property(one, "problem", False)
                one.setAccessibleDescription("")


def _birth_of(facts: PersonFacts) -> Birth:
    return Birth(BirthPrecision(facts.birth_precision), facts.birth_first_on, facts.birth_estimated_on)
