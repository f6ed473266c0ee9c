"""ต้องดำเนินการ: a line for each task, with the one button that settles it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.parts import (
    Card,
    Chip,
    EmptyState,
    FilterChip,
    QuietButton,
    ThaiLabel,
    help_text,
    rule,
)
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.today_rows import TaskRow

_CHIP, _WORDS, _BUTTON, _COLUMNS = 1, 2, 3, 5
_CHIP_WIDTH, _LINE = 124, 55
MOST_LINES = 20
"""A line is several widgets; the next tasks come as the most urgent ones are settled."""


class TasksCard(Card):
    """The tasks; ``settle`` carries the row whose button was pressed."""

    settle = Signal(object)

    def __init__(
        self, may_settle: Callable[[TaskRow], bool], parent: QWidget | None = None, *, folds: bool = False
    ) -> None:
        super().__init__(_("To be done"), parent, padding=0)
        self._may_settle, self.folds = may_settle, folds
        self._shows_others = False
        self.rows: tuple[TaskRow, ...] = ()
        self._buttons: dict[str, QuietButton] = {}
        self.set_side(_("the most urgent first"))
        self._stack = QStackedWidget()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = EmptyState(
            "circle-check", _("Nothing waits to be done"), _("New tasks appear here by themselves")
        )
        self._stack.addWidget(self.area)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)
        self._all: tuple[TaskRow, ...] = ()
        self.others = FilterChip("")
        self.others.setObjectName("othersTasksChip")
        self.others.clicked.connect(self._unfold)
        self.body.addWidget(self.others, 0, Qt.AlignmentFlag.AlignLeft)
        self.others.hide()

    def button_of(self, key: str) -> QuietButton | None:
        """The button of a task."""
        return self._buttons.get(key)

    def show_rows(self, rows: tuple[TaskRow, ...]) -> None:
        """Show these tasks; the focus goes to the next one when its task is settled."""
        place = self._focused_place()
        self._all = rows
        own = tuple(row for row in rows if not self.folds or self._may_settle(row))
        others = tuple(row for row in rows if row not in own)
        self.others.setVisible(bool(others))
        self.others.setText(_("{n} tasks of others").format(n=len(others)))
        rows = (*own, *others) if self._shows_others else own
        self.rows = rows
        self.set_count(str(len(own)) if own else "")
        self._stack.setCurrentWidget(self.area if rows else self.empty)
        self.area.setWidget(self._lines(rows))
        if place is not None and rows:
            self._buttons[rows[min(place, len(self._buttons) - 1)].key].setFocus()

    def _unfold(self) -> None:
        """Show the tasks of others below the own ones, or fold them again."""
        self._shows_others = self.others.isChecked()
        self.show_rows(self._all)

    def focus_first(self) -> bool:
        """Put the focus on the first button; false without one."""
        for button in self._buttons.values():
            if button.isEnabled():
                button.setFocus()
                return True
        return False

    def _focused_place(self) -> int | None:
        keys = list(self._buttons)
        return next((keys.index(key) for key, one in self._buttons.items() if one.hasFocus()), None)

    def _lines(self, rows: tuple[TaskRow, ...]) -> QWidget:
        inner = QWidget()
        inner.setObjectName("cardBody")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(_WORDS, 1)
        grid.setColumnMinimumWidth(_CHIP, _CHIP_WIDTH)
        for edge in (0, _COLUMNS - 1):
            grid.setColumnMinimumWidth(edge, 1)
        self._buttons = {}
        for number, row in enumerate(rows[:MOST_LINES]):
            self._add_line(grid, 2 * number, row)
        last = 2 * min(len(rows), MOST_LINES)
        if len(rows) > MOST_LINES:
            more = _("{n} more come here as these are settled").format(n=f"{len(rows) - MOST_LINES:,}")
            grid.addWidget(help_text(more), last, _CHIP, 1, _BUTTON)
        grid.setRowStretch(last + 1, 1)
        return inner

    def _add_line(self, grid: QGridLayout, line: int, row: TaskRow) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        grid.setRowMinimumHeight(line, _LINE)
        grid.addWidget(Chip(row.chip, Tone(row.tone)), line, _CHIP, middle | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(_words(row), line, _WORDS, middle)
        button = QuietButton(row.button, small=True, clicked=lambda: self.settle.emit(row))
        button.setFixedHeight(27)
        button.setObjectName(f"task-{row.key}")
        button.setAccessibleName(f"{row.button}: {row.title}")
        button.setAccessibleDescription(f"{row.chip} · {row.detail}")
        button.setEnabled(self._may_settle(row))
        self._buttons[row.key] = button
        grid.addWidget(button, line, _BUTTON, middle | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(rule(), line + 1, 0, 1, _COLUMNS)


def _words(row: TaskRow) -> QWidget:
    box = QFrame()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(0)
    column.addWidget(ThaiLabel(row.title, role="strong", wrap=True))
    if row.detail:
        column.addWidget(help_text(row.detail))
    return box
