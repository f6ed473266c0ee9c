"""ความเคลื่อนไหววันนี้: who came, moved and left, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts import act_text
from panpun_desktop.widgets.buttons import PlainButton
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.parts import Card, ThaiLabel, help_text, muted, rule

if TYPE_CHECKING:
    from panpun_desktop.services.today_rows import MovementRow

_TIME = 46
MOST_LINES = 12
"""Until earlier ones are asked for: a line is several widgets, and a day on which hundreds come may not
fill the memory."""


class MovementsCard(Card):
    """What happened today, in its order; ``correct`` carries one of coming or leaving to be set right."""

    correct = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, may_correct: bool = False) -> None:
        super().__init__(_("Movements today"), parent, padding=0)
        self._may_correct = may_correct
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.area, 1)
        self.rows: tuple[MovementRow, ...] = ()
        self._shows_all = False

    def show_rows(self, rows: tuple[MovementRow, ...]) -> None:
        """Show these movements."""
        self.rows = rows
        inner = QWidget()
        inner.setObjectName("cardBody")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        earlier = 0 if self._shows_all else max(0, len(rows) - MOST_LINES)
        if earlier:
            column.addWidget(self._earlier_button(earlier), 0, Qt.AlignmentFlag.AlignHCenter)
        for row in rows[earlier:]:
            column.addWidget(self._line(row))
            column.addWidget(rule())
        if not rows:
            column.addWidget(_inset(_("Nobody has come, moved or left yet today")))
        column.addStretch(1)
        self.area.setWidget(inner)

    def _earlier_button(self, count: int) -> QWidget:
        words = _("Show {n} earlier ones").format(n=f"{count:,}")
        button = PlainButton(words, small=True, clicked=self._show_all)
        button.setObjectName("earlierMovementsButton")
        return button

    def _show_all(self) -> None:
        self._shows_all = True
        self.show_rows(self.rows)

    def _line(self, row: MovementRow) -> QWidget:
        """A movement; a coming or leaving with the way to set its day right."""
        came, left = row.came_stay_id, row.left_stay_id
        if (came is None and left is None) or not self._may_correct:
            return _line(row)
        text = _("Correct the day…") if came is None else _("Correct the first day…")
        button = PlainButton(text, small=True, clicked=lambda: self.correct.emit(row))
        button.setObjectName(f"correctLeaving{left}" if came is None else f"correctArrival{came}")
        act = "correct_leaving" if came is None else "correct_arrival"
        button.setAccessibleName(f"{row.name} {act_text(act)}")
        return _line(row, button)


def _inset(text: str) -> QWidget:
    words = help_text(text)
    words.setContentsMargins(14, 12, 14, 12)
    return words


def _line(row: MovementRow, button: QWidget | None = None) -> QWidget:
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(14, 6, 14, 6)
    line.setSpacing(10)
    time = muted(f"{row.at:%H:%M}" if row.at is not None else "–")
    time.setFixedWidth(_TIME)
    line.addWidget(time, 0, Qt.AlignmentFlag.AlignTop)
    words = FlowRow(gap=4)
    for text, role in ((row.verb, ""), (row.name, "strong"), (row.detail, "")):
        if text:
            words.add(ThaiLabel(text, role=role))
    if button is not None:
        words.add(button)
    line.addWidget(words, 1)
    return box
