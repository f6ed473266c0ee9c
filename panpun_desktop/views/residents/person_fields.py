"""The fields of a person: every fact there is, each nullable, none required (domain.md R-PER-2)."""

from __future__ import annotations

from dataclasses import fields as names_of
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import PartialDate
from panpun_desktop.rules.birth import Birth, BirthPrecision, birth_text, needs_confirming
from panpun_desktop.rules.names import title_suggestions
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.fields import (
    ChoiceBox,
    FieldBox,
    LineField,
    LongField,
    NationalIdEdit,
    SuggestField,
    ThaiDateEdit,
)

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import PersonFacts

BIRTH = ("birth_precision", "birth_first_on", "birth_estimated_on")
_PRECISIONS: dict[str, Literal["day", "month", "year", "age"]] = {
    "DAY": "day",
    "MONTH": "month",
    "YEAR": "year",
    "EST_AGE": "age",
}
_UNKNOWN_CODES = {"civil_status": "UNKNOWN", "home_province": "ไม่ทราบ"}
_LAYOUT: tuple[tuple[tuple[str, int], ...], ...] = (
    (("title", 3), ("first_name", 5), ("middle_name", 4)),
    (("last_name", 5), ("nickname", 3), ("label", 4)),
    (("sex", 3), ("birth", 4), ("national_id", 5)),
    (("civil_status", 6), ("card_held", 6)),
)
_PLACE: tuple[tuple[tuple[str, int], ...], ...] = (
    (("home_province", 4), ("home_address", 8)),
    (("phone", 4), ("phone_unsafe", 4), ("emergency_contact", 4)),
)
_CARE: tuple[tuple[tuple[str, int], ...], ...] = (
    (("medication", 6), ("diet", 6)),
    (("caution", 6), ("note", 6)),
)
Rows = tuple[tuple[tuple[str, int], ...], ...]


def field_labels() -> dict[str, str]:
    """The words of every field by its name."""
    return {
        "title": _("Title of address"),
        "first_name": _("First name"),
        "middle_name": _("Middle name"),
        "last_name": _("Last name"),
        "nickname": _("Nickname"),
        "label": _("What tells the person apart"),
        "sex": _("Sex"),
        "birth": _("Birth date, year or age"),
        "national_id": _("National ID number"),
        "civil_status": _("Civil status"),
        "card_held": _("Card held"),
        "home_province": _("Home province"),
        "home_address": _("Address"),
        "phone": _("Telephone"),
        "phone_unsafe": _("Not safe to call this number"),
        "emergency_contact": _("In an emergency, tell"),
        "medication": _("Medicine taken"),
        "diet": _("Food"),
        "caution": _("Caution"),
        "note": _("Note"),
    }


