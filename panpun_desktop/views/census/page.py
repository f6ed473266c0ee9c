"""The page of the night count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts import open_act
from panpun_desktop.views.census.balance import BalanceCard
from panpun_desktop.views.census.details import KeysCard, LineCard
from panpun_desktop.views.census.dialogs import (
    ConfirmDialog,
    OtherBedDialog,
    ReopenNightDialog,
    VisitorDialog,
    following,
)
from panpun_desktop.views.census.together import ConfirmNightsDialog
from panpun_desktop.views.census.walk import WalkTable
from panpun_desktop.views.context import Context
from panpun_desktop.views.page import Page
from panpun_desktop.views.paper_window import show_rendered
from panpun_desktop.widgets.calendar_popup import CalendarPopup
from panpun_desktop.widgets.labels import Chip
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, Card, EmptyState, MainButton, QuietButton, muted
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.night_rows import DifferenceRow, NightCount, NightRow

SIDE_WIDTH = 430
_DIALOGS = {"left": "end_stay", **{act: act for act in ("move_bed", "reopen", "correct_leaving")}}
_RIGHTS = {
    "leave": "stay.absence",
    "hospital": "stay.absence",
    "back": "stay.absence",
    "late": "census.count",
    "left": "stay.end",
    "move_bed": "bed.move",
    "reopen": "stay.reopen",
    "correct_leaving": "stay.correct_leaving",
    "person": "person.read",
}


class CensusPage(Page):
    """Counts one night, named in the title; past nights can be looked at, and opened again."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Night count"))
        self.night: date | None = None
        self.shown: NightCount | None = None
        self._popup: CalendarPopup | None = None
        self._add_title_row()
        self.back = QuietButton(_("Back to the report"), "chevron-left", "Alt ←", small=True)
        self.back.setObjectName("backToReportButton")
        self.back.clicked.connect(lambda: self.context.navigate("documents"))
        self.back.hide()
        self.body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.banner = Banner("", Tone.BAD)
        self.body.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._left(), 1)
        row.addWidget(self._side())
        self.body.addLayout(row, 1)

    # laying out ------------------------------------------------------------------------------------

    def _add_title_row(self) -> None:
        self.state = Chip("", Tone.NEUTRAL)
        self.remark = muted("")
        self.acts.insertWidget(1, self.state)
        self.acts.insertWidget(2, self.remark)
        self.before = self._button("", "chevron-left", "nightBefore", lambda: self._step(-1))
        self.before.setAccessibleName(_("The night before"))
        self.night_button = self._button("", "calendar", "countNightButton", self.open_calendar)
        self.after = self._button("", "chevron-right", "nightAfter", lambda: self._step(1))
        self.after.setAccessibleName(_("The night after"))
        self.visitor_button = self._button(_("Visitor"), "user-plus", "visitorButton", self._add_visitor)
        self.sheet_button = self._button(_("Walk sheet"), "printer", "walkSheetButton", self.print_open)
        self.confirm_button = MainButton(_("Confirm the count"), "check-light", "Ctrl ↵", clicked=self.save)
        self.confirm_button.setObjectName("confirmNightButton")
        self.acts.addWidget(self.confirm_button)

    def _button(self, text: str, icon: str, name: str, clicked: Callable[[], object]) -> QuietButton:
        button = QuietButton(text, icon, clicked=clicked)
        button.setObjectName(name)
        self.acts.addWidget(button)
        return button

    def _left(self) -> QWidget:
        card = Card(padding=0)
        self.table = WalkTable(self.context.centre)
        self.table.marked.connect(self._mark)
        self.table.current_changed.connect(self._follow)
        self.table.opened.connect(self._open_row)
        self.empty = EmptyState("bed", _("There are no beds on this night"))
        self.empty.hide()
        card.body.addWidget(self.table)
        card.body.addWidget(self.empty)
        return card

    def _side(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("censusSide")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.balance = BalanceCard(self.context.centre, lambda act: self.context.may(_RIGHTS[act]))
        self.balance.settle.connect(self.settle)
        self.line = LineCard(self.context.centre)
        self.line.saved.connect(self._save_note)
        self.line.removed.connect(self._remove_visitor)
        self.line.opened.connect(self._open_row)
        self.line.still_here.connect(lambda row: self._mark(row, "present"))
        self.line.hide()
        self.many_button = QuietButton(
            _("Confirm every night that is not confirmed…"), "check", clicked=self.confirm_many
        )
        self.many_button.setObjectName("confirmNightsButton")
        self.many_button.setVisible(self.context.may("census.confirm"))
        for one in (self.balance, self.line, self.many_button, KeysCard()):
            column.addWidget(one)
        column.addStretch(1)
        side = QScrollArea()
        side.setWidgetResizable(True)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFixedWidth(SIDE_WIDTH)
        side.setWidget(inner)
        return side

    # reading ---------------------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        self.back.setVisible(arguments.get("came_from") == "documents")
        night = arguments.get("night")
        if isinstance(night, date):
            self.show_night(night)
        elif self.night is None:
            self._ask_for_night()
        else:
            self.read()

    def _ask_for_night(self) -> None:
        from panpun_desktop.services.night_counts import proposed_night

        work, actor = self.context.work, self.context.actor
        self.context.operations.read(
            self, lambda: proposed_night(work, actor), self.show_night, self._refuse, key="night"
        )

    def show_night(self, night: date) -> None:
        """Show a night, past or tonight's."""
        self.night = night
        self.read()

    def _step(self, nights: int) -> None:
        if self.night is not None:
            self.show_night(self.night + timedelta(days=nights))

    def open_calendar(self) -> None:
        """Choose another night."""
        if self.night is None:
            return
        if self._popup is None:
            self._popup = CalendarPopup(self.context.today, self)
            self._popup.chosen.connect(self.show_night)
        below = self.night_button.mapToGlobal(QPoint(0, self.night_button.height() + 2))
        self._popup.open_at(self.night, below)

    def reload(self, changes: Changes) -> None:
        if changes.touches("stays", "beds", "people", "nights", "settings"):
            self.read()

    def read(self) -> None:
        """Ask for the count of the night."""
        from panpun_desktop.services.night_counts import night_count

        night = self.night
        if night is None:
            return
        work, actor = self.context.work, self.context.actor
        self.context.operations.read(
            self, lambda: night_count(work, actor, night), self._show, self._refuse, key="count"
        )

    def _show(self, count: NightCount) -> None:
        is_first = self.shown is None
        self.shown = count
        self._show_head(count)
        self.table.set_rows(count.rows)
        self.table.setVisible(bool(count.rows))
        self.empty.setVisible(not count.rows)
        if self.table.current() is None:
            self.table.select_first()
        self.balance.show_count(count)
        self._follow(self.table.current())
        if is_first:
            self.focus_first()

    def _show_head(self, count: NightCount) -> None:
        day = format_date(count.night, "short")
        self.title.setText(_("Count of the night of {day}").format(day=day))
        self.night_button.setText(day)
        self.night_button.setAccessibleName(_("Night of {day}").format(day=day))
        may_change = self._may_change()
        if count.confirmed_at is not None:
            at = count.confirmed_at.astimezone(BANGKOK)
            who = _("by {name}, {day} {time}").format(
                name=count.confirmed_by, day=format_date(at.date(), "short"), time=at.strftime("%H:%M")
            )
            self.state.show_state(_("confirmed"), Tone.OK)
            self.remark.setText("")
            self.balance.say_confirmed(_("Confirmed {who}").format(who=who))
            self.confirm_button.setText(_("Correct the count"))
        else:
            self.state.show_state(_("to come") if count.is_coming else _("not confirmed"), Tone.WARN)
            self.remark.setText(following(count.night, self.context.today))
            self.balance.say_confirmed("")
            self.confirm_button.setText(_("Confirm the count"))
        self.confirm_button.setEnabled(not count.is_coming and self.context.may("census.confirm"))
        self.visitor_button.setEnabled(may_change)

    def _may_change(self) -> bool:
        count = self.shown
        if count is None or count.is_coming or count.confirmed_at is not None:
            return False
        return self.context.may("census.count")

    def _refuse(self, error: PanpunError) -> None:
        self.banner.say(message_of(error), Tone.BAD)

    def focus_first(self) -> None:
        self.table.setFocus()

    # counting --------------------------------------------------------------------------------------

    def _follow(self, row: NightRow | None) -> None:
        self.line.show_row(row, may_change=self._may_change())

    def _open_row(self, row: NightRow | None) -> None:
        if row is not None and row.may_be_opened:
            self.context.navigate("residents", person_id=row.person_id)

    def _mark(self, row: NightRow, state: str) -> None:
        count = self.shown
        if count is None:
            return
        if state == "other_bed" and self._may_change():
            dialog = OtherBedDialog(self.context, count, row, self.window())
            dialog.finished.connect(lambda _result: self.table.setFocus())
            dialog.open()
        else:
            self._save_mark(row, state, "", None)

    def _save_note(self, row: NightRow, note: str, back_at: time | None) -> None:
        self._save_mark(row, row.state, note, back_at)
        self.table.setFocus()

    def _save_mark(self, row: NightRow, state: str, note: str, back_at: time | None) -> None:
        from panpun_desktop.services.night_counts import MarkNight, mark_night

        stay_id = row.stay_id if row.stay_id is not None else row.left_stay_id
        if self.shown is None or stay_id is None:
            return
        request = MarkNight(self.shown.night, stay_id, state, row.found_bed_id, back_at, note)
        self._change(mark_night, request)

    def _change(self, act: Callable[..., Changes], request: Any) -> None:
        work, actor = self.context.work, self.context.actor
        self.banner.say("")
        self.context.operations.change(self, lambda: act(work, actor, request), None, self._refuse)

    def _add_visitor(self) -> None:
        if self.shown is not None:
            VisitorDialog(self.context, self.shown, self.window()).open()

    def _remove_visitor(self, row: NightRow) -> None:
        from panpun_desktop.services.night_counts import RemoveVisitor, remove_visitor

        if row.line_id is not None and row.line_version is not None:
            self._change(remove_visitor, RemoveVisitor(row.line_id, row.line_version))

    def save(self) -> None:
        """Confirm the count; a confirmed one is opened again only after asking."""
        count = self.shown
        if count is None or not self.confirm_button.isEnabled():
            return
        dialog = ConfirmDialog if count.confirmed_at is None else ReopenNightDialog
        dialog(self.context, count, self.window()).open()

    def confirm_many(self) -> None:
        """Confirm every open night of the month that is shown, in one act."""
        month = self.night or self.context.today
        ConfirmNightsDialog(self.context, month, self.window()).open()

    def print_open(self) -> None:
        """The walk sheet of the night in a window, to be printed."""
        night = self.night
        if night is None:
            return
        from panpun_desktop.reports import runner

        work, actor = self.context.work, self.context.actor
        self.context.operations.read(
            self,
            lambda: runner.render(work, actor, "walk_sheet", {"day": night}),
            lambda drawn: show_rendered(self.context, "walk_sheet", drawn, self.window()),
            self._refuse,
            key="sheet",
        )

    # settling --------------------------------------------------------------------------------------

    def settle(self, row: DifferenceRow, act: str) -> None:
        """Do what makes the figures agree about one person."""
        if act == "late":
            self._mark_late(row.stay_id)
        elif act in ("leave", "hospital"):
            self._record_absence(row, act.upper())
        elif act == "back":
            self._record_return(row)
        elif act in _DIALOGS and row.person_id is not None:
            open_act(self.context, _DIALOGS[act], row.person_id, self, self.table.setFocus)
        elif row.person_id is not None:
            self.context.navigate("residents", person_id=row.person_id)

    def _mark_late(self, stay_id: int) -> None:
        rows = self.shown.rows if self.shown is not None else ()
        for line in rows:
            if line.stay_id == stay_id:
                self._save_mark(line, "late", "", None)

    def _record_absence(self, row: DifferenceRow, kind: str) -> None:
        from panpun_desktop.services.absences import StartAbsence, start_absence

        if self.shown is not None and row.stay_version is not None:
            night = self.shown.night
            self._change(start_absence, StartAbsence(row.stay_id, row.stay_version, kind, night))

    def _record_return(self, row: DifferenceRow) -> None:
        from panpun_desktop.services.absences import EndAbsence, end_absence

        if self.shown is not None and row.absence_id is not None:
            self._change(end_absence, EndAbsence(row.absence_id, self.shown.night))


def build(context: Context) -> Page:
    """The page, for the window's list of screens."""
    return CensusPage(context)
