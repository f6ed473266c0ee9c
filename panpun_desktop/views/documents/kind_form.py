"""The form of any kind of letter, built from the fields of its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QWidget

from panpun_desktop.common.amounts import BAHT_PLACES, MOST_BAHT
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports.letters.remarks import SENSITIVE
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.agency_field import AgencyField
from panpun_desktop.views.documents.findings import OK, Finding, FindingsCard
from panpun_desktop.views.documents.letter_remarks import sensitive_finding
from panpun_desktop.views.documents.letter_words import GROUNDS, TOLD
from panpun_desktop.views.documents.paper_form import Paper
from panpun_desktop.views.documents.person_letter import PersonLetter
from panpun_desktop.views.role_words import role_words
from panpun_desktop.widgets.choice_box import ChoiceBox
from panpun_desktop.widgets.fields import LineField, LongField, NumberEdit, ThaiDateEdit, TimeEdit
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.reports.letters.catalogue import Kind
    from panpun_desktop.reports.letters.fields import LetterField
    from panpun_desktop.reports.letters.filled import Filled
    from panpun_desktop.reports.runner import Rendered
    from panpun_desktop.services.documents import Issued


class KindForm(PersonLetter):
    """A letter whose fields its kind lists; the paper appears as soon as it is known about whom."""

    letter: Filled | None

    def __init__(self, context: Context, kind: Kind) -> None:
        self.kind, self.key, self.register = kind, kind.key, kind.register
        super().__init__(context)

    def build(self) -> None:
        """Whom it is about and to whom it goes, then the fields of the kind."""
        self.label = _(self.kind.name)
        self.prints_issued = self.kind.has_person
        self.issue_text = self._issue_words()
        self.begin()
        self.person = PersonField(self.context)
        self.person.chosen.connect(self.choose)
        if self.kind.has_person:
            self.add_field("person_id", _("Service user"), self.person)
        self.agency = AgencyField(self.context, self.left)
        self.agency.chosen.connect(lambda _id: self.draw_now())
        if self.kind.has_agency:
            self.add_agency_field(_("To (agency)"), self.agency)
        self.dated_on = ThaiDateEdit(lambda: self.context.today, required=True)
        for field in self.kind.fields:
            self._add(field)
        self.dated_on.changed.connect(lambda _day: self.ask_number())
        self.keep_typed()
        self.disclosed = FindingsCard(_("Disclose the least"))
        self.before = FindingsCard(_("Before the number is given"), lined=False)
        for card in (self.disclosed, self.before):
            card.hide()
            self.remarks.addWidget(card)

    def _issue_words(self) -> str:
        if not self.kind.has_person:
            return ""
        return _("Give number and print") if self.register else _("Issue and print")

    # fields ----------------------------------------------------------------------------------------

    def _add(self, field: LetterField) -> None:
        widget = self._widget(field)
        if isinstance(widget, QCheckBox):
            widget.setObjectName(f"{self.key}{field.name.title().replace('_', '')}Field")
            widget.toggled.connect(lambda _on: self.draw_soon())
            self.ticks[field.name] = widget
            self.fields.addWidget(widget)
            return
        if isinstance(widget, ChoiceBox):
            widget.chosen.connect(lambda _code: self.draw_soon())
        self.add_field(field.name, _(field.label), widget)

    def _widget(self, field: LetterField) -> QWidget:
        makers: dict[str, Callable[[], QWidget]] = {
            "line": lambda: LineField(self._start(field)),
            "long": lambda: LongField(lines=2),
            "day": lambda: self._day(field),
            "time": TimeEdit,
            "number": lambda: NumberEdit(least=0, most=field.most or None),
            "amount": lambda: NumberEdit(least=0, most=MOST_BAHT, places=BAHT_PLACES),
            "choice": lambda: ChoiceBox([(code, _(label)) for code, label in field.choices]),
            "tick": lambda: self._tick(field),
        }
        return makers[field.kind]()

    def _day(self, field: LetterField) -> QWidget:
        if field.name == "dated_on":
            self.dated_on.set_value(self.context.today)
            return self.dated_on
        return ThaiDateEdit(lambda: self.context.today)

    def _tick(self, field: LetterField) -> QWidget:
        box = QCheckBox(_(field.label))
        box.setChecked(field.start == "ticked")
        return box

    def _start(self, field: LetterField) -> str:
        """What stands in a line at first."""
        actor, centre = self.context.actor, self.context.centre
        starts = {
            "actor": actor.name,
            "position": role_words(actor.role),
            "phone": centre.phone,
            "signer": centre.signer_name,
        }
        return starts.get(field.start, "")

    def begin(self) -> None:
        """Nothing is ticked yet, either."""
        super().begin()
        self.ticks: dict[str, QCheckBox] = {}

    # the person and the agency ---------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Begin with the person who comes along."""
        if self.kind.has_agency:
            self.agency.reload()
        self.ask_number()
        if self.kind.has_person and arguments.get("person_id") is not None:
            self.choose(int(arguments["person_id"]))

    def focus_first(self) -> None:
        """Where the next thing is missing."""
        if self.kind.has_person and self.panel is None and not self._is_coming:
            self.person.setFocus()
            return
        for name, box in self.boxes.items():
            if name not in {"person_id", "dated_on"} and not self._value(name):
                box.field.setFocus()
                return

    # the paper -------------------------------------------------------------------------------------

    def papers(self) -> Sequence[Paper]:
        """The letter, once it is known about whom."""
        parameters: dict[str, Any] = {}
        if self.kind.has_person:
            if self.panel is None:
                return ()
            parameters["person_id"] = self.panel.row.id
            if self.panel.row.stay_id is not None:
                parameters["stay_id"] = self.panel.row.stay_id
        if self.kind.has_agency:
            parameters["agency_id"] = self.agency.value()
        for field in self.kind.fields:
            parameters[field.name] = self._value(field.name)
        return ((self.key, parameters),)

    def _value(self, name: str) -> Any:
        if name in self.ticks:
            return self.ticks[name].isChecked()
        if name == "agency_id":
            return self.agency.value()
        field = self.boxes[name].field
        if isinstance(field, NumberEdit):
            amount = field.amount()
            return None if amount is None else int(amount) if amount == int(amount) else str(amount)
        if isinstance(field, ThaiDateEdit | TimeEdit | ChoiceBox):
            return field.value()
        return self._text(name)

    def lacking(self) -> str:
        """About whom."""
        return _("Choose a person; the paper appears here.")

    def show_drawn(self, drawn: Sequence[Rendered]) -> None:
        """Show what the letter tells and what is missing."""
        self.letter = drawn[0].values if drawn else None
        self._number = ""
        letter = self.letter
        self.disclosed.setVisible(letter is not None and bool(letter.disclosed))
        if letter is not None:
            why = _(GROUNDS[letter.basis]) if letter.basis in GROUNDS else ""
            told = [
                Finding(_("in"), Tone.OK, _(TOLD[code]))
                for code in letter.disclosed
                if code in TOLD and code != SENSITIVE
            ]
            told += [sensitive_finding()] if SENSITIVE in letter.disclosed else []
            self.disclosed.show_findings([*told, Finding(OK, Tone.NEUTRAL, _("Why it may be told"), why)])
        self._show_known()
        self._show_before()

    def _show_known(self) -> None:
        """In a field left empty stands, in grey, what the letter says there from the register."""
        values = self.letter.values if self.letter is not None else {}
        for field in self.kind.fields:
            widget = self.boxes[field.name].field if field.name in self.boxes else None
            if isinstance(widget, LineField | LongField) and not field.start:
                known = values.get(field.fills)
                widget.setPlaceholderText(known if isinstance(known, str) else "")

    def _show_before(self) -> None:
        self.before.setVisible(self.letter is not None and self.kind.has_person)
        found = []
        if self._number:
            found.append(Finding(OK, Tone.OK, _("Issued as {number}").format(number=self._number)))
        names = [words for _name, words in (*self.missing(), *self.unsettled())]
        if names and not self._number:
            words = _("Not given yet: {names}").format(names=", ".join(names))
            found.append(Finding(str(len(names)), Tone.WARN, words, _("what is left empty prints as dots")))
        if not self._number:
            found += self.doubt_findings()
        if not found:
            day = format_date(self.letter.dated_on, "short") if self.letter else ""
            found.append(Finding(OK, Tone.OK, _("Nothing is missing"), day))
        self.before.show_findings(found)

    def may_issue(self) -> bool:
        """Name what is missing once; issuing again leaves it to be written by hand (R-DOC-3)."""
        return not self.shows_unreadable() and self._was_told()

    def show_issued(self, issued: Sequence[Issued]) -> None:
        """Show the number it was given."""
        self._number = issued[0].number if issued else ""
        self._told = frozenset()
        self.draft.forget()
        for box in self.boxes.values():
            box.clear_problem()
        self._show_before()
        if self._number:
            self.say(_("Issued as {number}").format(number=self._number))

    def reload(self, changes: Changes) -> None:
        """Agencies, facts of the person, or the next number may have changed."""
        if changes.touches("agencies") and self.kind.has_agency:
            self.agency.reload()
        if changes.touches("documents"):
            if not self._number:
                self.ask_number()
        elif self.panel is not None and self.panel.row.id in changes.people:
            self.choose(self.panel.row.id)
