"""Beside a transfer letter: what it tells and why, and what to settle before it gets its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports.letters.remarks import SENSITIVE
from panpun_desktop.views.acts.consent_words import agreed_parts
from panpun_desktop.views.documents.findings import OK, WARN, Finding, FindingsCard
from panpun_desktop.views.documents.letter_words import GROUNDS, TOLD
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.fields import FieldBox, LongField
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from datetime import date

    from panpun_desktop.reports.transfer_letter.data import TransferLetter
    from panpun_desktop.rules.consents import Agreement


def disclosure_findings(letter: TransferLetter, has_id: bool) -> list[Finding]:
    """What the recipient is told, line by line (R-PD-9), and why."""
    told = [_put_in(_("Name, age, home, days of stay"), _("in the letter")), _id_finding(letter, has_id)]
    if "history" in letter.enclosures:
        told.append(_put_in(_("Sex and type of service"), _("in the short history")))
    if letter.sensitive:
        told.append(sensitive_finding("”, “".join(letter.sensitive)))
    else:
        told.append(_left_out(_("Health"), _("not in the letter; under separate cover once agreed to")))
    told.append(_left_out(_("Case history"), _("not disclosed")))
    return told


def _id_finding(letter: TransferLetter, has_id: bool) -> Finding:
    words = _("National ID number")
    if letter.national_id:
        return _put_in(words, _("the recipient is a state agency and consent is recorded"))
    if not has_id:
        return _left_out(words, _("the register has none"))
    if not letter.is_state:
        return _left_out(words, _("the recipient is no state agency"))
    return _left_out(words, _("consent to disclose is not recorded"))


def sensitive_finding(words: str = "") -> Finding:
    """The text tells what may be of health, whatever else is left out."""
    return Finding(WARN, Tone.WARN, _(TOLD[SENSITIVE]), f"“{words}”" if words else "")


def told_words(letter: TransferLetter, *, has_id: bool) -> str:
    """The facts that the letter would tell once agreed to, as they are read to the person."""
    codes = dict.fromkeys(code for code in letter.disclosed if code != SENSITIVE)
    if letter.is_state and has_id:
        codes["national_id"] = None
    return " ".join(_(TOLD[code]) for code in codes)


def _put_in(text: str, why: str) -> Finding:
    return Finding(_("in"), Tone.OK, text, why)


def _left_out(text: str, why: str) -> Finding:
    return Finding(_("out"), Tone.NEUTRAL, text, why)


class BeforeIssuing(FindingsCard):
    """ก่อนออกเลข: what is missing, whether consent is recorded, when the answer is due."""

    def __init__(self, record: Callable[[], object]) -> None:
        super().__init__(_("Before the number is given"), lined=False)
        self.consent_button = QuietButton(
            _("Record consent for this letter"), "check", small=True, clicked=record
        )
        self.consent_button.setObjectName("recordConsentButton")
        self.consent_button.hide()
        self.body.addWidget(self.consent_button)
        self.why = LongField(lines=2)
        self.why.setObjectName("withoutConsentField")
        hint = _("It is kept with the letter and told in the register of disclosures.")
        self.why_box = FieldBox(_("Why it is issued without a consent"), self.why, hint=hint)
        self.body.addWidget(self.why_box)
        self._asks_why = False
        self.why_box.hide()

    def ask_why(self, *, on: bool = True) -> None:
        """Ask for the reason of a letter without a consent, or no more."""
        self._asks_why = on
        self.why_box.setVisible(on)
        if on:
            QTimer.singleShot(0, self, self._bring_why_into_view)
        else:
            self.why.clear()

    def says_why(self) -> bool:
        """Say whether a reason stands there; asks for it where none does."""
        if self.why.text().strip():
            return True
        self.why_box.show_problem(_("Say why, in a few words."))
        QTimer.singleShot(0, self, self._bring_why_into_view)  # once the sentence has its place
        return False

    def _bring_why_into_view(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self.why_box)

    def show_state(
        self,
        missing: Sequence[str],
        doubted: Sequence[Finding],
        letter: TransferLetter | None,
        *,
        may_record: bool,
        number: str,
    ) -> None:
        """Show what stands in the way, or that the paper was issued under its number."""
        found = [Finding(OK, Tone.OK, _("Issued as {number}").format(number=number))] if number else []
        if missing and not number:
            found.append(_missing_finding(missing))
        found += [] if number else doubted
        if letter is not None:
            if letter.left_on is not None:
                found.append(left_finding(letter.left_on))
            found.append(_consent_finding(letter))
            if letter.reply_due_on is not None:
                day = format_date(letter.reply_due_on, "short")
                found.append(Finding(OK, Tone.OK, _("Answer due by {day}").format(day=day)))
        self.show_findings(found)
        lacks = letter is not None and (letter.consent is None or letter.consent.is_general)
        self.consent_button.setVisible(lacks and may_record and not number)
        self.ask_why(on=self._asks_why and not number and letter is not None and letter.consent is None)


def _missing_finding(missing: Sequence[str]) -> Finding:
    words = _("Not given yet: {names}").format(names=", ".join(missing))
    return Finding(str(len(missing)), Tone.WARN, words, _("what is left empty prints as dots"))


def _consent_finding(letter: TransferLetter) -> Finding:
    """What was agreed to, as it was given; what does not cover this letter is said with its facts."""
    given, other = letter.consent, letter.other_consent
    if given is not None and not given.is_general:
        return Finding(OK, Tone.OK, _agreed_on(given), _agreed_what(given))
    if given is not None:
        why = _("It names neither agency nor purpose; the paper sent along names none either.")
        return Finding(OK, Tone.WARN, _agreed_on(given), why)
    ground = _("The ground of the disclosure is then: {ground}").format(ground=_(GROUNDS[letter.basis]))
    form = _("A form to be signed lies behind the letter; it is not listed as sent along.")
    more = " · ".join((ground, form)) if letter.has_form else ground
    if other is None:
        return Finding(WARN, Tone.WARN, _("Consent to disclose is not recorded"), more)
    why = f"{_agreed_on(other)}: {_agreed_what(other)} · {more}"
    return Finding(WARN, Tone.WARN, _("The consent that was given does not cover this letter"), why)


def left_finding(left_on: date) -> Finding:
    """The letter is about somebody who is no longer there."""
    words = _("The person left on {day}").format(day=format_date(left_on, "short"))
    return Finding(WARN, Tone.WARN, words)


def _agreed_on(consent: Agreement) -> str:
    day = format_date(consent.given_on, "short")
    return _("The service user agreed to the disclosure on {day}").format(day=day)


def _agreed_what(consent: Agreement) -> str:
    named = replace(consent, recipient=consent.recipient or _("agencies in general"))
    return " ".join(agreed_parts(named))
