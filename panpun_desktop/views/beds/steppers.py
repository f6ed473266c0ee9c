"""Choosing the night of the plan and the nights of the timeline: by arrows, by typing, from a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.widgets.calendar_popup import CalendarPopup
from panpun_desktop.widgets.fields import ThaiDateEdit
from panpun_desktop.widgets.parts import IconButton, QuietButton, ThaiLabel

WEEK = 7


class Stepper(QWidget):
    """◀ what is shown ▶ วันนี้; ``chosen`` carries a day."""

    chosen = Signal(object)

    def __init__(self, name: str, today: Callable[[], date], step: int, words: tuple[str, str]) -> None:
        super().__init__()
        self.day = today()
        self._today, self._step = today, step
        self.setObjectName(f"{name}Stepper")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(3)
        self.before = self._arrow("chevron-left", words[0], -1, f"{name}BeforeButton")
        self.after = self._arrow("chevron-right", words[1], 1, f"{name}AfterButton")
        self.today_button = QuietButton(_("Today"), clicked=lambda: self.chosen.emit(today()))
        self.today_button.setObjectName(f"{name}TodayButton")

    def _arrow(self, icon: str, words: str, by: int, name: str) -> IconButton:
        step = self._step
        button = IconButton(
            icon, words, clicked=lambda: self.chosen.emit(self.day + timedelta(days=by * step))
        )
        button.setObjectName(name)
        return button


class NightStepper(Stepper):
    """The night of the plan: typed, stepped, or chosen from the calendar of the button."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("night", today, 1, (_("The night before"), _("The next night")))
        self._popup: CalendarPopup | None = None
        self.button = QuietButton("", "calendar", clicked=self.open_calendar)
        self.button.setObjectName("nightButton")
        for one in (self.before, self.button, self.after):
            self.row.addWidget(one)

    def show_night(self, night: date) -> None:
        """Say which night is shown."""
        self.day = night
        self.button.setText(_("Night of {day}").format(day=format_date(night, "short")))
        self.button.setAccessibleName(self.button.text())

    def open_calendar(self) -> None:
        """Choose another night."""
        if self._popup is None:
            self._popup = CalendarPopup(self._today(), self)
            self._popup.chosen.connect(self.chosen)
        below = self.button.mapToGlobal(QPoint(0, self.button.height() + 2))
        self._popup.open_at(self.day, below)


class DayField(ThaiDateEdit):
    """A day to go to, typed as people write it."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(today)
        self.setObjectName("goToNightField")
        self.setAccessibleName(_("Go to a night"))
        self.setPlaceholderText(_("Go to a night"))
        self.setFixedWidth(128)


class RangeStepper(Stepper):
    """The nights of the timeline, a week at a time."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("range", today, WEEK, (_("A week earlier"), _("A week later")))
        self.words = ThaiLabel("", role="strong")
        for one in (self.before, self.words, self.after):
            self.row.addWidget(one)
        self.row.addSpacing(5)
        self.row.addWidget(self.today_button)

    def show_range(self, first: date, last: date) -> None:
        """Say which nights are shown."""
        self.day = first
        begin = format_date(first, "short")
        if first.year == last.year:
            begin = begin.rsplit(" ", 1)[0]
        self.words.setText(f"{begin} – {format_date(last, 'short')}")
