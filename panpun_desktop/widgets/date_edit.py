"""A date typed as people write it: 15/8/69, ๑๕ ส.ค. 2569, +3, วันนี้ (interfaces.md §4, domain.md §9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from panpun_desktop.common import thai_date
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import PartialDate
from panpun_desktop.widgets.calendar_popup import CalendarPopup
from panpun_desktop.widgets.keyboard import UNKNOWN_KEY
from panpun_desktop.widgets.line_field import LineField
from panpun_desktop.widgets.theme import Tone

_UNKNOWN_WORDS = frozenset({"?", "-", "ไม่ทราบ"})


class ThaiDateEdit(LineField):
    """A nullable date in the Buddhist era.

    ``partial`` allows a month, a year or an age; ``may_be_unknown`` allows ไม่ทราบ (F8); ``birth`` keeps
    two-digit years in the past. Up and Down step a day, PgUp and PgDn a month, Alt+Down opens the
    calendar. Text that cannot be read stays, with a sentence in ``problem_found``.
    """

    changed = Signal(object)

    def __init__(
        self,
        today: Callable[[], date],
        parent: QWidget | None = None,
        *,
        partial: bool = False,
        birth: bool = False,
        may_be_unknown: bool = False,
        required: bool = False,
    ) -> None:
        super().__init__("", parent)
        self._today, self._partial, self._birth = today, partial, birth
        self._may_be_unknown, self._required = may_be_unknown, required
        self._known: PartialDate | None = None
        self._unknown = False
        self._announced: tuple[PartialDate | None, bool] = (None, False)
        self._settled_text = ""
        self._popup: CalendarPopup | None = None
        self.add_button("calendar", _("Open the calendar (Alt+Down)")).triggered.connect(self.open_calendar)
        self.editingFinished.connect(self.settle)

    def value(self) -> date | None:
        """The day, or nothing when it is empty, unknown, unreadable or only partly known."""
        self._read_quietly()
        return self._known.first if self._known and self._known.precision == "day" else None

    def known(self) -> PartialDate | None:
        """The date with its precision, or nothing."""
        self._read_quietly()
        return self._known

    def is_unknown(self) -> bool:
        """Say whether ไม่ทราบ was given."""
        self._read_quietly()
        return self._unknown

    def is_readable(self) -> bool:
        """Say whether what stands there can be read; empty is readable unless the field is required."""
        return not self.problem()

    def problem(self) -> str:
        """The sentence that is wrong with the text, or nothing."""
        text = self.text().strip()
        if not text:
            return _("Enter a date, for example 15/8/69") if self._required else ""
        if self._may_be_unknown and text in _UNKNOWN_WORDS:
            return ""
        if text == self._settled_text:
            return ""
        try:
            read = self._parse(text)
        except ValueError as error:
            return str(error)
        if read.precision != "day" and not self._partial:
            return _("Enter the day, the month and the year")
        return ""

    def set_value(self, day: date | PartialDate | None) -> None:
        """Show a date without telling anyone."""
        self._known = exactly(day) if isinstance(day, date) else day
        self._unknown = False
        self._announced = (self._known, False)
        self._show()

    def set_unknown(self) -> None:
        """Show ไม่ทราบ without telling anyone."""
        self._known, self._unknown = None, True
        self._announced = (None, True)
        self._show()

    def settle(self) -> None:
        """Read the text, show it in words, or say what is wrong and keep it."""
        problem = self.problem()
        self.problem_found.emit(problem)
        if problem:
            self._known, self._unknown = None, False
            return
        self._take()
        self._show()
        held = (self._known, self._unknown)
        if held != self._announced:
            self._announced = held
            self.changed.emit(self._known)
        self.settled.emit()

    def _parse(self, text: str) -> PartialDate:
        return thai_date.parse(text, self._today(), birth=self._birth)

    def _read_quietly(self) -> None:
        if self.text() == self._settled_text:
            return
        if self.problem():
            self._known, self._unknown = None, False
        else:
            self._take()

    def _take(self) -> None:
        text = self.text().strip()
        if text and text == self._settled_text:
            return
        self._unknown = self._may_be_unknown and text in _UNKNOWN_WORDS
        self._known = None
        if text and not self._unknown:
            self._known = self._parse(text)

    def _show(self) -> None:
        words = _("Unknown") if self._unknown else in_words(self._known, self._today())
        self._settled_text = words
        self.setText(words)
        whole = self._known is not None and self._known.precision == "day"
        self.setToolTip(long_words(self._known.first if self._known and whole else None))
        self.setAccessibleDescription(self.toolTip())
        self.show_chip("", Tone.NEUTRAL)

    def open_calendar(self) -> None:
        """Open the calendar below the field."""
        if self._popup is None:
            self._popup = CalendarPopup(self._today(), self)
            self._popup.chosen.connect(self._pick)
        self._popup.open_at(self.value(), self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _pick(self, day: date) -> None:
        self.setText(thai_date.format_date(day, "numeric"))
        self.edited.emit()
        self.settle()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif key == Qt.Key[f"Key_{UNKNOWN_KEY}"] and self._may_be_unknown:
            self.write(_("Unknown"))
            self.settle()
        elif key in _STEPS:
            self._step(*_STEPS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def _step(self, days: int, months: int) -> None:
        start = self.value()
        day = self._today() if start is None else _moved(start, days, months)
        self._pick(day)


_STEPS = {
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
    Qt.Key.Key_PageUp: (0, 1),
    Qt.Key.Key_PageDown: (0, -1),
}


def _moved(day: date, days: int, months: int) -> date:
    """The day moved by days, or by months to the same day or the last one of that month."""
    if days:
        return day + timedelta(days=days)
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def exactly(day: date) -> PartialDate:
    """A day that is fully known."""
    return PartialDate("day", day, "be")


def in_words(known: PartialDate | None, today: date) -> str:
    """A date as a field or a table shows it: 15 ส.ค. 2569, ส.ค. 2569, พ.ศ. 2510, ประมาณ 50 ปี."""
    return "" if known is None else thai_date.format_partial(known, today, "short")


def long_words(day: date | None) -> str:
    """A day with its weekday: วันเสาร์ที่ 15 สิงหาคม 2569; nothing for no day."""
    return f"วัน{thai_date.weekday_name(day)}ที่ {thai_date.format_date(day)}" if day is not None else ""
