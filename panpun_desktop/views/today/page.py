"""The page of today, the first one of every working day."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules.roles import Role
from panpun_desktop.views.acts import ACTS, PERSON_ACTS, may_act, open_act
from panpun_desktop.views.acts.correct_arrival import correct_arrival_of
from panpun_desktop.views.acts.correct_leaving import correct_leaving_of
from panpun_desktop.views.context import Context
from panpun_desktop.views.page import Page
from panpun_desktop.views.today.draft_strip import DraftStrip
from panpun_desktop.views.today.forecast import ForecastBars
from panpun_desktop.views.today.movements import MovementsCard
from panpun_desktop.views.today.tasks import TasksCard
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, Card, MainButton, QuietButton, StatTile
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.today_rows import MovementRow, TaskRow, Today

_TILES = (
    ("present", "bed", N_("People staying tonight")),
    ("admitted", "door-enter", N_("Admitted today")),
    ("due", "clock-exclamation", N_("Limit reached today")),
    ("free", "bed-flat", N_("Free beds")),
)
_LISTS: dict[str, tuple[str, dict[str, Any]]] = {
    "present": ("residents", {"present": True}),
    "admitted": ("residents", {"admitted_today": True}),
    "due": ("residents", {"present": True, "near": True}),
    "free": ("beds", {}),
}
"""The page behind each figure."""
_DIALOGS = {"assign_bed": "move_bed", **{act: act for act in (*ACTS, *PERSON_ACTS)}}
_RIGHTS = {
    "acknowledge": "override.acknowledge",
    "opened_seen": "break_glass.acknowledge",
    "transfer_letter": "document.issue",
    "reply_awaited": "document.read",
    "reply_due": "document.read",
    "holidays": "holiday.edit",
    "night": "census.read",
    "incident_log": "incident.read",
    "beds": "bed.read",
    "person": "person.read",
    "attendance": "course.read",
    "decide": "continuity.decide",
    "results": "course.read",
    "breach": "breach.edit",
    "data_request": "data_request.edit",
}
_KINDS = (
    *("people", "households", "stays", "beds", "overrides", "documents", "settings"),
    *("incidents", "follow_ups", "belongings", "nights", "waiting", "cohorts", "enrolments"),
    *("incoming", "data_requests", "breaches"),
)
"""Kinds of records that the page hangs on."""
_TABS = {"attendance": "sheet", "decide": "sheet", "results": "results"}
"""The tab of a cohort that settles a task."""
_PAPERS = {
    "transfer_letter": ("transfer_letter", "person_id"),
    "reply_awaited": ("issued", "document_id"),
    "reply_due": ("incoming", "incoming_id"),
}
"""What of the letter desk settles a task, with the record that it opens."""
_REGISTERS = {"data_request": ("dataRequests", "data_request_id"), "breach": ("breaches", "breach_id")}
"""The register of personal data that settles a task, with the line that it opens."""
TASKS_SHARE, SIDE_SHARE = 63, 36
_BADGE_RESTS_MS = 400
"""How long changes on another page rest before the tasks are counted for the navigation."""


class TodayPage(Page):
    """Everything that the day asks for."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Today"))
        self.shown: Today | None = None
        self._wants_focus = False
        self._badge_soon = QTimer(self)
        self._badge_soon.setSingleShot(True)
        self._badge_soon.setInterval(_BADGE_RESTS_MS)
        self._badge_soon.timeout.connect(self._count)
        self._add_admit_button()
        self.banner = Banner("", Tone.BAD)
        self.body.addWidget(self.banner)
        self.draft = DraftStrip(context)
        self.body.addWidget(self.draft)
        self.body.addLayout(self._figures())
        row = QHBoxLayout()
        row.setSpacing(14)
        self.tasks = TasksCard(self._may_settle, folds=self.context.actor.role is Role.TRAINER)
        self.tasks.settle.connect(self.settle)
        row.addWidget(self.tasks, TASKS_SHARE)
        row.addLayout(self._side(), SIDE_SHARE)
        self.body.setSpacing(14)
        self.body.addLayout(row, 1)

    def _add_admit_button(self) -> None:
        self.handover_button = QuietButton(_("Hand over the shift"), "notes", clicked=self.hand_over)
        self.handover_button.setObjectName("handoverButton")
        if not self.context.may("handover.issue"):
            self.handover_button.hide()
        self.acts.addWidget(self.handover_button)
        self.admit_button = MainButton(
            _("Admit"), "plus", "F2", clicked=lambda: self.context.navigate("admission")
        )
        self.admit_button.setObjectName("admitButton")
        self.admit_button.setEnabled(self.context.may("stay.admit"))
        self.acts.addWidget(self.admit_button)

    def _figures(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        self.tiles: dict[str, StatTile] = {}
        for place, (key, icon, label) in enumerate(_TILES):
            tile = StatTile(icon, _(label))
            tile.setObjectName(f"{key}Tile")
            tile.clicked.connect(self._opener(key))
            self.tiles[key] = tile
            grid.addWidget(tile, 0, place)
            grid.setColumnStretch(place, 1)
        return grid

    def _opener(self, key: str) -> Callable[[], None]:
        page, arguments = _LISTS[key]
        return lambda: self.context.navigate(page, **arguments)

    def _side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(14)
        self.forecast_card = Card(_("People expected"), padding=14)
        self.forecast_card.set_side(_("by leaving days and limits"))
        self.forecast = ForecastBars()
        self.forecast_card.body.addWidget(self.forecast)
        self.forecast_card.body.addStretch(1)
        self.movements = MovementsCard(may_correct=may_act(self.context, "correct_leaving"))
        self.movements.correct.connect(self._correct_day)
        column.addWidget(self.forecast_card)
        column.addWidget(self.movements, 1)
        return column

    # reading ---------------------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        self.read()

    def reload(self, changes: Changes) -> None:
        if changes.touches(*_KINDS):
            self.read()
        elif changes.drafts:
            self.draft.look()

    def reload_unseen(self, changes: Changes) -> None:
        if changes.touches(*_KINDS):
            self._badge_soon.start()

    def _count(self) -> None:
        """Only the number in the navigation follows while another page is open."""
        from panpun_desktop.services.today import tasks_waiting

        work, actor = self.context.work, self.context.actor
        self.context.operations.read(
            self,
            lambda: tasks_waiting(work, actor),
            self._show_badge,
            lambda _error: None,
            key="count",
        )

    def read(self) -> None:
        """Ask for the day as it stands."""
        self.draft.look()
        from panpun_desktop.services.today import today

        work, actor = self.context.work, self.context.actor
        self.context.operations.read(self, lambda: today(work, actor), self._show, self._refuse, key="today")

    def _show(self, found: Today) -> None:
        self.shown = found
        self.banner.say("")
        for figure in found.figures:
            if figure.key in self.tiles:
                self.tiles[figure.key].show_figure(f"{figure.value:,}", figure.detail)
        self.tasks.show_rows(found.tasks)
        self.forecast.show_days(found.forecast)
        self.forecast_card.set_title(_("People expected, {days} days").format(days=len(found.forecast)))
        self.movements.show_rows(found.movements)
        self.status.emit(found.balance)
        self._show_badge(found.tasks)
        if self._wants_focus and self.admit_button.hasFocus():
            self.tasks.focus_first()
        self._wants_focus = False

    def _show_badge(self, tasks: tuple[TaskRow, ...]) -> None:
        """The trainer's number is that of the own tasks; the others stand folded."""
        own = [one for one in tasks if not self.tasks.folds or self._may_settle(one)]
        self.context.shell.show_badge("today", len(own))

    def _refuse(self, error: PanpunError) -> None:
        self.banner.say(message_of(error), Tone.BAD)

    def focus_first(self) -> None:
        if not self.tasks.focus_first():
            self._wants_focus = self.shown is None  # the tasks are still being read
            self.admit_button.setFocus()

    def hand_over(self) -> None:
        """Issue the paper of the shift."""
        from panpun_desktop.views.today.handover import HandoverDialog

        HandoverDialog(self.context, self.window()).open()

    # settling --------------------------------------------------------------------------------------

    def _may_settle(self, task: TaskRow) -> bool:
        if task.act in _DIALOGS:
            return may_act(self.context, _DIALOGS[task.act])
        return self.context.may(_RIGHTS.get(task.act, "person.read"))

    def settle(self, task: TaskRow) -> None:
        """Do what settles a task, or go to where it is settled."""
        if task.act in _DIALOGS and task.person_id is not None:
            open_act(self.context, _DIALOGS[task.act], task.person_id, self)
        elif task.act == "acknowledge" and task.override_id is not None:
            self._acknowledge(task.override_id)
        elif task.act == "opened_seen" and task.opening_id is not None:
            self._acknowledge_opening(task.opening_id)
        elif task.act in _PAPERS:
            kind, field = _PAPERS[task.act]
            self.context.navigate("documents", kind=kind, **{field: getattr(task, field)})
        elif task.act in _REGISTERS:
            tab, field = _REGISTERS[task.act]
            where = {"section": "privacy", "tab": tab}
            self.context.navigate("settings", **where, **{field: getattr(task, field)})
        elif task.act == "night":
            self.context.navigate("census", night=task.night)
        elif task.act == "incident_log":
            self.context.navigate("daily", part="incidents", incident_id=task.incident_id)
        elif task.act in _TABS:
            self.context.navigate("courses", **_cohort_of(task))
        elif task.act == "beds":
            self.context.navigate("beds")
        elif task.act == "holidays":
            self.context.navigate("settings", section="holidays")
        elif task.person_id is not None:
            self.context.navigate("residents", person_id=task.person_id)

    def _correct_day(self, row: MovementRow) -> None:
        if row.person_id is not None and row.left_stay_id is not None:
            correct_leaving_of(self.context, row.person_id, row.left_stay_id, self)
        elif row.person_id is not None and row.came_stay_id is not None:
            correct_arrival_of(self.context, row.person_id, row.came_stay_id, self)

    def _acknowledge(self, override_id: int) -> None:
        from panpun_desktop.services.stays import Acknowledge, acknowledge

        work, actor = self.context.work, self.context.actor
        self.context.operations.change(
            self, lambda: acknowledge(work, actor, Acknowledge((override_id,))), None, self._refuse
        )

    def _acknowledge_opening(self, opening_id: int) -> None:
        from panpun_desktop.services.break_glass import Acknowledge, acknowledge_openings

        work, actor = self.context.work, self.context.actor
        request = Acknowledge((opening_id,))
        self.context.operations.change(
            self, lambda: acknowledge_openings(work, actor, request), None, self._refuse
        )


def _cohort_of(task: TaskRow) -> dict[str, Any]:
    """Where in the courses a task is settled."""
    found: dict[str, Any] = {"cohort_id": task.cohort_id, "tab": _TABS[task.act]}
    if task.enrolment_id is not None:
        found["decide"] = task.enrolment_id
    if task.lesson is not None:
        found["lesson"] = task.lesson
    return found


def build(context: Context) -> Page:
    """The page, for the window's list of screens."""
    return TodayPage(context)
