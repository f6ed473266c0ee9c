"""The list of the walk: one line a bed; a key says how someone was found, the cursor goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.census.keys import MARKS
from panpun_desktop.widgets.keyboard import as_thai_layout
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.night_rows import NightRow

_TONES = {
    "present": Tone.OK,
    "not_here": Tone.BAD,
    "leave": Tone.INFO,
    "hospital": Tone.INFO,
    "other_bed": Tone.WARN,
    "late": Tone.WARN,
    "visitor": Tone.VIOLET,
}
_BEDS = {"free": N_("empty"), "closed": N_("closed")}


class WalkTable(RowsTableView["NightRow"]):
    """Beds in the order of the walk. ``marked`` carries the line and the state its key means."""

    marked = Signal(object, str)

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        super().__init__(_columns(centre), _("Beds in the order of the walk"))
        self.setObjectName("walkTable")
        self.keeps_to_width = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, state = self.current(), state_of(event)
        if not state or row is None:
            super().keyPressEvent(event)
            return
        if row.stay_id is not None or (row.left_stay_id is not None and state == "present"):
            self.marked.emit(row, state)
        if state != "other_bed":
            self.go_on()

    def go_on(self) -> None:
        """To the next line where somebody sleeps."""
        line = self.currentIndex().row() + 1
        while line < self.rows.rowCount() and self.rows.row_at(line).stay_id is None:
            line += 1
        if line < self.rows.rowCount():
            self.select_key(self.rows.key_of(line))


def state_of(event: QKeyEvent) -> str:
    """The state a key press means, or nothing; Space is อยู่."""
    if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier & ~Qt.KeyboardModifier.KeypadModifier:
        return ""
    if event.key() == Qt.Key.Key_Space:
        return "present"
    typed = event.text()
    mark = MARKS.get(typed) or MARKS.get(as_thai_layout(typed))
    return mark[0] if mark is not None else ""


def state_words(centre: Centre, row: NightRow) -> str:
    """The state of a line in words."""
    return _(_BEDS[row.state]) if row.state in _BEDS else centre.label("census_state", row.state)


def _columns(centre: Centre) -> list[Column[NightRow]]:
    return [
        Column("bed", _("Bed"), lambda row: row.bed or "–", width=110),
        Column("name", _("Sleeper"), lambda row: row.name or "–", strong=True, width=220),
        Column("state", _("This night"), lambda row: state_words(centre, row), chip=_tone, width=140),
        Column("note", _("Note"), _remark, muted=True),
    ]


def _tone(row: NightRow) -> Tone:
    return _TONES.get(row.state, Tone.NEUTRAL)


def _remark(row: NightRow) -> str:
    found = _("found in {bed}").format(bed=row.found_bed) if row.found_bed else ""
    return " · ".join(one for one in (found, row.note, left_words(row)) if one)


def left_words(row: NightRow) -> str:
    """Who left an empty bed lately: whoever sleeps there all the same is recorded as left by mistake."""
    if row.left_on is None:
        return ""
    return _("{name} left on {day}").format(name=row.left_name, day=format_date(row.left_on, "short"))
