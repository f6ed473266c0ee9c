"""Typed and registered side by side, before an old record is used."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common import national_id
from panpun_desktop.common.i18n import _
from panpun_desktop.rules.birth import Birth, BirthPrecision, birth_text
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.views.admission.member_form import Known
from panpun_desktop.views.admission.typed_name import name_text
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.theme import Tone

Words = dict[str, dict[str, str]]


class CompareDialog(QDialog):
    """``other_chosen`` says that they are two people; accepting takes the registered person."""

    other_chosen = Signal()

    def __init__(self, typed: PersonFacts, known: Known, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareDialog")
        self.setWindowTitle(_("Compare with the register"))
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(_("Is this the same person?"), role="title"))
        column.addLayout(_grid(typed, known, words))
        note = _("The register stays as it is; what it does not know yet is filled with what was typed.")
        column.addWidget(help_text(note))
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(QuietButton(_("Cancel"), clicked=self.reject))
        row.addStretch(1)
        other = QuietButton(_("A different person"), clicked=self._other)
        other.setObjectName("compareOtherButton")
        self.use = MainButton(_("Use the record"), clicked=self.accept)
        self.use.setObjectName("useRecordButton")
        self.use.setDefault(True)
        row.addWidget(other)
        row.addWidget(self.use)
        self.use.setFocus()
        return row

    def _other(self) -> None:
        self.other_chosen.emit()
        self.reject()


def _grid(typed: PersonFacts, known: Known, words: Words) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(6)
    heads = ("", _("As typed"), _("In the register {regno}").format(regno=known.regno))
    for place, head in enumerate(heads):
        grid.addWidget(ThaiLabel(head, role="muted"), 0, place)
        grid.setColumnStretch(place, 2 if place else 1)
    for line, (title, left, right) in enumerate(_lines(typed, known.facts, words), 1):
        grid.addWidget(ThaiLabel(title, role="field"), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(ThaiLabel(left or "–", wrap=True), line, 1)
        shown = ThaiLabel(right or "–", role="strong", wrap=True)
        if left and right and left != right:
            shown.setStyleSheet(f"color: {Tone.WARN.ink}")
        grid.addWidget(shown, line, 2)
    return grid


def _lines(typed: PersonFacts, known: PersonFacts, words: Words) -> list[tuple[str, str, str]]:
    pairs = [(_("Full name as told"), name_text), (_("Birth"), _birth), (_("ID number or paper"), _number)]
    lines = [(title, read(typed), read(known)) for title, read in pairs]
    for title, name in ((_("Sex"), "sex"), (_("Paper held"), "card_held")):
        both = (words[name].get(getattr(one, name) or "", "") for one in (typed, known))
        lines.append((title, *both))  # type: ignore[arg-type]
    lines.append((_("Province of origin"), "", known.home_province or ""))
    return lines


def _birth(facts: PersonFacts) -> str:
    if facts.birth_first_on is None:
        return ""
    birth = Birth(BirthPrecision(facts.birth_precision), facts.birth_first_on, facts.birth_estimated_on)
    return birth_text(birth)


def _number(facts: PersonFacts) -> str:
    return national_id.format_id(facts.national_id) if facts.national_id else ""