class PersonFields(QWidget):
    """``edited`` follows every change a person makes; ``names_edited`` those that duplicates depend on."""

    edited = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._labels = field_labels()
        self._estimated_on: Any = None
        self._shown_birth: PartialDate | None = None
        self.widgets: dict[str, Any] = self._make()
        self.boxes: dict[str, FieldBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._section(_("Who"), _LAYOUT))
        column.addWidget(self._section(_("Home and contact"), _PLACE))
        column.addWidget(self._section(_("Care"), _CARE))
        column.addStretch(1)
        self._listen()

    def _make(self) -> dict[str, Any]:
        codes, today = self._context.centre.codes, lambda: self._context.today
        unsafe = QCheckBox(self._labels["phone_unsafe"])
        widgets: dict[str, Any] = {
            "title": SuggestField(title_suggestions("U", None, self._adult_from())),
            "sex": ChoiceBox(codes["sex"], unknown_code="U"),
            "birth": ThaiDateEdit(today, partial=True, birth=True, may_be_unknown=True),
            "national_id": NationalIdEdit(),
            "phone_unsafe": unsafe,
            "home_address": LineField(),
            "note": LongField(lines=2),
            "caution": LongField(lines=2),
        }
        for name in ("civil_status", "card_held", "home_province", "diet"):
            widgets[name] = self._choice(name)
        for name in self._labels:
            widgets.setdefault(name, LineField())
        for name, widget in widgets.items():
            widget.setObjectName(f"{name}Field")
        return widgets

    def _choice(self, name: str) -> ChoiceBox:
        """A nullable code: empty is not stated; F8 gives unknown where the list has it."""
        centre = self._context.centre
        list_name = "province" if name == "home_province" else name
        offered = {code: centre.label(list_name, code) for code in centre.active_codes[list_name]}
        return ChoiceBox(
            {"": _("Not stated"), **offered},
            unknown_code=_UNKNOWN_CODES.get(name, ""),
            placeholder=_("Not stated"),
        )

    def _adult_from(self) -> int:
        return self._context.centre.limits.adult_age

    def _section(self, words: str, rows: Rows) -> Card:
        card = Card(words)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        for place in range(12):
            grid.setColumnStretch(place, 1)
        for line, row in enumerate(rows):
            at = 0
            for name, width in row:
                grid.addWidget(self._boxed(name), line, at, 1, width, Qt.AlignmentFlag.AlignTop)
                at += width
        card.body.addLayout(grid)
        return card

    def _boxed(self, name: str) -> QWidget:
        widget: QWidget = self.widgets[name]
        if isinstance(widget, QCheckBox):
            holder = QWidget()
            inner = QVBoxLayout(holder)
            inner.setContentsMargins(0, 22, 0, 0)
            inner.addWidget(widget)
            return holder
        self.boxes[name] = FieldBox(self._labels[name], widget)
        return self.boxes[name]

    def _listen(self) -> None:
        for widget in self.widgets.values():
            if isinstance(widget, QCheckBox):
                widget.toggled.connect(lambda _on: self.edited.emit())
            else:
                widget.edited.connect(self.edited)
        self.widgets["birth"].settled.connect(self._explain_birth)
        self.widgets["sex"].chosen.connect(lambda _code: self._suggest_titles())
        self.widgets["birth"].changed.connect(lambda _known: self._suggest_titles())

    def _suggest_titles(self) -> None:
        from panpun_desktop.rules.birth import age_on

        age = age_on(self._birth(), self._context.today)
        titles = title_suggestions(self.widgets["sex"].value() or "U", age, self._adult_from())
        self.widgets["title"].set_suggestions(titles)

    def _explain_birth(self) -> None:
        birth = self._birth()
        hint = "" if birth.precision in (BirthPrecision.DAY, BirthPrecision.UNKNOWN) else birth_text(birth)
        if needs_confirming(birth, self._context.today, self._context.centre.limits):
            hint = _("{birth} · near an age that matters, please confirm").format(birth=hint)
        self.boxes["birth"].set_hint(hint)

    # facts ----------------------------------------------------------------------------------------

    def facts(self) -> PersonFacts:
        """What stands in the fields."""
        from panpun_desktop.services.people_rows import PersonFacts

        birth = self._birth()
        plain = {name: self._value(name) for name in self._labels if name != "birth"}
        return PersonFacts(
            **plain,
            birth_precision=str(birth.precision),
            birth_first_on=birth.first_on,
            birth_estimated_on=birth.estimated_on,
        )

    def _value(self, name: str) -> Any:
        widget = self.widgets[name]
        if isinstance(widget, QCheckBox):
            return widget.isChecked()
        if isinstance(widget, ChoiceBox):
            return (widget.value() or "U") if name == "sex" else widget.value() or None
        if isinstance(widget, NationalIdEdit):
            return widget.value()
        return widget.text().strip()

    def _birth(self) -> Birth:
        known = self.widgets["birth"].known()
        if known is None:
            return Birth()
        if known == self._shown_birth and known.precision == "age":
            return Birth(BirthPrecision.EST_AGE, known.first, self._estimated_on)
        return Birth.read(known, self._context.today)

    def show_facts(self, facts: PersonFacts) -> None:
        """Show these facts without telling anyone."""
        self.blockSignals(True)
        for name in self._labels:
            self._show_one(name, facts)
        self.blockSignals(False)
        self._suggest_titles()
        self._explain_birth()

    def _show_one(self, name: str, facts: PersonFacts) -> None:
        widget = self.widgets[name]
        if name == "birth":
            self._show_birth(facts)
            return
        value = getattr(facts, name)
        if isinstance(widget, QCheckBox):
            widget.setChecked(value)
        elif isinstance(widget, ChoiceBox):
            self._show_code(widget, name, value)
        elif isinstance(widget, NationalIdEdit):
            widget.set_value(value)
        else:
            widget.setText(value)

    def _show_code(self, widget: ChoiceBox, name: str, code: str | None) -> None:
        """A code that is offered no longer, or was free text, is still shown."""
        if code and widget.findData(code) < 0:
            list_name = "province" if name == "home_province" else name
            widget.addItem(self._context.centre.label(list_name, code), code)
        widget.set_value(code or ("" if widget.findData("") >= 0 else None))

    def _show_birth(self, facts: PersonFacts) -> None:
        field: ThaiDateEdit = self.widgets["birth"]
        precision = _PRECISIONS.get(facts.birth_precision)
        self._estimated_on = facts.birth_estimated_on
        known = None
        if precision is not None and facts.birth_first_on is not None:
            known = PartialDate(precision, facts.birth_first_on, "be")
        self._shown_birth = known
        field.set_value(known)

    def take_one(self, name: str, facts: PersonFacts) -> None:
        """Put one fact of other facts into its field."""
        self._show_one(name, facts)
        self.edited.emit()

    def unreadable(self) -> str:
        """The name of the first field whose text cannot be read, or nothing."""
        return "birth" if not self.widgets["birth"].is_readable() else ""

    def show_problem(self, name: str, sentence: str) -> None:
        """Say beside a field what is wrong, and go there."""
        name = "birth" if name in BIRTH else name
        if name in self.boxes:
            self.boxes[name].show_problem(sentence)

    def words_of(self, name: str, facts: PersonFacts) -> str:
        """One fact as people read it."""
        if name == "birth":
            return _birth_words(facts)
        value = getattr(facts, name)
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        list_name = "province" if name == "home_province" else name
        if list_name in self._context.centre.codes and list_name != "title":
            return self._context.centre.label(list_name, value)
        return value or ""


def _birth_words(facts: PersonFacts) -> str:
    if facts.birth_precision == "UNKNOWN":
        return ""
    birth = Birth(BirthPrecision(facts.birth_precision), facts.birth_first_on, facts.birth_estimated_on)
    return birth_text(birth)


def differing(one: PersonFacts, other: PersonFacts) -> list[str]:
    """The names of the fields in which two sets of facts differ."""
    found = [
        one_of.name for one_of in names_of(one) if getattr(one, one_of.name) != getattr(other, one_of.name)
    ]
    return list(dict.fromkeys("birth" if name in BIRTH else name for name in found))


def with_field(name: str, base: PersonFacts, source: PersonFacts) -> PersonFacts:
    """The base with one field as it stands in the source."""
    parts = BIRTH if name == "birth" else (name,)
    return replace(base, **{part: getattr(source, part) for part in parts})


def is_blank(name: str, facts: PersonFacts) -> bool:
    """Say whether a field holds nothing."""
    if name == "birth":
        return facts.birth_precision == "UNKNOWN"
    if name == "sex":
        return facts.sex == "U"
    return not getattr(facts, name)
