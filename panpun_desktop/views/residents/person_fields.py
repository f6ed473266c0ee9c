"""The fields of a person: every fact there is, each nullable, none required (domain.md R-PER-2)."""

from __future__ import annotations

from dataclasses import fields as names_of
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import PartialDate, format_date
from panpun_desktop.rules.birth import Birth, BirthPrecision, birth_text, needs_confirming
from panpun_desktop.rules.names import title_suggestions, title_to_review
from panpun_desktop.views.context import Context
from panpun_desktop.views.residents.fact_widgets import LIFELONG, CardEndField, CodesField, WordsField
from panpun_desktop.views.residents.person_layout import (
    CARE,
    CODES,
    DECLINED,
    FAMILY,
    PLACE,
    WHO,
    WORDS,
    Rows,
    field_labels,
    list_of,
    several_labels,
)
from panpun_desktop.views.words import title_warning
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.fields import (
    ChoiceBox,
    FieldBox,
    LineField,
    LongField,
    NationalIdEdit,
    PhoneField,
    SuggestField,
    ThaiDateEdit,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.people_rows import PersonFacts

BIRTH = ("birth_precision", "birth_first_on", "birth_estimated_on")
_PRECISIONS: dict[str, Literal["day", "month", "year", "age"]] = {
    "DAY": "day",
    "MONTH": "month",
    "YEAR": "year",
    "EST_AGE": "age",
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
        self.several: dict[str, CodesField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for words, rows in (
            (_("Who"), WHO),
            (_("Home and contact"), PLACE),
            (_("Family and schooling"), FAMILY),
            (_("Care"), CARE),
        ):
            column.addWidget(self._section(words, rows))
        column.addWidget(self._groups())
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
            "phone": PhoneField(),
            "phone_unsafe": unsafe,
            "card_issued_on": ThaiDateEdit(today),
            "card_expires_on": CardEndField(today),
            "education_done": ChoiceBox(
                {"": _("Not stated"), "yes": _("Completed"), "no": _("Not completed")},
                placeholder=_("Not stated"),
            ),
            "note": LongField(lines=2),
            "caution": LongField(lines=2),
        }
        widgets |= {name: self._choice(name) for name in CODES}
        widgets |= {name: WordsField() for name in WORDS}
        for name in self._labels:
            widgets.setdefault(name, LineField())
        for name, widget in widgets.items():
            widget.setObjectName(f"{name}Field")
        return widgets

    def _choice(self, name: str) -> ChoiceBox:
        """A nullable code: empty is not stated, F8 unknown, Shift+F8 declined where the list has it."""
        offered = self._offered(list_of(name))
        return ChoiceBox(
            {"": _("Not stated"), **offered},
            unknown_code=CODES[name],
            declined_code=DECLINED if DECLINED in offered else "",
            placeholder=_("Not stated"),
        )

    def _offered(self, list_name: str) -> dict[str, str]:
        centre = self._context.centre
        return {code: centre.label(list_name, code) for code in centre.active_codes[list_name]}

    def _groups(self) -> Card:
        """Target groups and disabilities; a sensitive group only for those who may see it."""
        card = Card(_("Groups"))
        sensitive = _sensitive_groups()
        for name, label in several_labels().items():
            offered = self._offered(name)
            if name == "target_group":
                may = self._context.may("person.read_sensitive")
                offered = {
                    code: f"{words} *" if code in sensitive else words
                    for code, words in offered.items()
                    if may or code not in sensitive
                }
            self.several[name] = CodesField(label, offered.items())
            card.body.addWidget(self.several[name])
        return card

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
        for field in self.several.values():
            field.edited.connect(self.edited)
        self.widgets["title"].edited.connect(self._review_title)
        self.widgets["birth"].settled.connect(self._explain_birth)
        self.widgets["sex"].chosen.connect(lambda _code: self._suggest_titles())
        self.widgets["birth"].changed.connect(lambda _known: self._suggest_titles())

    def _suggest_titles(self) -> None:
        from panpun_desktop.rules.birth import age_on

        age = age_on(self._birth(), self._context.today)
        titles = title_suggestions(self.widgets["sex"].value() or "U", age, self._adult_from())
        self.widgets["title"].set_suggestions(titles)
        self._review_title()

    def _review_title(self) -> None:
        """A child's title at fifteen: suggested to be changed, never changed by itself (domain.md §2.2)."""
        from panpun_desktop.rules.birth import age_on

        grown = self._context.centre.limits.title_adult_age
        age = age_on(self._birth(), self._context.today)
        hint = ""
        if title_to_review(self.widgets["title"].text().strip(), age, grown):
            hint = _("{age} years old or more: a grown person's title?").format(age=grown)
        title, sex = self.widgets["title"].text().strip(), self.widgets["sex"].value() or ""
        contradiction = title_warning(self._context.centre.codes["sex"], title, sex)
        self.boxes["title"].set_hint(" · ".join(filter(None, (hint, contradiction))))

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
            return self._code_of(name, widget)
        if isinstance(widget, NationalIdEdit | ThaiDateEdit | CardEndField):
            return widget.value()
        return widget.text().strip()

    def _code_of(self, name: str, widget: ChoiceBox) -> Any:
        code = widget.value()
        if name == "sex":
            return code or "U"
        return {"yes": True, "no": False}.get(code or "") if name == "education_done" else code or None

    def codes(self) -> dict[str, tuple[str, ...]]:
        """The target groups and disabilities that are on."""
        return {name: field.value() for name, field in self.several.items()}

    def show_codes(self, codes: Mapping[str, Sequence[str]]) -> None:
        """Show these target groups and disabilities without telling anyone."""
        self.blockSignals(True)
        for name, field in self.several.items():
            field.set_value(codes.get(name, ()))
        self.blockSignals(False)

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
        elif name == "education_done":
            widget.set_value({True: "yes", False: "no"}.get(value, ""))
        elif isinstance(widget, ChoiceBox):
            self._show_code(widget, name, value)
        elif isinstance(widget, NationalIdEdit | ThaiDateEdit | CardEndField):
            widget.set_value(value)
        else:
            widget.setText(value)

    def _show_code(self, widget: ChoiceBox, name: str, code: str | None) -> None:
        """A code that is offered no longer, or was free text, is still shown."""
        if code and widget.findData(code) < 0:
            widget.addItem(self._context.centre.label(list_of(name), code), code)
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
        judged = ("birth", "card_issued_on", "card_expires_on", "phone")
        return next((name for name in judged if self.widgets[name].problem()), "")

    def show_problem(self, name: str, sentence: str) -> None:
        """Say beside a field what is wrong, and go there."""
        name = "birth" if name in BIRTH else name
        if name in self.boxes:
            self.boxes[name].show_problem(sentence)

    def words_of(self, name: str, facts: PersonFacts) -> str:
        """One fact as people read it."""
        if name == "birth":
            return _birth_words(facts)
        return fact_words(name, getattr(facts, name), self._context.centre)


def fact_words(name: str, value: Any, centre: Centre) -> str:
    """A fact other than the birth as people read it; nothing for what is not stated."""
    if name == "education_done" and value is not None:
        return _("Completed") if value else _("Not completed")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return _("For life") if value == LIFELONG else format_date(value, "short")
    if name in CODES or name == "sex":
        return centre.label(list_of(name), value)
    return value or ""


def _sensitive_groups() -> frozenset[str]:
    from panpun_desktop.services.person_codes import sensitive_codes

    return sensitive_codes("target_group")


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
    return (
        getattr(facts, name) in (None, "", False)
        if name != "education_done"
        else facts.education_done is None
    )
