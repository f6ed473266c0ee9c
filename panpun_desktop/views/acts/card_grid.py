"""The lines of a comparison: a tick, what the card says, what is known, and how the two stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.services.card_sides import LINES, CardSide, State, state_of
from panpun_desktop.views.acts.card_words import TITLES, Codes, words_of
from panpun_desktop.widgets.parts import Chip, ThaiLabel, rule
from panpun_desktop.widgets.theme import Tone

_TITLE_WIDTH, _CHIP_WIDTH = 200, 110


_CHIPS = {
    State.SAME: (N_("Same"), Tone.OK),
    State.FILLS: (N_("New fact"), Tone.INFO),
    State.DIFFERS: (N_("Different"), Tone.WARN),
    State.NOT_ON_CARD: (N_("Not on the card"), Tone.NEUTRAL),
}


class CardLineRow:
    """The five widgets of one line."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.tick = QCheckBox(_(TITLES[line]))
        self.tick.setObjectName(f"cardTake_{line}")
        self.said = ThaiLabel("", wrap=True)
        self.known = ThaiLabel("", wrap=True)
        self.chip = Chip()

    def show(self, said: str, known: str, state: State, *, ticked: bool) -> None:
        """Show both sides; what is the same, or not on the card, cannot be taken over."""
        is_open = state in (State.FILLS, State.DIFFERS)
        self.said.setText(said or "–")
        self.known.setText(known or "–")
        self.tick.setEnabled(is_open)
        self.tick.setChecked(is_open and ticked)
        self.tick.setAccessibleDescription(f"{said or '–'} / {known or '–'}")
        words, tone = _CHIPS[state]
        self.chip.show_state(_(words), tone)


class CardGrid(QWidget):
    """``changed`` follows every tick."""

    changed = Signal()

    def __init__(
        self, side: CardSide, codes: Codes, lines: Sequence[str] = LINES, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._side, self._codes = side, codes
        self.rows = [CardLineRow(line) for line in lines]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(5)
        self._add_heads()
        for place, row in enumerate(self.rows, 2):
            for column, widget in enumerate((row.tick, row.said, row.known, row.chip)):
                self._grid.addWidget(widget, place, column, Qt.AlignmentFlag.AlignVCenter)
            row.tick.toggled.connect(lambda _on: self.changed.emit())
        for column, stretch in enumerate((0, 1, 1, 0)):
            self._grid.setColumnStretch(column, stretch)
        self._grid.setColumnMinimumWidth(0, _TITLE_WIDTH)
        self._grid.setColumnMinimumWidth(3, _CHIP_WIDTH)

    def _add_heads(self) -> None:
        self.known_head = ThaiLabel("", role="muted")
        heads = (ThaiLabel(_("Take over"), role="muted"), ThaiLabel(_("On the card"), role="muted"))
        for column, head in enumerate((*heads, self.known_head)):
            self._grid.addWidget(head, 0, column)
        self._grid.addWidget(rule(), 1, 0, 1, 4)

    def show_known(self, known: CardSide, *, ticks_photo: bool, is_new: bool) -> None:
        """Compare with what is known; new facts are ticked, what differs waits for a decision."""
        self.known_head.setText(_("Known so far") if is_new else _("In the register"))
        for row in self.rows:
            state = state_of(row.line, self._side, known)
            ticked = state is State.FILLS and (row.line != "photo" or ticks_photo)
            said, kept = (words_of(row.line, side, self._codes) for side in (self._side, known))
            row.show(said, kept, state, ticked=ticked)
            self._show_row(row, on=bool(said or kept))
        self.changed.emit()

    def _show_row(self, row: CardLineRow, *, on: bool) -> None:
        for one in (row.tick, row.said, row.known):
            one.setVisible(on)
        row.chip.setVisible(on)

    def ticked(self) -> frozenset[str]:
        """The lines to take over."""
        return frozenset(row.line for row in self.rows if row.tick.isChecked())
