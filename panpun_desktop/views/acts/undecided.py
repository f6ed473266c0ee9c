"""Before somebody is saved who is very likely in the register already: who that is, asked once (R-PER-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.labels import ThaiLabel, help_text

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import Duplicate


class UndecidedDialog(QDialog):
    """``same_chosen``, ``other_chosen``, ``later_chosen`` are the answers; Esc goes back to the form."""

    same_chosen = Signal()
    other_chosen = Signal()
    later_chosen = Signal()

    def __init__(self, typed: str, found: Duplicate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undecidedDialog")
        self.setWindowTitle(_("Very likely in the register already"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addStrut(520)
        column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        column.addWidget(ThaiLabel(_("Is this the same person?"), role="title"))
        column.addWidget(ThaiLabel(_("Typed: {name}").format(name=typed), wrap=True))
        known = _("In the register: {who}").format(who=_who(found))
        column.addWidget(ThaiLabel(known, role="strong", wrap=True))
        for words, facts in ((_("agrees: {facts}"), found.reasons), (_("differs: {facts}"), found.against)):
            if facts:
                column.addWidget(ThaiLabel(words.format(facts=", ".join(facts)), wrap=True))
        later = _("Decided later, both records stay and the pair stands in the list of perhaps the same.")
        column.addWidget(help_text(later))
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        back = QuietButton(_("Go back"), key="Esc", clicked=self.reject)
        back.setObjectName("undecidedBackButton")
        later = QuietButton(_("Decide later"), clicked=lambda: self._answer(self.later_chosen))
        later.setObjectName("undecidedLaterButton")
        other = QuietButton(_("A different person"), clicked=lambda: self._answer(self.other_chosen))
        other.setObjectName("undecidedOtherButton")
        self.same = MainButton(
            _("The same person"), key="Ctrl ⏎", clicked=lambda: self._answer(self.same_chosen)
        )
        self.same.setObjectName("undecidedSameButton")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.same.click)
        row.addWidget(back)
        row.addStretch(1)
        for one in (later, other, self.same):
            row.addWidget(one)
        self.same.setFocus()
        return row

    def _answer(self, chosen: SignalInstance) -> None:
        self.accept()
        chosen.emit()


def _who(found: Duplicate) -> str:
    hit = found.hit
    parts = [hit.name, hit.regno]
    if hit.age is not None:
        parts.append(_("{age} years").format(age=hit.age))
    if hit.present:
        parts.append(_("Staying, bed {bed}").format(bed=hit.bed) if hit.bed else _("Staying"))
    elif hit.last_stay_on is not None:
        parts.append(_("Last stay {day}").format(day=format_date(hit.last_stay_on, "short")))
    return " · ".join(one for one in parts if one)
