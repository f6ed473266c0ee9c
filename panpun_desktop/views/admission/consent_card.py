"""Card 4: what they were told and agreed to, each purpose by itself (R-PD-1), and the papers to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.widgets.cards import Card, rule
from panpun_desktop.widgets.labels import Chip, muted
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre

GIVEN = "given"
INTAKE_FORM, VOLUNTARY = "intake_form", "voluntary"
_PAPERS = {
    INTAKE_FORM: N_("Intake form, {n} copies"),
    VOLUNTARY: N_("Statement of free will, {n} copies"),
}
_FOR_THE_STAY = "SHELTER"
"""The one purpose that the tick for personal data means; every other is ticked by itself (R-PD-1)."""
_TO_AGENCIES = "DISCLOSE"


class Tick(QCheckBox):
    """A box that Space ticks and Enter passes."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class ConsentCard(Card):
    """``changed`` follows every tick."""

    changed = Signal()

    def __init__(self, centre: Centre, parent: QWidget | None = None) -> None:
        super().__init__(_("4 · Free will and papers"), parent)
        self.setObjectName("consentCard")
        self.body.setSpacing(3)
        self._copies = 1
        self.statements = self._ticks(centre, "statement")
        for code, tick in self.statements.items():
            tick.setText(
                tick.text()
                if code != "VOLUNTARY"
                else _("{statement} (signed)").format(statement=tick.text())
            )
            self.body.addWidget(tick)
        self._add_consent(centre)
        self.body.addSpacing(4)
        self.body.addWidget(rule())
        self.body.addSpacing(3)
        self.body.addWidget(muted(_("Print on saving")))
        self.papers = {key: Tick() for key in _PAPERS}
        for key, tick in self.papers.items():
            tick.setObjectName(f"{key.partition('_')[0]}PaperTick")
            tick.toggled.connect(lambda _on: self.changed.emit())
            self.body.addWidget(tick)
        self.body.addStretch(1)
        self.clear()

    def _ticks(self, centre: Centre, list_key: str) -> dict[str, Tick]:
        ticks = {}
        for code in centre.active_codes.get(list_key, ()):
            tick = Tick(centre.label(list_key, code))
            tick.setObjectName(f"{code.lower().replace('_', '')}Tick")
            tick.toggled.connect(lambda _on: self.changed.emit())
            ticks[code] = tick
        return ticks

    def _add_consent(self, centre: Centre) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.consent = Tick(_("Consents to giving personal data"))
        self.consent.setObjectName("consentTick")
        self._needed = Chip(_("Record before referring"), Tone.WARN)
        row.addWidget(self.consent)
        row.addWidget(self._needed)
        row.addStretch(1)
        self.body.addLayout(row)
        self.purposes = self._ticks(centre, "consent_purpose")
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(22, 0, 0, 0)
        column.setSpacing(0)
        for tick in self.purposes.values():
            column.addWidget(tick)
            tick.toggled.connect(lambda _on: self._follow())
        self.body.addWidget(self._list)
        self.consent.clicked.connect(self._tick_all)

    def _tick_all(self, on: bool) -> None:
        for code, tick in self.purposes.items():
            tick.setChecked(on and code == _FOR_THE_STAY)
        self._follow()

    def _follow(self) -> None:
        any_given = any(tick.isChecked() for tick in self.purposes.values())
        self.consent.setChecked(any_given)
        self._list.setVisible(any_given)
        disclosed = self.purposes.get(_TO_AGENCIES)
        self._needed.setVisible(disclosed is None or not disclosed.isChecked())
        self.changed.emit()

    def consents(self) -> dict[str, str]:
        """What was said, by purpose; what is not ticked was not asked and is not recorded."""
        said = {**self.statements, **self.purposes}
        return {code: GIVEN for code, tick in said.items() if tick.isChecked()}

    def papers_wanted(self) -> tuple[str, ...]:
        """The kinds of paper to issue for each member."""
        return tuple(key for key, tick in self.papers.items() if tick.isChecked())

    def show_count(self, people: int) -> None:
        """Say how many copies there will be."""
        self._copies = people
        for key, tick in self.papers.items():
            tick.setText(_(_PAPERS[key]).format(n=people))

    def people(self) -> int:
        """For how many the copies are counted."""
        return self._copies

    def copies(self) -> int:
        """How many papers saving will print."""
        return self._copies * len(self.papers_wanted())

    def clear(self) -> None:
        """As at the start: nothing said, both papers wanted."""
        for tick in (*self.statements.values(), *self.purposes.values()):
            tick.setChecked(False)
        for tick in self.papers.values():
            tick.setChecked(True)
        self.show_count(1)
        self._follow()

    def focus_first(self) -> None:
        """Go to the first statement."""
        next(iter(self.statements.values()), self.consent).setFocus(Qt.FocusReason.TabFocusReason)

    def draft(self) -> list[str]:
        """The names of what is ticked."""
        return [tick.objectName() for tick in self._all() if tick.isChecked()]

    def show_draft(self, kept: list[str]) -> None:
        """Tick what a draft has ticked."""
        for tick in self._all():
            tick.setChecked(tick.objectName() in kept)
        self._follow()

    def _all(self) -> tuple[Tick, ...]:
        return (*self.statements.values(), *self.purposes.values(), *self.papers.values())
