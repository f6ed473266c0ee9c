"""Lines copied from a spreadsheet, before they go into the rows: what each column is, what was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from panpun_desktop.common.i18n import _
from panpun_desktop.services.import_columns import IGNORED, register_columns
from panpun_desktop.services.import_remarks import REASONS
from panpun_desktop.services.import_verdicts import ReadCell, Verdict
from panpun_desktop.services.pasting import (
    COLUMNS,
    PastedBlock,
    PastedPerson,
    read_block,
    read_people,
    without_head,
)
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.fields import ChoiceBox
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.theme import Tone

MOST = 40
"""Lines of one paste; longer lists are a register, which is imported."""
_ARROW = 66
"""What a choice needs beside its words."""
_NARROWEST = 90
_ROW_HEIGHT = 26
_MOST_SHOWN = 12
_LEAST, _WIDEST = 460, 1260


class PasteDialog(QDialog):
    """Accepted: ``people`` are the lines to fill rows with."""

    def __init__(self, text: str, html: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pasteDialog")
        self.setWindowTitle(_("Paste from Excel"))
        self._today = today
        self._text, self._html = text, html
        self.block = read_block(text, html, today)
        self.people: tuple[PastedPerson, ...] = ()
        self._boxes: list[ChoiceBox] = []
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(20, 16, 20, 16)
        self._outer.setSpacing(8)
        self._outer.addWidget(ThaiLabel(_("Paste from Excel"), role="title"))
        self._outer.addWidget(
            help_text(_("Look at what each column is. Nothing is saved yet: the rows can be corrected."))
        )
        self._add_head_tick()
        self._add_table()
        self.banner = Banner("", Tone.WARN)
        self._outer.addWidget(self.banner)
        self._outer.addLayout(self._buttons())
        self._fill()
        self.paste_button.setFocus()

    def _add_head_tick(self) -> None:
        self.has_head = QCheckBox(_("The first line holds headings"))
        self.has_head.setObjectName("pasteHeadTick")
        self.has_head.setChecked(self.block.has_head)
        self.has_head.toggled.connect(self._turn_head)
        self._outer.addWidget(self.has_head)

    def _add_table(self) -> None:
        self._area = QScrollArea()
        self._area.setObjectName("pageScroll")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._outer.addWidget(self._area, 1)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = QuietButton(_("Cancel"), key="Esc", clicked=self.reject)
        cancel.setObjectName("pasteCancelButton")
        self.paste_button = MainButton("", key="Ctrl ⏎", clicked=self._take)
        self.paste_button.setObjectName("pasteRowsButton")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._take)
        row.addWidget(cancel)
        row.addWidget(self.paste_button)
        return row

    # what is shown --------------------------------------------------------------------------------

    def _fill(self) -> None:
        """The table anew: choices of the columns, then line after line."""
        inner = QWidget()
        inner.setObjectName("pasteTable")
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._boxes = []
        for at, key in enumerate(self.block.columns):
            self._add_choice(at, key)
        self._shown: list[QWidget] = []
        self._read()
        self._area.setWidget(inner)
        lines = min(_MOST_SHOWN, len(self.block.people))
        self._area.setMinimumHeight((lines + 2) * (_ROW_HEIGHT + 4) + 16)
        self._area.setMinimumWidth(max(_LEAST, min(inner.sizeHint().width() + 24, _WIDEST)))

    def _add_choice(self, at: int, key: str) -> None:
        heading = self.block.lines[0][at] if self.block.has_head else _("Column {n}").format(n=at + 1)
        label = ThaiLabel(heading, role="muted")
        known = register_columns()
        options = [(one, _("Leave out") if one == IGNORED else known[one].label) for one in COLUMNS]
        box = ChoiceBox(options)
        box.setObjectName(f"pasteColumn{at + 1}")
        box.setAccessibleName(_("What column {name} is").format(name=heading))
        box.set_value(key)
        _widen(box)
        box.chosen.connect(partial(self._choose, at))
        label.setBuddy(box)
        self._grid.addWidget(label, 0, at + 1)
        self._grid.addWidget(box, 1, at + 1)
        self._boxes.append(box)

    def _choose(self, at: int, key: str | None) -> None:
        columns = [
            IGNORED if place != at and one == key and one != IGNORED else one
            for place, one in enumerate(self.block.columns)
        ]
        columns[at] = key or IGNORED
        self.block = replace(self.block, columns=tuple(columns))
        for box, one in zip(self._boxes, columns, strict=True):
            box.set_value(one)
            _widen(box)
        self._read()

    def _turn_head(self, on: bool) -> None:
        if on:
            self.block = PastedBlock(self.block.lines, self.block.columns, has_head=True)
        else:
            self.block = without_head(self.block, self._today)
        self._fill()

    def _read(self) -> None:
        """Read every line with the columns as they are chosen now."""
        for one in self._shown:
            one.hide()
            one.deleteLater()
        self._shown = []
        read = read_people(self.block, self._today)
        for line, (cells, person) in enumerate(zip(self.block.people, read, strict=True), 1):
            self._put(ThaiLabel(str(line), role="muted"), line, 0)
            for at, (raw, cell) in enumerate(zip(cells, person.cells, strict=True)):
                self._put(_cell(raw, cell, left_out=self.block.columns[at] == IGNORED), line, at + 1)
        self.people = tuple(one for one in read if one.is_somebody)
        self._judge(sum(cell.verdict >= Verdict.LOOK for one in read for cell in one.cells))

    def _put(self, label: ThaiLabel, line: int, at: int) -> None:
        label.setMinimumHeight(_ROW_HEIGHT)
        self._grid.addWidget(label, line + 1, at)
        self._shown.append(label)

    def _judge(self, doubtful: int) -> None:
        number = len(self.people)
        self.paste_button.setText(_("Fill in {n} people").format(n=number))
        self.paste_button.setEnabled(0 < number <= MOST)
        if number > MOST:
            words = _("{n} people are too many for one admission. Use the import of registers.")
            self.banner.say(words.format(n=number), Tone.BAD)
        elif not number:
            self.banner.say(_("No column tells who anybody is."), Tone.BAD)
        elif doubtful:
            self.banner.say(_("{n} cells need a look (marked ?).").format(n=doubtful), Tone.WARN)
        else:
            self.banner.say("")

    def _take(self) -> None:
        if self.paste_button.isEnabled():
            self.accept()


def _widen(box: ChoiceBox) -> None:
    """As wide as the words that are chosen."""
    box.setMinimumWidth(max(_NARROWEST, box.fontMetrics().horizontalAdvance(box.currentText()) + _ARROW))


def _cell(raw: str, cell: ReadCell, *, left_out: bool) -> ThaiLabel:
    """The cell as written, what was read where it differs, and a mark where it needs a look."""
    if left_out:
        return ThaiLabel(raw, role="muted")
    is_bad = cell.verdict >= Verdict.LOOK
    shown = f"{raw} → {cell.shown}" if cell.shown and cell.shown != raw else raw
    label = ThaiLabel(f"? {shown}" if is_bad else shown, role="problem" if is_bad else "")
    if cell.reason_id:
        label.setToolTip(_(REASONS[cell.reason_id]).format(**{"value": raw, **cell.facts}))
    return label
