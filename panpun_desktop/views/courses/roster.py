"""รายชื่อ: who is in a cohort, how far each has come, and what can be done with an enrolment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.courses.words import state_tone
from panpun_desktop.views.list_part import ListCard, Part
from panpun_desktop.views.words import applied_words, no_first_day
from panpun_desktop.widgets.columns import name_column
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import muted
from panpun_desktop.widgets.parts import EmptyState
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.enrolment_rows import RosterRow
    from panpun_desktop.services.result_rows import ResultSheet
    from panpun_desktop.views.context import Context

_RUNNING = ("ACTIVE", "SUSPENDED")
_LEFT = ("DROPPED", "UPGRADED", "MOVED")
# object name, words, icon, key, act, states in which it can be done
_ACTS = (
    ("takeIn", N_("Take in"), "door-enter", "", "take_in", ("APPLIED",)),
    ("suspend", N_("Suspend"), "clock-exclamation", "F6", "suspend", ("ACTIVE",)),
    ("resume", N_("Resume"), "arrow-forward-up", "F6", "resume", ("SUSPENDED",)),
    ("upgrade", N_("Higher course"), "chevron-up", "F7", "upgrade", _RUNNING),
    ("transfer", N_("Other cohort"), "arrows-exchange", "F8", "transfer", _RUNNING),
    ("drop", N_("Leaves the course"), "door-exit", "F9", "drop", _RUNNING),
    ("comeBack", N_("Back into class"), "arrow-back-up", "F6", "come_back", _LEFT),
    ("afterCourse", N_("After the course"), "arrow-forward-up", "F7", "after_course", ("DONE",)),
    (
        "remove",
        N_("Take out of the cohort"),
        "x",
        "Del",
        "remove",
        ("APPLIED", *_RUNNING, "DROPPED", "UPGRADED", "MOVED"),
    ),
)


class RosterTab(Part):
    """The people of one cohort; Enter opens the person."""

    key = "roster"
    kinds = ("enrolments", "cohorts", "people", "stays", "settings")

    def __init__(self, context: Context, cohort_id: int) -> None:
        self.cohort_id = cohort_id
        self._holds_focus = False
        super().__init__(context)
        self.read()

    def build(self) -> None:
        row = FlowRow(gap=6)
        self.buttons: dict[str, Any] = {}
        for name, words, icon, key, act, _states in _ACTS:
            clicked = self._doer(act)
            button = self.button(_(words), icon, f"{name}Button", clicked, "enrolment.edit")
            if key:
                button.set_key(key)
            self.buttons[name] = button
            row.add(button)
        decides = "continuity.decide"
        self.decide = self.button(_("Decide"), "alert-triangle", "decideButton", self.decide_break, decides)
        self.decide.set_key("Ctrl D")
        row.add(self.decide)
        text = _("Take the decision back…")
        self.retract = self.button(text, "arrow-back-up", "takeBackDecisionButton", self.retract_it, decides)
        self.retract.set_key("Ctrl D")
        row.add(self.retract)
        self.person = self.button(_("Person"), "user", "rosterPersonButton", self.open_person, "person.read")
        self.count, self.coming = muted(""), muted("")
        row.add(self.person)
        row.add(self.count)
        row.add(self.coming)
        self.column.addWidget(row)
        pressed = {key: self._presser(key) for key in ("F6", "F7", "F8", "F9", "Del")}
        for key, press in {**pressed, "Ctrl+D": self.decide_or_retract}.items():
            shortcut = QShortcut(QKeySequence(key), self, press)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.table: RowsTableView[RosterRow] = RowsTableView(_columns(self.context), _("Class list"))
        self.table.setObjectName("rosterTable")
        self.table.keeps_to_width = True
        self.table.remember(self.context.local, "roster")
        self.table.opened.connect(lambda _row: self.open_person())
        self.table.current_changed.connect(lambda _row: self._follow())
        self.list = ListCard(
            self.table,
            EmptyState(
                "users", _("Nobody is in this cohort yet"), _("Press Ins to enrol one person or many.")
            ),
        )
        self.column.addWidget(self.list, 1)

    def question(self) -> Callable[[], Any]:
        from panpun_desktop.services.enrolment_lists import roster

        work, actor, id = self.context.work, self.context.actor, self.cohort_id
        return lambda: roster(work, actor, id)

    def show_rows(self, rows: tuple[RosterRow, ...]) -> None:
        self._holds_focus |= self._is_at_hand()
        self.table.set_rows(rows)
        self.list.show_filled(filled=bool(rows))
        self.count.setText(_heads(rows) if rows else "")
        if rows and not self.table.selected():
            self.table.select_first()
        self._follow()
        if self._holds_focus and rows:  # an act taken back hides its button, or the whole list for a time
            self._holds_focus = False
            if not self._is_at_hand():
                self.table.setFocus()

    def _is_at_hand(self) -> bool:
        """The keys go to the list or to one of its buttons."""
        now = QApplication.focusWidget()
        return now is not None and now.isVisible() and self.isAncestorOf(now)

    def _follow(self) -> None:
        row = self.table.current()
        may = self.context.may("enrolment.edit")
        state = "" if row is None else row.state
        for name, _words, _icon, _key, _act, states in _ACTS:
            possible = state in states
            self.buttons[name].setVisible(possible)
            self.buttons[name].setEnabled(possible and may)
        is_coming = row is not None and row.starts_on is not None and row.starts_on > self.context.today
        self.buttons["takeIn"].setEnabled(state == "APPLIED" and may and not is_coming)
        self.coming.setVisible(state == "APPLIED" and is_coming)
        if row is not None and row.starts_on is not None:
            self.coming.setText(_("taken in from {day} on").format(day=_day(row.starts_on)))
        self.decide.setVisible(row is not None and row.is_broken)
        self.retract.setVisible(row is not None and row.groundless_on is not None and not row.is_broken)
        self.person.setEnabled(row is not None and self.context.may("person.read"))

    def _presser(self, key: str) -> Callable[[], None]:
        """One key means the act that can be done now."""

        def press() -> None:
            for name, _words, _icon, its_key, act, _states in _ACTS:
                if its_key == key and self.buttons[name].isEnabled():
                    self._doer(act)()
                    return

        return press

    def _doer(self, act: str) -> Callable[[], None]:
        def ask() -> None:
            from panpun_desktop.views.courses import enrolment_dialogs

            row = self.table.current()
            if row is not None and act == "after_course":
                self.ask_next(row)
            elif row is not None and self.context.may("enrolment.edit"):
                dialog = enrolment_dialogs.DIALOGS[act]
                dialog(self.context, self.cohort_id, row, self.window()).open()

        return ask

    def ask_next(self, row: RosterRow) -> None:
        """What comes after the course of somebody who passed, as from the results (R-CRS-3)."""
        from panpun_desktop.services.results import read_results
        from panpun_desktop.views.courses.after_course import AfterCourseDialog

        def show(sheet: ResultSheet) -> None:
            for one in sheet.rows:
                if one.id == row.id:
                    AfterCourseDialog(self.context, one, self.window()).open()

        work, actor, id = self.context.work, self.context.actor, self.cohort_id
        self.context.operations.read(
            self, lambda: read_results(work, actor, id), show, self.refuse, key="after"
        )

    def decide_break(self) -> None:
        """The manager decides about the break of the line (R-CRS-6)."""
        from panpun_desktop.views.courses.decision import open_decision

        row = self.table.current()
        if row is not None and row.is_broken and self.decide.isEnabled():
            open_decision(self.context, self, row.id, self.refuse)

    def retract_it(self) -> None:
        """The manager takes a decision back whose break is gone from the marks (R-CRS-6)."""
        from panpun_desktop.views.courses.decision import open_taking_back

        row = self.table.current()
        if row is not None and row.groundless_on is not None and self.retract.isEnabled():
            open_taking_back(self.context, self, row.id, self.refuse)

    def decide_or_retract(self) -> None:
        """One key: a break that waits is decided first."""
        row = self.table.current()
        if row is not None and row.is_broken:
            self.decide_break()
        else:
            self.retract_it()

    def open_person(self) -> None:
        """Open the person of the line."""
        row = self.table.current()
        if row is not None and self.person.isEnabled():
            self.context.navigate("residents", person_id=row.person_id)

    def focus_first(self) -> None:
        self.table.setFocus()


def _columns(context: Context) -> list[Column[RosterRow]]:
    centre = context.centre

    def state(row: RosterRow) -> str:
        if row.awaits_result or row.is_result_due:
            return _("Result to be confirmed")
        return centre.label("enrolment_state", row.state)

    def where(row: RosterRow) -> str:
        if row.lives_here:
            return row.bed or _("Resident")
        return _("Left the centre") if row.is_resident else _("From outside")

    return [
        name_column(186),
        Column("regno", _("Register no."), lambda row: row.regno, sort="regno", width=90),
        Column(
            "state",
            _("State"),
            state,
            sort="state",
            chip=lambda row: Tone.WARN if row.awaits_result or row.is_result_due else state_tone(row.state),
            width=108,
        ),
        Column("where", _("Lives"), where, width=106),
        Column("joined", _("Joined on"), _joined, width=106),
        Column("days", _("Days"), lambda row: row.days or "–", chip=_days_tone, right=True, width=70),
        Column(
            "percent",
            _("Attendance % so far"),
            lambda row: row.percent or "–",
            right=True,
            tip=lambda row: row.percent_why,
            width=92,
        ),
        Column("forecast", _("Forecast"), _forecast, chip=_late_tone, tip=_why, width=222),
        Column("ended", _("Last day"), _ended, tip=_ended, muted=True, width=106),
    ]


def _heads(rows: tuple[RosterRow, ...]) -> str:
    """Everybody who stands in the list, by what they are."""
    over, still = sum(row.awaits_result for row in rows), sum(row.is_result_due for row in rows)
    running = sum(row.state in _RUNNING for row in rows) - over
    applied = sum(row.state == "APPLIED" for row in rows)
    ended = len(rows) - running - over - applied
    parts = [
        _("All {n} · in class {now}").format(n=len(rows), now=running),
        _("applied {n}").format(n=applied) if applied else "",
        _("{n} await a result").format(n=over + still) if over + still else "",
        _("ended {n}").format(n=ended) if ended else "",
    ]
    if still:
        parts[2] += " " + _("({n} still in class)").format(n=still)
    return " · ".join(part for part in parts if part)


def _joined(row: RosterRow) -> str:
    return no_first_day() if row.joined_on is None else _day(row.joined_on)


def _day(day: Any) -> str:
    return format_date(day, "short") if day else "–"


def _days_tone(row: RosterRow) -> Tone | None:
    if not row.days:
        return None
    if row.is_broken:
        return Tone.BAD
    return Tone.OK if row.is_reached else Tone.NEUTRAL


def _forecast(row: RosterRow) -> str:
    if row.joined_on is None:
        return applied_words(row.applied_on)
    if row.paused_since_on is not None:
        return _("Suspended since {day}").format(day=_day(row.paused_since_on))
    if row.is_broken:
        return _("Not continuous: the manager decides")
    if row.groundless_on is not None:
        return _("The cause that was decided about is gone")
    return row.forecast if row.ended_on is None else ""


def _why(row: RosterRow) -> str:
    """Of a decision whose break is gone which one; else why the forecast lies beyond the plan."""
    if row.groundless_on is None:
        return row.late
    text = _(
        "The manager decided about the break since {day}, but the marks show no such break any more. "
        "See whether the days still count rightly."
    )
    return text.format(day=_day(row.groundless_on))


def _late_tone(row: RosterRow) -> Tone | None:
    """Red where the floor is reached only after the plan has ended; the tip says why."""
    if row.groundless_on is not None and row.paused_since_on is None and not row.is_broken:
        return Tone.WARN
    is_told = row.state == "ACTIVE" and row.ended_on is None and not row.is_broken
    return Tone.BAD if row.late and is_told else None


def _ended(row: RosterRow) -> str:
    parts = (_day(row.ended_on) if row.ended_on else "", row.end_reason or row.note)
    return " · ".join(one for one in parts if one)
