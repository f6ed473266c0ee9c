"""The calendar of the date field: Thai months, years of the Buddhist era."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from panpun_desktop.common.be_calendar import MONTHS, OFFSET
from panpun_desktop.common.i18n import _
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.buttons import IconButton, QuietButton
from panpun_desktop.widgets.keyboard import latin_digits


class _YearBox(QSpinBox):
    """A Gregorian year shown and typed as พ.ศ."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(1800, 2200)
        self.setAccessibleName(_("Year (B.E.)"))
        self.setFixedWidth(92)

    def textFromValue(self, value: int) -> str:
        return f"พ.ศ. {value + OFFSET}"

    def valueFromText(self, text: str) -> int:
        digits = "".join(one for one in latin_digits(text) if one.isdigit())
        return int(digits) - OFFSET if digits else self.value()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        digits = "".join(one for one in latin_digits(text) if one.isdigit())
        state = QValidator.State.Acceptable if len(digits) == 4 else QValidator.State.Intermediate
        return state, text, position


class CalendarPopup(QFrame):
    """A month to choose a day from; ``chosen`` carries a Gregorian date."""

    chosen = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setProperty("card", True)
        self._today = today
        self.calendar = QCalendarWidget()
        self.month = QComboBox()
        self.year = _YearBox()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(self._header())
        self._set_up_calendar()
        column.addWidget(self.calendar)
        now = QuietButton(_("Today"), small=True, clicked=lambda: self._choose(_qdate(self._today)))
        column.addWidget(now, 0, Qt.AlignmentFlag.AlignHCenter)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(
            IconButton("chevron-left", _("Previous month"), clicked=self.calendar.showPreviousMonth)
        )
        self.month.addItems(list(MONTHS))
        self.month.setAccessibleName(_("Month"))
        self.month.setMinimumWidth(136)
        row.addWidget(self.month, 1)
        row.addWidget(self.year)
        row.addWidget(IconButton("chevron-right", _("Next month"), clicked=self.calendar.showNextMonth))
        self.month.activated.connect(lambda _index: self._turn())
        self.year.valueChanged.connect(lambda _value: self._turn())
        return row

    def _set_up_calendar(self) -> None:
        calendar = self.calendar
        calendar.setLocale(QLocale("th_TH"))
        calendar.setNavigationBarVisible(False)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Sunday)
        calendar.setFont(theme.font(13))
        calendar.setAccessibleName(_("Calendar"))
        calendar.setMinimumSize(300, 210)
        calendar.clicked.connect(self._choose)
        calendar.activated.connect(self._choose)
        calendar.currentPageChanged.connect(self._follow)

    def open_at(self, day: date | None, below: QPoint) -> None:
        """Show the month of a day, or of today, below a point of the screen."""
        shown = _qdate(day or self._today)
        self.calendar.setSelectedDate(shown)
        self._follow(shown.year(), shown.month())
        self.move(below)
        self.show()
        self.calendar.setFocus()

    def _follow(self, year: int, month: int) -> None:
        self.month.setCurrentIndex(month - 1)
        self.year.blockSignals(True)
        self.year.setValue(year)
        self.year.blockSignals(False)

    def _turn(self) -> None:
        self.calendar.setCurrentPage(self.year.value(), self.month.currentIndex() + 1)

    def _choose(self, day: QDate) -> None:
        self.hide()
        self.chosen.emit(date(day.year(), day.month(), day.day()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
