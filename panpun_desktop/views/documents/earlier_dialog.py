"""ตัวเลขก่อนใช้โปรแกรม: what was reported of the months before, typed, pasted or read from a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _, ngettext
from panpun_desktop.rules.counted import Period
from panpun_desktop.rules.earlier_figures import COLUMNS
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.earlier_table import EarlierTable, cells_of
from panpun_desktop.widgets.asking import wants
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.fields import LineField
from panpun_desktop.widgets.labels import help_text
from panpun_desktop.widgets.month_edit import month_words
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.earlier_figures import EarlierFigures

RIGHT = "earlier_figure.edit"
_OFFERED = 12
"""Months before the first statement that stand there to be filled in."""
_ROWS_SHOWN = 9
"""Whole rows: as many as leave room on a small screen for a reason and a draft."""


class EarlierFiguresDialog(FormDialog):
    """A table of months; what does not agree is said in its line and kept as it was reported."""

    name = "earlierFigures"
    WIDTH = 1120

    def __init__(self, context: Context, parent: QWidget | None = None, month: date | None = None) -> None:
        self._wanted = month.replace(day=1) if month is not None else None
        self._kept: EarlierFigures | None = None
        self._shown: tuple[tuple[str, ...], ...] = ()
        super().__init__(context, parent)
        self.read()

    def title(self) -> str:
        """What is typed here."""
        return _("Figures from before the program")

    def add_head(self, column: QVBoxLayout) -> None:
        """What the figures are for, and how they are typed."""
        told = _(
            "Type what was reported, also where it does not agree. The monthly report compares with it and "
            "says so. Ctrl+V pastes months from a spreadsheet, Delete empties."
        )
        column.addWidget(help_text(told))

    def build(self) -> None:
        """Table, tools, and a reason for months that the program counts itself."""
        from panpun_desktop.services.earlier_import import column_title

        self.table = EarlierTable(self.context.today, column_title)
        self.table.setFixedHeight(self.table.height_of(_ROWS_SHOWN))
        self.table.edited.connect(self._follow)
        card = Card(padding=0)
        card.body.addWidget(self.table)
        self.form.addWidget(card)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.file_button = QuietButton(_("Read from a file…"), "file-spreadsheet", clicked=self.choose_file)
        self.file_button.setObjectName("earlierFileButton")
        self.clear_button = QuietButton(_("Take this month out"), clicked=self.table.clear_line)
        self.clear_button.setObjectName("earlierClearButton")
        self.told = help_text("")
        self.told.setObjectName("earlierTold")
        for button in (self.file_button, self.clear_button):
            row.addWidget(button)
        row.addWidget(self.told, 1)
        self.form.addLayout(row)
        label = _("Why months are typed that the program counts itself")
        self.reason = self.add_field("reason", label, LineField())
        self.reason.hide()

    def focus_first(self) -> None:
        """Into the table."""
        self.table.setFocus()

    # reading ---------------------------------------------------------------------------------------

    def read(self) -> None:
        """Ask for what is kept."""
        work, actor = self.context.work, self.context.actor

        def read() -> EarlierFigures:
            from panpun_desktop.services.earlier_figures import earlier_figures

            return earlier_figures(work, actor)

        self.context.operations.read(self, read, self._take, self.refuse, key="earlier")

    def _take(self, kept: EarlierFigures) -> None:
        self._kept = kept
        lines = {one.month_on: cells_of(one) for one in kept.months}
        for day in _months_before(kept.counted_from):
            lines.setdefault(day, _blank(day))
        if self._wanted is not None:
            lines.setdefault(self._wanted, _blank(self._wanted))
        self.table.show_cells([lines[day] for day in sorted(lines)])
        self._shown = tuple(one.cells for one in self.table.lines)
        self._follow()
        first = next((line.id for line in self.table.lines if line.month is None), 0)
        if self._wanted is not None:
            first = sorted(lines).index(self._wanted)
        self.table.go_to(first, 2)
        self.table.setFocus()

    def choose_file(self) -> None:
        """Read months from a file into the table; nothing is kept before it is saved."""
        kinds = _("Tables (*.xlsx *.xls *.ods *.csv *.tsv)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Read from a file"), "", kinds)
        if chosen:
            self.read_file(Path(chosen))

    def read_file(self, path: Path) -> None:
        """Bring the months of a file into the table."""
        work, actor = self.context.work, self.context.actor

        def read() -> tuple[tuple[str, ...], ...]:
            from panpun_desktop.services.earlier_figures import look_at_earlier

            return look_at_earlier(work, actor, path)

        self.context.operations.read(self, read, self.table.bring_in, self.refuse, key="earlier file")

    def _follow(self) -> None:
        """Say how much does not agree, and ask why where the program counts a month itself."""
        lines = self.table.lines
        wrong = sum(bool(one.remark) for one in lines)
        words = ngettext("{count} month to look at", "{count} months to look at", wrong)
        self.told.setText(words.format(count=wrong) if wrong else "")
        since = self._kept.counted_from if self._kept is not None else None
        months = [one.month for one in lines if one.month is not None]
        self.reason.setVisible(since is not None and any(one.month_on >= since for one in months))

    # saving ----------------------------------------------------------------------------------------

    def save(self) -> None:
        """Take the cell that is being typed, then save."""
        self.table.settle()
        super().save()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        """Keep what the table says; months without figures are taken out."""
        from panpun_desktop.services.earlier_figures import SaveEarlierFigures, save_earlier_figures
        from panpun_desktop.services.earlier_import import column_title

        lines, kept = self.table.lines, self._kept
        unread = [
            f"{one.cells[0] or one.id + 1} {column_title(cell.column)} “{cell.text}”"
            for one in lines
            for cell in one.read.unread
        ]
        if unread:
            raise RuleBroken("earlier.unreadable", cells=", ".join(unread))
        months = tuple(one.month for one in lines if one.month is not None)
        seen = kept.versions if kept is not None else {}
        removed = tuple(day for day in seen if day not in {one.month_on for one in months})
        reason = self.reason.field.text() if isinstance(self.reason.field, LineField) else ""
        return self.run(save_earlier_figures, SaveEarlierFigures(months, removed, seen, reason))

    def reject(self) -> None:
        """Close; typed cells are not thrown away without a question."""
        if self.table.editor is not None:
            self.table.editor.go_away()
            return
        if tuple(one.cells for one in self.table.lines) != self._shown and not wants(
            _("Not saved"), _("What was typed here is not saved yet."), _("Close without saving"), self
        ):
            return
        super().reject()


def _blank(day: date) -> tuple[str, ...]:
    """The cells of a month of which nothing was typed."""
    return (month_words(day), *[""] * (len(COLUMNS) - 1))


def _months_before(since: date | None) -> list[date]:
    """The months before the first statement, the earliest first."""
    found: list[date] = []
    while since is not None and len(found) < _OFFERED:
        since = Period(since, since).before().first
        found.insert(0, since)
    return found
