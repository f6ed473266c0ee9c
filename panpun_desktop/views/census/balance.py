"""ยอดสามทาง: movements, board and count by sex, and whom they differ on with the acts that settle it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import Chip
from panpun_desktop.widgets.parts import Card, QuietButton, ThaiLabel, help_text, rule
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.night_rows import DifferenceRow, NightCount

ACT_WORDS = {
    "leave": N_("Overnight leave"),
    "hospital": N_("Hospital"),
    "late": N_("Coming late"),
    "left": N_("Left without saying"),
    "back": N_("Back again"),
    "move_bed": N_("Move to another bed"),
    "reopen": N_("Take the leaving back"),
    "correct_leaving": N_("Correct the leaving day"),
    "person": N_("Open the person"),
}
_WAYS = (
    ("movements", N_("By admissions and leavings")),
    ("board", N_("By the bed board")),
    ("census", N_("By this night's count")),
)
MOST_LINES = 20
"""A line is some ten widgets: of many differences the next ones come as the first are settled."""


class BalanceCard(Card):
    """The three figures; ``settle`` carries a difference and the act chosen for it."""

    settle = Signal(object, str)

    def __init__(self, centre: Centre, may_settle: Callable[[str], bool]) -> None:
        super().__init__(_("Three ways"), padding=12)
        self._centre, self._may_settle = centre, may_settle
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)
        self._cells: dict[tuple[str, str], ThaiLabel] = {}
        self._heads: dict[str, ThaiLabel] = {}
        self._lay_out()
        self.body.addWidget(rule())
        self.verdict = help_text("")
        self.verdict.setObjectName("balanceVerdict")
        self.body.addWidget(self.verdict)
        self.confirmed = help_text("")
        self.confirmed.setObjectName("nightConfirmed")
        self.confirmed.hide()
        self.body.addWidget(self.confirmed)
        self._differences = QWidget()
        self._list = QVBoxLayout(self._differences)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(10)
        self.body.addWidget(self._differences)

    def _lay_out(self) -> None:
        right = Qt.AlignmentFlag.AlignRight
        for place, sex in enumerate((*("M", "F", "U"), "total"), 1):
            words = _("Total") if sex == "total" else self._centre.label("sex", sex)
            self._heads[sex] = ThaiLabel(words, role="muted")
            self._grid.addWidget(self._heads[sex], 0, place, right)
        for line, (way, words) in enumerate(_WAYS, 1):
            self._grid.addWidget(ThaiLabel(_(words)), line, 0)
            for place, sex in enumerate((*("M", "F", "U"), "total"), 1):
                cell = ThaiLabel("", role="strong" if sex == "total" else "")
                cell.setObjectName(f"{way}{sex.title()}Figure")
                self._cells[way, sex] = cell
                self._grid.addWidget(cell, line, place, right)

    def show_count(self, count: NightCount) -> None:
        """Show the figures of a night and the people they differ on."""
        ways: dict[str, Mapping[str, int]] = {way: getattr(count.ways, way) for way, _words in _WAYS}
        has_unknown = any(one["U"] for one in ways.values())
        self._heads["U"].setVisible(has_unknown)
        for (way, sex), cell in self._cells.items():
            figures = ways[way]
            cell.setText(f"{sum(figures.values()) if sex == 'total' else figures[sex]:,}")
            cell.setVisible(sex != "U" or has_unknown)
            is_off = way != "movements" and figures != ways["movements"]
            cell.set_role("problem" if is_off else "strong" if sex == "total" else "")
        self._show_verdict(count)
        self._show_differences(count.differences)

    def say_confirmed(self, text: str) -> None:
        """Say by whom and when the count was confirmed; nothing while it was not."""
        self.confirmed.setText(text)
        self.confirmed.setVisible(bool(text))

    def _show_verdict(self, count: NightCount) -> None:
        text = _("The three figures agree") if count.ways.agrees else _("The figures differ on these people")
        if count.visitors:
            text += " · " + _("Visitors {n}, not in the figures").format(n=count.visitors)
        self.verdict.setText(text)
        self.set_count("" if count.ways.agrees else str(len(count.differences)), Tone.BAD)

    def _show_differences(self, rows: tuple[DifferenceRow, ...]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for row in rows[:MOST_LINES]:
            self._list.addWidget(self._difference(row))
        if len(rows) > MOST_LINES:
            more = _("{n} more come here as these are settled").format(n=f"{len(rows) - MOST_LINES:,}")
            self._list.addWidget(help_text(more))
        self._differences.setVisible(bool(rows))

    def _difference(self, row: DifferenceRow) -> QWidget:
        box = QWidget()
        box.setObjectName(f"difference{row.stay_id}")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(Chip(_("differs"), Tone.BAD), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(ThaiLabel(f"{row.name} {row.text}", role="strong", wrap=True), 1)
        column.addLayout(head)
        buttons = FlowRow()
        for act in row.settled_by:
            button = QuietButton(_(ACT_WORDS[act]), small=True, clicked=self._settler(row, act))
            button.setObjectName(f"{act}Settle{row.stay_id}")
            button.setAccessibleName(f"{row.name} {_(ACT_WORDS[act])}")
            button.setEnabled(self._may_settle(act))
            buttons.add(button)
        column.addWidget(buttons)
        return box

    def _settler(self, row: DifferenceRow, act: str) -> Callable[[], None]:
        return lambda: self.settle.emit(row, act)
