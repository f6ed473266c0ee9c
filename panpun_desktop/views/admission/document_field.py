"""Number or paper of a member: the verdict on a number beside it, or a chip for the paper that is held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from panpun_desktop.common import national_id
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.widgets.keyboard import UNKNOWN_KEY, as_thai_layout
from panpun_desktop.widgets.line_field import LineField
from panpun_desktop.widgets.theme import Tone

NO_PAPER = "NONE"
_UNDER_REVIEW = "UNKNOWN"
_PROBLEMS = {
    "length": N_("Not 13 digits"),
    "check_digit": N_("Number does not check"),
    "suspicious": N_("Unlikely number"),
}


class DocumentField(LineField):
    """Thirteen digits, or the name of a paper (สูติบัตร), or F8 for none; a wrong number is kept and marked."""

    def __init__(self, papers: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._papers = dict(papers)
        self._held: str | None = None
        self.textEdited.connect(lambda _text: self._judge())
        self.editingFinished.connect(self.settle)

    def held(self) -> str | None:
        """The code of the paper held, or nothing."""
        return self._held

    def number(self) -> str:
        """The number as it is to be stored."""
        digits = national_id.check(self.text()).digits
        return digits if len(digits) == 13 else self.text().strip()

    def within(self, facts: PersonFacts) -> PersonFacts:
        """The facts with this number and paper; no paper at all opens the work on the civil status."""
        status = facts.civil_status
        if self._held == NO_PAPER and status is None:
            status = _UNDER_REVIEW
        elif self._held != NO_PAPER and status == _UNDER_REVIEW and facts.card_held == NO_PAPER:
            status = None
        return replace(facts, national_id=self.number(), card_held=self._held, civil_status=status)

    def show_facts(self, number: str, held: str | None) -> None:
        """Show a number and the paper held without telling anyone."""
        self._held = held
        self.setText(national_id.format_id(number) if number else "")
        self._judge()

    def settle(self) -> None:
        """Take the name of a paper as that paper; show digits in their groups."""
        code = self._paper_called(self.text().strip())
        if code is not None:
            self._held = code
            self.setText("")
        elif self.text().strip():
            self.setText(national_id.format_id(self.text().strip()))
        self._judge()
        self.settled.emit()

    def _paper_called(self, text: str) -> str | None:
        if not text or any(one.isdecimal() for one in text):
            return None
        wanted = (text, as_thai_layout(text))
        starts = (code for code, label in self._papers.items() if label.startswith(wanted))
        return next(starts, None)

    def _judge(self) -> None:
        text = self.text().strip()
        if text:
            self._judge_number(text)
        elif self._held == NO_PAPER:
            self.show_chip(_("No papers → opens civil status work"), Tone.WARN)
        else:
            label = self._papers.get(self._held or "", "")
            self.show_chip(label, Tone.NEUTRAL)
        self.setAccessibleDescription(self.chip_text())

    def _judge_number(self, text: str) -> None:
        verdict = national_id.check(text)
        if verdict.is_valid:
            self.show_chip(_("✓ Number is right"), Tone.OK)
        elif verdict.problem in _PROBLEMS:
            self.show_chip(_(_PROBLEMS[verdict.problem]), Tone.WARN)
        else:
            self.show_chip("", Tone.NEUTRAL)

    def _place_chip(self) -> None:
        """Right behind the number, or at the left when there is none."""
        if self._chip is None:
            return
        behind = self.fontMetrics().horizontalAdvance(self.text()) + 10 if self.text() else 0
        left = max(0, min(9 + behind, self.width() - self._chip.width() - 4))
        self._chip.move(left, (self.height() - self._chip.height()) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key[f"Key_{UNKNOWN_KEY}"]:
            self._hold(NO_PAPER)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self.text() and self._held:
            self._hold(None)
        else:
            super().keyPressEvent(event)

    def _hold(self, code: str | None) -> None:
        self._held = code
        self.write("")
        self._judge()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._held:
            self.setPlaceholderText(_("ID number · F8 none"))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.setPlaceholderText("")
        super().focusOutEvent(event)
