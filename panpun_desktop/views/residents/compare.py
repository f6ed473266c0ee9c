"""What was typed beside what the register knows of a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.residents.person_fields import differing, is_blank
from panpun_desktop.views.residents.person_layout import field_labels
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.labels import Chip, ThaiLabel, help_text
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import PersonFacts, PersonPanel


class CompareDialog(QDialog):
    """Accepted when the known record is to be used."""

    def __init__(
        self,
        typed: PersonFacts,
        known: PersonPanel,
        words_of: Callable[[str, PersonFacts], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("compareDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Compare"))
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(ThaiLabel(f"{known.row.name} {known.row.regno}", role="title"))
        column.addLayout(self._grid(typed, known.facts, words_of))
        column.addWidget(help_text(_("Empty facts of the known record are filled with what you typed.")))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(QuietButton(_("Back"), clicked=self.reject))
        self.use = MainButton(_("Use the known record"), "check", clicked=self.accept)
        self.use.setObjectName("useKnownButton")
        row.addWidget(self.use)
        column.addLayout(row)

    def _grid(
        self, typed: PersonFacts, known: PersonFacts, words_of: Callable[[str, PersonFacts], str]
    ) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        for place, words in enumerate(("", _("Typed"), _("In the register"))):
            grid.addWidget(ThaiLabel(words, role="muted"), 0, place)
        unlike = differing(typed, known)
        line = 0
        for name, label in field_labels().items():
            if is_blank(name, typed) and is_blank(name, known):
                continue
            line += 1
            grid.addWidget(ThaiLabel(label, role="field"), line, 0)
            grid.addWidget(ThaiLabel(words_of(name, typed) or "–"), line, 1)
            grid.addWidget(ThaiLabel(words_of(name, known) or "–"), line, 2)
            if name in unlike and not is_blank(name, typed) and not is_blank(name, known):
                grid.addWidget(Chip(_("Different"), Tone.WARN), line, 3)
        return grid
