"""A month typed as people write it: ต.ค. 69, ตุลาคม 2569, 10/2569, or any day in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from panpun_desktop.common import thai_date
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import MONTHS, be_year
from panpun_desktop.widgets.line_field import LineField

_OFFERED = 13


class MonthEdit(LineField):
    """A month of the Buddhist era; its value is the first day of the month.

    Up and Down step a month, PgUp and PgDn a year, Alt+Down offers the last ones. Text that cannot be
    read stays, with a sentence in ``problem_found``.
    """

    changed = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._today = today
        self._first: date | None = None
        self._settled_text = ""
        self.add_button("calendar", _("Choose a month (Alt+Down)")).triggered.connect(self.open_months)
        self.editingFinished.connect(self.settle)

    def value(self) -> date | None:
        """The first day of the month, or nothing when it is empty or unreadable."""
        return self._read() if self.text() != self._settled_text else self._first

    def problem(self) -> str:
        """The sentence that is wrong with the text, or nothing."""
        return "" if self.value() is not None else _("Enter a month, for example 10/2569")

    def set_value(self, day: date) -> None:
        """Show the month of a day without telling anyone."""
        self._first = day.replace(day=1)
        self._settled_text = month_words(self._first)
        self.setText(self._settled_text)

    def settle(self) -> None:
        """Read the text and show it in words, or say what is wrong and keep it."""
        read = self.value()
        self.problem_found.emit(self.problem())
        if read is None:
            return
        differs = read != self._first
        self.set_value(read)
        if differs:
            self.changed.emit(read)
        self.settled.emit()

    def open_months(self) -> None:
        """Offer the newest months."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for back in range(_OFFERED):
            month = _moved(self._today(), -back)
            menu.addAction(month_words(month)).triggered.connect(lambda _on=False, to=month: self._pick(to))
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _read(self) -> date | None:
        try:
            read = thai_date.parse(self.text().strip(), self._today())
        except ValueError:
            return None
        return read.first.replace(day=1) if read.precision in ("month", "day") else None

    def _pick(self, month: date) -> None:
        self.setText(month_words(month))
        self.edited.emit()
        self.settle()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_months()
        elif event.key() in _STEPS:
            self._pick(_moved(self.value() or self._today(), _STEPS[Qt.Key(event.key())]))
        else:
            super().keyPressEvent(event)


_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 12, Qt.Key.Key_PageDown: -12}


def _moved(day: date, months: int) -> date:
    """The first day of the month so many months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def month_words(day: date) -> str:
    """The month of a day as a field shows it: ตุลาคม 2569."""
    return f"{MONTHS[day.month - 1]} {be_year(day)}"
