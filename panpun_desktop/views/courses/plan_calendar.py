"""The plan of a cohort as a month: days with lessons, days not held, days off and weekends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QToolTip, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import MONTHS, format_date
from panpun_desktop.views.courses.sheet_painting import paint_hole
from panpun_desktop.views.courses.words import WEEKDAYS
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.buttons import IconButton
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.theme import Colour, Tone

if TYPE_CHECKING:
    from panpun_desktop.services.course_rows import SessionRow

_DAY = timedelta(days=1)
_WEEK, _LINES, _HEAD, _CELL, _TALL = 7, 6, 24, 38, 31
_SATURDAY = 5
WIDTH: Final = _WEEK * _CELL
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_WEEK,
    Qt.Key.Key_Down: _WEEK,
}


class MonthGrid(QWidget):
    """One month, painted; ``chosen`` carries a day that was clicked or walked to, ``opened`` by Enter."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today, self.day = today, today
        self._rows: dict[date, list[SessionRow]] = {}
        self._off: Mapping[date, str] = {}
        self.setObjectName("planCalendar")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(_("Calendar of the plan"))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH + 2, _HEAD + _LINES * _TALL + 2)

    def show_plan(self, rows: Sequence[SessionRow], off: Mapping[date, str]) -> None:
        """Show these sessions and days off."""
        self._rows, self._off = {}, off
        for row in rows:
            self._rows.setdefault(row.on_day, []).append(row)
        self._tell()

    def go_to(self, day: date) -> None:
        """Put the cursor on a day, in its month."""
        self.day = day
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleDescription(self.words(self.day))
        self.update()

    def words(self, day: date) -> str:
        """What a day is: จ. 2 พ.ย. 2569: มีเรียน."""
        held = [one for one in self._rows.get(day, ()) if one.is_held]
        parts = [f"{_(WEEKDAYS[day.weekday()])} {format_date(day, 'short')}"]
        if held:
            parts.append(_("{n} sessions").format(n=len(held)))
        elif day in self._rows:
            reason = self._rows[day][0].not_held_reason
            parts.append(_("Not held: {reason}").format(reason=reason) if reason else _("Not held"))
        else:
            parts.append(_("No lesson is planned on this day"))
        if day in self._off:
            parts.append(self._off[day])
        text = _("{marked} of {expected} marked")
        parts += [text.format(marked=one.checked, expected=one.expected) for one in self._holes(day)]
        return " · ".join(parts)

    def _holes(self, day: date) -> list[SessionRow]:
        """The sessions of a day that is over in which somebody is not marked."""
        return [one for one in self._rows.get(day, ()) if one.expected is not None and day < self._today]

    # painting --------------------------------------------------------------------------------------

    def first(self) -> date:
        """The Monday that the grid begins with."""
        first = self.day.replace(day=1)
        return first - _DAY * first.weekday()

    def box_of(self, day: date) -> QRect:
        """Where a day stands."""
        place = (day - self.first()).days
        return QRect(place % _WEEK * _CELL, _HEAD + place // _WEEK * _TALL, _CELL, _TALL)

    def day_at(self, where: QPoint) -> date | None:
        """The day of the month under a place, or nothing."""
        column, line = where.x() // _CELL, (where.y() - _HEAD) // _TALL
        if not (0 <= column < _WEEK and 0 <= line < _LINES):
            return None
        day = self.first() + _DAY * (line * _WEEK + column)
        return day if day.month == self.day.month else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(13, 500))
        painter.setPen(Colour.MUTED.q)
        for column, name in enumerate(WEEKDAYS):
            painter.drawText(QRect(column * _CELL, 0, _CELL, _HEAD), Qt.AlignmentFlag.AlignCenter, _(name))
        day = self.day.replace(day=1)
        while day.month == self.day.month:
            self._paint_day(painter, day)
            day += _DAY
        painter.end()

    def _paint_day(self, painter: QPainter, day: date) -> None:
        box = self.box_of(day).adjusted(2, 2, -2, -2)
        tone = self.tone(day)
        if tone is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tone.light.q)
            painter.drawRoundedRect(box, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if day == self.day:
            painter.setPen(QPen(Colour.CLAY.q, 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(box, 4, 4)
        painter.setFont(theme.font(theme.TABLE_PX, 600 if day == self._today else 400))
        ink = Colour.MUTED if tone is None else tone.ink
        painter.setPen((Colour.CLAY if day == self._today else ink).q)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if self._holes(day):
            paint_hole(painter, QPoint(box.center().x(), box.bottom() - 4))
        if day in self._rows and not any(one.is_held for one in self._rows[day]):
            painter.drawLine(box.topRight() + QPoint(-6, 6), box.bottomLeft() + QPoint(6, -6))

    def tone(self, day: date) -> Tone | None:
        """Green: lessons; red, struck out: not held; amber: a day off; grey: a weekend; nothing: free."""
        if any(one.is_held for one in self._rows.get(day, ())):
            return Tone.OK
        if day in self._rows:
            return Tone.BAD
        if day in self._off:
            return Tone.WARN
        return Tone.NEUTRAL if day.weekday() >= _SATURDAY else None

    # choosing --------------------------------------------------------------------------------------

    def choose(self, day: date) -> None:
        """Go to a day and say so."""
        self.go_to(day)
        self.chosen.emit(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.choose(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and not event.modifiers():
            self.choose(self.day + _DAY * _STEPS[key])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def turn(self, months: int) -> None:
        """The first day of the month before or after."""
        place = self.day.year * 12 + self.day.month - 1 + months
        self.choose(date(place // 12, place % 12 + 1, 1))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(event.pos())
            QToolTip.showText(event.globalPos(), self.words(day) if day else "", self)
            return True
        return super().event(event)


class PlanCalendar(QWidget):
    """The month with its name, steps to the months beside it, and what the chosen day is."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.grid = MonthGrid(today)
        self.month = ThaiLabel("", role="strong")
        self.words = ThaiLabel("", role="help", wrap=True)
        self.setFixedWidth(WIDTH + 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        before = IconButton("chevron-left", _("Previous month"), clicked=lambda: self.grid.turn(-1))
        after = IconButton("chevron-right", _("Next month"), clicked=lambda: self.grid.turn(1))
        before.setObjectName("planMonthBefore")
        after.setObjectName("planMonthAfter")
        row.addWidget(before)
        row.addWidget(self.month, 1, Qt.AlignmentFlag.AlignCenter)
        row.addWidget(after)
        column.addLayout(row)
        column.addWidget(self.grid)
        column.addWidget(self.words)
        words = _("Green: lessons · red: not held · amber: day off · dot: not everybody marked")
        legend = ThaiLabel(words, role="help", wrap=True)
        column.addWidget(legend)
        for label in (self.words, legend):  # else they ask for the height of narrow lines until laid out
            label.setFixedWidth(WIDTH + 6)
        column.addStretch(1)
        self.grid.chosen.connect(lambda _day: self.follow())
        self.follow()

    def go_to(self, day: date) -> None:
        """Show a day of the list."""
        if day != self.grid.day:
            self.grid.go_to(day)
        self.follow()

    def follow(self) -> None:
        """Say which month is shown and what the day is."""
        day = self.grid.day
        self.month.setText(f"{MONTHS[day.month - 1]} {day.year + 543}")
        self.words.setText(self.grid.words(day))
