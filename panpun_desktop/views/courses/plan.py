"""แผนการสอน: every session of a cohort; one more, another day, not held, taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from panpun_desktop.common.i18n import _
from panpun_desktop.views.courses.plan_calendar import PlanCalendar
from panpun_desktop.views.courses.words import day_words, times_words
from panpun_desktop.views.list_part import ListCard, Part
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import muted
from panpun_desktop.widgets.parts import EmptyState
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from datetime import date

    from panpun_desktop.services.course_rows import SessionRow
    from panpun_desktop.views.context import Context


class PlanTab(Part):
    """The plan of one cohort; several lines can be chosen for one act."""

    key = "plan"
    kinds = ("cohorts", "enrolments", "settings")

    def __init__(self, context: Context, cohort_id: int) -> None:
        self.cohort_id = cohort_id
        super().__init__(context)
        self.read()

    def build(self) -> None:
        row = FlowRow(gap=8)
        right = "cohort.edit"
        self.add = self.button(_("Add a session"), "plus", "addSessionButton", self.add_session, right)
        self.edit = self.button(_("Change"), "edit", "editSessionButton", self.edit_session, right)
        self.off = self.button(_("Not held"), "x", "cancelSessionButton", self.cancel, right)
        self.on = self.button(_("Held after all"), "check", "holdSessionButton", self.hold, right)
        self.remove = self.button(_("Take out of the plan"), "x", "removeSessionButton", self.take_out, right)
        for button, key in (
            (self.add, "F6"),
            (self.edit, "F7"),
            (self.off, "F8"),
            (self.on, "F8"),
            (self.remove, "Del"),
        ):
            button.set_key(key)
            row.add(button)
        self.count = muted("")
        row.add(self.count)
        self.column.addWidget(row)
        acts = {"F6": self.add_session, "F7": self.edit_session, "F8": self.switch, "Del": self.take_out}
        for key, act in acts.items():
            shortcut = QShortcut(QKeySequence(key), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.table: RowsTableView[SessionRow] = RowsTableView(_columns(self.context), _("Teaching plan"))
        self.table.setObjectName("planTable")
        self.table.remember(self.context.local, "plan")
        self.table.opened.connect(lambda _row: self.edit_session())
        self.table.current_changed.connect(self._follow_list)
        self.table.selectionModel().selectionChanged.connect(lambda *_what: self._follow())
        self.list = ListCard(
            self.table, EmptyState("calendar", _("No session is planned"), _("Press F6 to add one."))
        )
        self.calendar = PlanCalendar(self.context.today)
        self.calendar.grid.chosen.connect(self._choose_day)
        self.calendar.grid.opened.connect(self._open_day)
        beside = QHBoxLayout()
        beside.setSpacing(14)
        beside.addWidget(self.list, 1)
        beside.addWidget(self.calendar)
        self.column.addLayout(beside, 1)

    def question(self) -> Callable[[], Any]:
        from panpun_desktop.services.cohort_sessions import plan_days_off, sessions

        work, actor, id = self.context.work, self.context.actor, self.cohort_id
        return lambda: (sessions(work, actor, id), plan_days_off(work, actor, id))

    def show_rows(self, found: tuple[tuple[SessionRow, ...], dict[date, str]]) -> None:
        rows, off = found
        self.calendar.grid.show_plan(rows, off)
        self.table.set_rows(rows)
        self.list.show_filled(filled=bool(rows))
        held = sum(row.is_held for row in rows)
        days = len({row.on_day for row in rows if row.is_held})
        text = _("{days} days, {n} sessions, {off} not held")
        self.count.setText(text.format(days=days, n=held, off=len(rows) - held) if rows else "")
        if rows and not self.table.selected():
            self._go_to(self.context.today, rows)
        self._follow()

    def _go_to(self, day: date, rows: tuple[SessionRow, ...]) -> None:
        """The session of today, or the next one."""
        ahead = next((row for row in rows if row.on_day >= day), rows[-1])
        self.table.select_key(ahead.id)
        QTimer.singleShot(0, self.table, lambda: self.table.select_key(ahead.id))  # once it has its height

    def _choose_day(self, day: date) -> None:
        """A day of the calendar: its first session in the list, where it has one."""
        rows = (self.table.rows.row_at(line) for line in range(self.table.rows.rowCount()))
        there = next((row for row in rows if row.on_day == day), None)
        if there is None:
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
        else:
            self.table.select_key(there.id)
        self._follow()

    def _open_day(self) -> None:
        """Enter in the calendar: the session of the day, or one more on it."""
        if self.table.current() is not None:
            self.edit_session()
        else:
            self.add_session()

    def _follow_list(self, row: SessionRow | None) -> None:
        if row is not None and not self.calendar.grid.hasFocus():
            self.calendar.go_to(row.on_day)

    def _chosen(self) -> list[SessionRow]:
        return self.table.selected() or [row for row in (self.table.current(),) if row is not None]

    def _follow(self) -> None:
        chosen = self._chosen()
        may = self.context.may("cohort.edit")
        is_held = any(row.is_held for row in chosen)
        self.off.setVisible(is_held or not chosen)
        self.on.setVisible(bool(chosen) and not is_held)
        for button in (self.off, self.on):
            button.setEnabled(may and bool(chosen))
        self.edit.setEnabled(may and len(chosen) == 1)
        self.remove.setEnabled(may and bool(chosen) and not any(row.marks for row in chosen))

    # acts ------------------------------------------------------------------------------------------

    def add_session(self) -> None:
        """One more session."""
        from panpun_desktop.views.courses.session_dialogs import SessionDialog

        if self.context.may("cohort.edit"):
            day = self.calendar.grid.day if self.table.current() is None else None
            SessionDialog(self.context, self.cohort_id, None, self.window(), day=day).open()

    def edit_session(self) -> None:
        """Another day, hour or topic."""
        from panpun_desktop.views.courses.session_dialogs import SessionDialog

        row = self.table.current()
        if row is not None and self.edit.isEnabled():
            SessionDialog(self.context, self.cohort_id, row, self.window()).open()

    def switch(self) -> None:
        """Not held, or held after all."""
        if any(row.is_held for row in self._chosen()):
            self.cancel()
        else:
            self.hold()

    def cancel(self) -> None:
        """The chosen sessions are not held; asks why."""
        from panpun_desktop.views.courses.session_dialogs import NotHeldDialog

        rows = [row for row in self._chosen() if row.is_held]
        if rows and self.context.may("cohort.edit"):
            NotHeldDialog(self.context, rows, self.window()).open()

    def hold(self) -> None:
        """The chosen sessions are held after all."""
        from panpun_desktop.services.cohort_sessions import cancel_sessions
        from panpun_desktop.services.course_rows import CancelSessions

        rows = tuple((row.id, row.version) for row in self._chosen())
        if rows and self.context.may("cohort.edit"):
            self.change(cancel_sessions, CancelSessions(rows, None))

    def take_out(self) -> None:
        """The chosen sessions leave the plan; Ctrl+Z brings them back."""
        from panpun_desktop.services.cohort_sessions import remove_sessions
        from panpun_desktop.services.course_rows import RemoveSessions

        rows = tuple((row.id, row.version) for row in self._chosen())
        if rows and self.remove.isEnabled():
            self.change(remove_sessions, RemoveSessions(rows))

    def focus_first(self) -> None:
        self.table.setFocus()


def _columns(context: Context) -> list[Column[SessionRow]]:
    centre = context.centre
    return [
        Column("day", _("Day"), lambda row: day_words(row.on_day), sort="on_day", strong=True, width=142),
        Column("half", _("Time of day"), lambda row: centre.label("lesson_half", row.half), width=74),
        Column("times", _("Hours"), lambda row: times_words(row.begins_at, row.ends_at) or "–", width=104),
        Column(
            "state", _("State"), lambda row: _state(row, context.today), chip=_tone(context.today), width=156
        ),
        Column("topic", _("Topic"), lambda row: row.topic or "–", tip=lambda row: row.topic, width=140),
        Column("module", _("Module"), lambda row: row.module or "–", tip=lambda row: row.module, width=110),
        Column("trainer", _("Trainer"), lambda row: row.trainer or "–", width=88),
        Column("holiday", _("Day off"), lambda row: row.holiday, muted=True, hidden=True),
    ]


def _state(row: SessionRow, today: date) -> str:
    if not row.is_held:
        return _("Not held: {reason}").format(reason=row.not_held_reason)
    if row.marks and row.expected is not None:
        return _("{marked} of {expected} marked").format(marked=row.checked, expected=row.expected)
    if row.marks:
        return _("Checked, {n} people").format(n=row.marks)
    if row.on_day < today:
        return _("Not checked yet")
    return _("Today") if row.on_day == today else _("Planned")


def _tone(today: date) -> Callable[[SessionRow], Tone | None]:
    def tone(row: SessionRow) -> Tone | None:
        if not row.is_held:
            return Tone.NEUTRAL
        if row.marks and row.expected is None:
            return Tone.OK
        return Tone.WARN if row.on_day <= today else None

    return tone
