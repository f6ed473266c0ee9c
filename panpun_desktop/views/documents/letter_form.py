"""The transfer letter: few fields, the paper beside them, what it tells, and what to settle first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.reports.letters.remarks import WITHOUT_CONSENT
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.views.documents.agency_field import AgencyField
from panpun_desktop.views.documents.findings import FindingsCard
from panpun_desktop.views.documents.letter_remarks import (
    BeforeIssuing,
    disclosure_findings,
    told_words,
)
from panpun_desktop.views.documents.paper_form import Paper
from panpun_desktop.views.documents.person_letter import PersonLetter
from panpun_desktop.views.role_words import role_words
from panpun_desktop.widgets.fields import LineField, NumberEdit, ThaiDateEdit, TimeEdit
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.reports.runner import Rendered
    from panpun_desktop.reports.transfer_letter.data import TransferLetter
    from panpun_desktop.services.documents import Issued

_ENCLOSED = (
    ("history", N_("Short history"), True),
    ("reply", N_("Form for the reply"), True),
    ("consent", N_("Consent to disclose"), True),
    ("id_copies", N_("Copies of papers"), False),
)
_MOST_REPLY_DAYS = 90


class LetterForm(PersonLetter):
    """หนังสือส่งตัว."""

    key = "transfer_letter"
    left_to_the_pen = frozenset({"escort_time", "escort_phone"})
    letter: TransferLetter | None

    def build(self) -> None:
        """Fields in the order of the letter; what is rarely changed stands below."""
        self.label, self.issue_text = _("Transfer letter"), _("Give number and print")
        self.begin()
        self._add_who()
        self._add_ticks()
        self._add_details()
        self.keep_typed()
        self.disclosed = FindingsCard(_("Disclose the least"))
        self.before = BeforeIssuing(self.record_consent)
        for card in (self.disclosed, self.before):
            card.hide()
            self.remarks.addWidget(card)

    def _add_who(self) -> None:
        today = lambda: self.context.today  # noqa: E731
        self.person = PersonField(self.context)
        self.person.chosen.connect(self.choose)
        self.add_field("person_id", _("Service user"), self.person)
        self.agency = AgencyField(self.context, self.left)
        self.agency.chosen.connect(lambda _id: self.draw_now())
        self.add_agency_field(_("To (agency)"), self.agency)
        self.escort_on = ThaiDateEdit(today)
        self.escort_on.set_value(self._next_working_day())
        self.add_field("escort_on", _("Brought on"), self.escort_on)
        self.escort = LineField(self.context.actor.name)
        self.add_field("escort", _("Brought by"), self.escort)
        self.wanted = LineField(placeholder=_("Type here"))
        self.add_field("wanted_service", _("Wants the service of"), self.wanted)
        self.signer = LineField(self.context.centre.signer_name)
        self.add_field("signer", _("Signed by"), self.signer)

    def _add_ticks(self) -> None:
        self.enclosed: dict[str, QCheckBox] = {}
        column = QVBoxLayout()
        column.setSpacing(1)
        self.fields.addLayout(column)
        for code, label, usual in _ENCLOSED:
            box = QCheckBox(_(label))
            box.setObjectName(f"letter{code.title().replace('_', '')}Box")
            box.setChecked(usual)
            box.toggled.connect(lambda _on: self.draw_soon())
            self.enclosed[code] = box
            column.addWidget(box)

    def _add_details(self) -> None:
        centre = self.context.centre
        self.add_heading(_("More of the letter"))
        self.dated_on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.dated_on.set_value(self.context.today)
        self.dated_on.changed.connect(lambda _day: self.ask_number())
        self.add_field("dated_on", _("Dated"), self.dated_on)
        self.add_field("reference", _("With reference to"), LineField())
        self.add_field("escort_position", _("Position of who brings"), LineField(self._position()))
        self.add_field("escort_phone", _("Telephone of who brings"), LineField(centre.phone))
        self.escort_time = TimeEdit()
        self.add_field("escort_time", _("Time of bringing"), self.escort_time)
        self.reply_days = NumberEdit(least=1, most=_MOST_REPLY_DAYS)
        self.reply_days.set_number(int(centre.settings["document.reply_days"]))
        self.add_field("reply_days", _("Answer within (days)"), self.reply_days)

    def _next_working_day(self) -> Any:
        return self.context.centre.calendar.nth_working_day(self.context.today, 1, include_start=False)

    def _position(self) -> str:
        return role_words(self.context.actor.role)

    # the person, the agencies, the number ----------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Begin with the person who comes along; the directory and the next number are read anew."""
        self.agency.reload()
        self.ask_number()
        if arguments.get("person_id") is not None:
            self.wanted.clear()
            self.choose(int(arguments["person_id"]))

    def start_over(self) -> None:
        """The day of bringing is the next working day again."""
        self.before.ask_why(on=False)
        super().start_over()
        self.escort_on.set_value(self._next_working_day())

    def focus_first(self) -> None:
        """Where the next thing is missing: person, agency, the service wanted."""
        if self.panel is None and not self._is_coming:
            self.person.setFocus()
        elif self.agency.value() is None:
            self.agency.box.setFocus()
        else:
            self.wanted.setFocus()

    # the paper -------------------------------------------------------------------------------------

    def papers(self) -> Sequence[Paper]:
        """The letter, once it is known about whom and to whom."""
        agency_id = self.agency.value()
        if self.panel is None or agency_id is None:
            return ()
        parameters: dict[str, Any] = {
            "person_id": self.panel.row.id,
            "agency_id": agency_id,
            "dated_on": self.dated_on.value() or self.context.today,
            "escort_on": self.escort_on.value(),
            "escort_time": self.escort_time.value(),
            "reply_days": self.reply_days.number(),
            "attachments": tuple(code for code, box in self.enclosed.items() if box.isChecked()),
        }
        if self.before.why.text().strip():
            parameters[WITHOUT_CONSENT] = self.before.why.text().strip()
        if self.panel.row.stay_id is not None:
            parameters["stay_id"] = self.panel.row.stay_id
        for name in ("escort", "wanted_service", "signer", "reference", "escort_position", "escort_phone"):
            parameters[name] = self._text(name)
        return ((self.key, parameters),)

    def lacking(self) -> str:
        """About whom, and to whom."""
        if self.panel is None:
            return _("Choose a person; the paper appears here.")
        return _("Choose the agency the letter goes to; the paper appears here.")

    @property
    def draft_name(self) -> str:
        """As ever: drafts of letters that were begun before are found."""
        return "letter"

    def show_drawn(self, drawn: Sequence[Rendered]) -> None:
        """Show what the letter tells and what is missing."""
        self.letter = drawn[0].values if drawn else None
        self._number = ""
        has_id = bool(self.panel and self.panel.national_id_masked)
        self.disclosed.setVisible(self.letter is not None)
        if self.letter is not None:
            self.disclosed.show_findings(disclosure_findings(self.letter, has_id))
        self._show_before()

    def _show_before(self) -> None:
        self.before.setVisible(self.letter is not None)
        names = [words for _name, words in self.missing()]
        names += [words for name, words in self.unsettled() if name != "consent"]
        may, doubted = self.context.may("consent.record"), self.doubt_findings()
        self.before.show_state(names, doubted, self.letter, may_record=may, number=self._number)

    # before and after the number -------------------------------------------------------------------

    def may_issue(self) -> bool:
        """Name what is missing once; issuing again leaves it to be written by hand (R-DOC-3)."""
        if self.shows_unreadable():
            return False
        if self.agency.value() is None:
            self.boxes["agency_id"].show_problem(_("Choose the agency the letter goes to"))
            return False
        is_told, lacks_consent = self._was_told(), self.letter is not None and self.letter.consent is None
        if lacks_consent:
            self.before.ask_why()
        return is_told and (not lacks_consent or self.before.says_why())

    def show_issued(self, issued: Sequence[Issued]) -> None:
        """Show the number it was given."""
        self._number = issued[0].number if issued else ""
        self._told = frozenset()
        self.draft.forget()
        for box in self.boxes.values():
            box.clear_problem()
        self._show_before()
        self.say(_("Issued as {number}").format(number=self._number))

    def record_consent(self) -> None:
        """Ask what the person said to this letter: to whom, what for, which facts; saved it can be undone."""
        from panpun_desktop.views.acts.consent import DISCLOSE, ConsentAsked, ConsentDialog

        if self.panel is None or self.letter is None:
            return
        row, has_id = self.panel.row, bool(self.panel.national_id_masked)
        told = told_words(self.letter, has_id=has_id)
        asked = ConsentAsked(
            row.id, row.name, DISCLOSE, self.letter.agency, self._text("wanted_service"), told
        )
        dialog = ConsentDialog(self.context, asked, self.left.window())
        dialog.finished.connect(lambda _code: self.focus_first())  # the button may be gone
        dialog.open()

    def reload(self, changes: Changes) -> None:
        """Agencies, the person's consent, or the next number may have changed."""
        if changes.touches("agencies"):
            self.agency.reload()
        if changes.touches("documents"):
            if not self._number:
                self.ask_number()
        elif self.panel is not None and self.panel.row.id in changes.people:
            self.choose(self.panel.row.id)
