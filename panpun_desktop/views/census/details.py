"""Beside the walk: the line chosen with its note, and the keys."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import from_thai_digits
from panpun_desktop.views.census.keys import KEYS
from panpun_desktop.views.census.walk import left_words, state_words
from panpun_desktop.widgets.fields import FieldBox, LineField
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import Chip
from panpun_desktop.widgets.parts import Card, QuietButton, ThaiLabel, help_text, muted

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.night_rows import NightRow


class LineCard(Card):
    """The line of the walk that is chosen: its note, and for someone late the hour."""

    saved = Signal(object, str, object)
    """The row, the note, the time or None."""
    removed = Signal(object)
    opened = Signal(object)
    still_here = Signal(object)
    """Whoever left the empty bed of the line was seen in it."""

    def __init__(self, centre: Centre) -> None:
        super().__init__(_("This line"), padding=12)
        self._centre = centre
        self.row: NightRow | None = None
        self.what = ThaiLabel("", role="strong", wrap=True)
        self.state = muted("", wrap=True)
        self.note, self.back_at = LineField(), LineField()
        self.note.setObjectName("lineNote")
        self.back_at.setObjectName("lineBackAt")
        self.note_box = FieldBox(_("Note"), self.note)
        self.back_box = FieldBox(_("Came back at (e.g. 23:30)"), self.back_at)
        for one in (self.what, self.state, self.note_box, self.back_box):
            self.body.addWidget(one)
        self.save = QuietButton(_("Save the note"), small=True, clicked=self._save)
        self.save.setObjectName("saveNoteButton")
        self.open = QuietButton(_("Open the person"), small=True, clicked=lambda: self.opened.emit(self.row))
        self.remove = QuietButton(
            _("Take out of the count"), small=True, clicked=lambda: self.removed.emit(self.row)
        )
        self.remove.setObjectName("removeVisitorButton")
        self.still = QuietButton(
            _("Sleeps here all the same"),
            key="Space",
            small=True,
            clicked=lambda: self.still_here.emit(self.row),
        )
        self.still.setObjectName("stillHereButton")
        buttons = QHBoxLayout()
        for button in (self.save, self.still, self.open, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        for field in (self.note, self.back_at):
            field.returnPressed.connect(self._save)

    def show_row(self, row: NightRow | None, *, may_change: bool) -> None:
        """Show a line; nothing for an empty bed."""
        self.setVisible(row is not None and bool(row.name or row.left_name))
        if row is None:
            return
        is_same = self.row is not None and self.row.key == row.key
        self.row = row
        self.what.setText(f"{row.bed} {row.name}".strip())
        words = (state_words(self._centre, row), left_words(row))
        self.state.setText(" · ".join(one for one in words if one))
        self.still.setVisible(row.left_stay_id is not None and may_change)
        if not (is_same and (self.note.hasFocus() or self.back_at.hasFocus())):
            self.note.setText(row.note_entered)
            self.back_at.setText("" if row.back_at is None else row.back_at.strftime("%H:%M"))
        is_someone = row.stay_id is not None
        self.note_box.setVisible(is_someone and may_change)
        self.save.setVisible(is_someone and may_change)
        self.back_box.setVisible(row.state == "late" and may_change)
        self.open.setVisible(row.may_be_opened)
        self.remove.setVisible(row.state == "visitor" and may_change)

    def _save(self) -> None:
        back_at = read_time(self.back_at.text())
        if self.row is None or (self.row.state == "late" and self.back_at.text().strip() and back_at is None):
            self.back_box.show_problem(_("Write a time such as 23:30"))
            return
        self.back_box.clear_problem()
        self.saved.emit(self.row, self.note.text(), back_at)


class KeysCard(Card):
    """The keys of the walk."""

    def __init__(self) -> None:
        super().__init__(_("Just type"), padding=12)
        row = FlowRow(gap=10)
        for key, words in KEYS:
            row.add(_key(key, _(words)))
        self.body.addWidget(row)
        self.body.addWidget(help_text(_("Everyone nobody marks is where the board has them")))


def _key(key: str, words: str) -> QWidget:
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    line.addWidget(Chip(key))
    line.addWidget(ThaiLabel(words))
    return box


def read_time(text: str) -> time | None:
    """An hour as people write it: 23:30, 23.30, 2330, ๒๓.๓๐; None when it is none."""
    digits = "".join(one for one in from_thai_digits(text) if one.isdecimal())
    if not 3 <= len(digits) <= 4:
        return None
    hour, minute = int(digits[:-2]), int(digits[-2:])
    return time(hour, minute) if hour < 24 and minute < 60 else None
