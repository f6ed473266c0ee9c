"""เปิดรุ่น and changing one: the weekly pattern and the days it gives, room, places, trainers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError, RuleBroken
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import be_year, format_date
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.courses.trainers_field import TrainersField
from panpun_desktop.views.courses.week_field import WeekField, YearField
from panpun_desktop.views.courses.words import day_words, span_words
from panpun_desktop.widgets.fields import ChoiceBox, LineField, NumberEdit, ThaiDateEdit
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.parts import Banner, QuietButton
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.cohort_plans import PlanRow
    from panpun_desktop.services.course_rows import CohortRow, CourseRow, OpenCohort
    from panpun_desktop.views.context import Context
    from panpun_desktop.widgets.operations import Changes

_PAUSE_MS = 150
_UNTIL = (("days", N_("Training days")), ("ends_on", N_("Last day")), ("hours", N_("Hours")))
"""What the end of a plan can follow from; the others are computed and said."""
_WARNINGS = 98
"""Pixels kept for both warnings, so that the window stands still while the plan is typed."""
_PLAN_LINES = 2


class OpenCohortDialog(FormDialog):
    """A new cohort; what its pattern gives is said while it is typed."""

    name = "openCohort"
    WIDTH = 680

    def __init__(self, context: Context, course_id: int | None, parent: QWidget | None = None) -> None:
        self._course_id = course_id
        self.courses: tuple[CourseRow, ...] = ()
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Open a cohort")

    def save_text(self) -> str:
        return _("Open the cohort")

    def build(self) -> None:
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._preview)
        row = self.pair_row()
        self.course = ChoiceBox()
        self.course.chosen.connect(lambda _code: self._follow_course())
        self.add_field("course", _("Course"), self.course, to=row)
        row.setStretch(0, 3)
        self.number, self.year = NumberEdit(least=1), YearField()
        self.add_field("number", _("Cohort no."), self.number, to=row)
        self.add_field("be_year", _("Year"), self.year, to=row)
        self.year.set_year(be_year(self.context.today))
        self.week = WeekField(halves=self.context.centre.settings["course.halves"] == "AM_PM")
        self.week.edited.connect(self._soon.start)
        self.add_field("meetings", _("Days of the week"), self.week)
        self._add_span()
        self._add_room()
        self.trainers = TrainersField(self.context)
        self.trainers.edited.connect(self.fit)
        self.add_field("trainers", _("Trainers"), self.trainers)
        self.words = help_text("")
        self.words.setMinimumHeight(_PLAN_LINES * self.words.fontMetrics().lineSpacing() + 8)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.form.addWidget(self.words)
        outer = self.layout()
        if outer is not None:  # below the fields that scroll: a warning is always in sight
            outer.addWidget(self._warnings())
        self._read_courses()

    def _warnings(self) -> QWidget:
        self.late, self.short = Banner("", Tone.WARN), Banner("", Tone.WARN)
        self.late.setObjectName("openCohortLate")
        self.short.setObjectName("openCohortShort")
        room = QWidget()
        room.setMinimumHeight(_WARNINGS)
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.late)
        column.addWidget(self.short)
        column.addStretch(1)
        return room

    def _add_span(self) -> None:
        row = self.pair_row()
        self.starts_on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.starts_on.set_value(self.context.today)
        self.ends_on = ThaiDateEdit(lambda: self.context.today)
        self.days, self.hours = NumberEdit(least=1), NumberEdit(least=1)
        self.until = ChoiceBox([(code, _(words)) for code, words in _UNTIL])
        self.until.set_value("days")
        self.until.currentIndexChanged.connect(lambda _place: self._follow_until())
        self.add_field("starts_on", _("First day"), self.starts_on, to=row)
        self.add_field("until", _("The end follows from"), self.until, to=row)
        self.add_field("ends_on", _("Last day"), self.ends_on, to=row)
        self.add_field("days", _("Training days"), self.days, to=row)
        self.add_field("hours", _("Hours"), self.hours, to=row)
        for place in range(row.count()):
            row.setStretch(place, 1)
        for date_field in (self.starts_on, self.ends_on):
            date_field.changed.connect(lambda _day: self._soon.start())
        for number in (self.days, self.hours):
            number.edited.connect(self._soon.start)
        self.skips = QCheckBox(_("Leave days off out"))
        self.skips.setObjectName("openCohortSkipsHolidays")
        self.skips.setChecked(True)
        self.skips.toggled.connect(lambda _on: self._soon.start())
        self.week.choices.insertWidget(1, self.skips)
        self._follow_until()

    def _follow_until(self) -> None:
        """One field leads; what the plan gives for the others stands below."""
        for code, _words in _UNTIL:
            self.boxes[code].setVisible(code == self.until.value())
        self._soon.start()

    def _add_room(self) -> None:
        row = self.pair_row()
        self.room, self.capacity, self.note = LineField(), NumberEdit(least=1), LineField()
        self.add_field("room", _("Room"), self.room, to=row)
        self.add_field("capacity", _("Places"), self.capacity, to=row)
        self.add_field("note", _("Note"), self.note, to=row)

    # courses ---------------------------------------------------------------------------------------

    def _read_courses(self) -> None:
        from panpun_desktop.services.courses import list_courses

        work, actor = self.context.work, self.context.actor
        self.context.operations.read(
            self,
            lambda: list_courses(work, actor, offered_only=True),
            self._offer,
            self.refuse,
            key="courses",
        )

    def _offer(self, found: tuple[CourseRow, ...]) -> None:
        self.courses = found
        self.course.set_options([(str(one.id), one.name) for one in found])
        if self._course_id is not None or len(found) == 1:
            self.course.set_value(str(self._course_id or found[0].id))
            self._follow_course()
        if not found:
            self.banner.say(_("There is no course yet. Make one first."), Tone.WARN)
            self.fit()

    def _follow_course(self) -> None:
        from panpun_desktop.services.cohorts import next_number

        id = int(self.course.value() or 0)
        chosen = next((one for one in self.courses if one.id == id), None)
        if chosen is None:
            return
        is_open = self.ends_on.value() is None and self.days.number() is None
        if is_open and chosen.floor is None and chosen.facts.hours is not None:
            self.until.set_value("hours")
            self.hours.set_number(chosen.facts.hours)
        elif is_open:
            self.until.set_value("days")
            self.hours.set_number(None)
        work, actor = self.context.work, self.context.actor
        self.context.operations.read(
            self, lambda: next_number(work, actor, id), self.number.set_number, self.refuse, key="number"
        )
        self._soon.start()

    # the plan it gives -----------------------------------------------------------------------------

    def _request(self, reasons: Reasons) -> OpenCohort:
        from panpun_desktop.services.course_rows import OpenCohort

        if not self.course.value():
            raise RuleBroken("cohort.course_missing", field="course")
        leads = self.until.value()
        return OpenCohort(
            int(self.course.value() or 0),
            self.starts_on.value() or self.context.today,
            self.week.value(),
            self.ends_on.value() if leads == "ends_on" else None,
            self.days.number() if leads == "days" else None,
            self.hours.number() if leads == "hours" else None,
            self.number.number(),
            self.year.year(),
            self.capacity.number(),
            self.room.text(),
            self.skips.isChecked(),
            self.trainers.value(),
            self.note.text(),
            dict(reasons),
        )

    def _preview(self) -> None:
        from panpun_desktop.services.cohort_plans import preview_plan

        try:
            request = self._request({})
        except PanpunError:
            return
        work, actor = self.context.work, self.context.actor
        self.context.operations.read(
            self, lambda: preview_plan(work, actor, request), self._say_plan, self._say_problem, key="plan"
        )

    def _say_plan(self, plan: PlanRow) -> None:
        parts = [span_words(plan.starts_on, plan.ends_on), _("{n} training days").format(n=plan.days)]
        if plan.sessions != plan.days:
            parts.append(_("{n} sessions").format(n=plan.sessions))
        if plan.hours:
            parts.append(_("{n} hours").format(n=f"{plan.hours:g}"))
        text = " · ".join(parts)
        if plan.skipped:
            text += "\n" + _off_words(plan)
        self.words.setText(text)
        self.words.setToolTip("\n".join(f"{day_words(day)} {name}" for day, name in plan.skipped))
        self.late.say(_late_words(plan), Tone.WARN)
        self.short.say("" if plan.short is None else plan.short.of_cohort, Tone.WARN)
        self._forget_problems()
        self.fit()

    def _forget_problems(self) -> None:
        """The plan can be made: what was said of its fields is mended."""
        for name in ("meetings", "starts_on", "ends_on", "days", "hours", "course"):
            self.boxes[name].clear_problem()
        self.banner.say("")

    def _say_problem(self, error: PanpunError) -> None:
        self.words.setText(message_of(error))
        self.late.say("")
        self.short.say("")
        self.fit()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.cohorts import open_cohort

        return self.run(open_cohort, self._request(reasons))

    def refuse(self, error: PanpunError) -> None:
        renamed = _renamed(error)
        if renamed.field == "ends_on":
            renamed.field = self.until.value() or "days"
        super().refuse(renamed)


def _off_words(plan: PlanRow) -> str:
    """เว้นวันหยุด 3 วัน: 7 ธ.ค., 10 ธ.ค., 31 ธ.ค.; the tip names them."""
    days = ", ".join(format_date(day, "short").rsplit(" ", 1)[0] for day, _name in plan.skipped)
    return _("{n} days off left out: {days}").format(n=len(plan.skipped), days=days)


def _late_words(plan: PlanRow) -> str:
    """The first day is possible without a lesson, and is often a slip."""
    first = plan.first_lesson_on
    if first is None or first == plan.starts_on:
        return ""
    text = _("There is no lesson on the first day, {day}: the first lesson is on {lesson}.")
    return text.format(day=day_words(plan.starts_on), lesson=day_words(first))


def _renamed(error: PanpunError) -> PanpunError:
    """The rules speak of a pattern and of its last day; the fields have other names here."""
    names = {"pattern": "meetings", "last_on": "ends_on", "ends_at": "meetings"}
    if error.field in names:
        error.field = names[error.field]
    return error


class EditCohortDialog(FormDialog):
    """Other facts of a cohort; settling it, opening it again, taking it back."""

    name = "editCohort"
    WIDTH = 560

    def __init__(self, context: Context, row: CohortRow, parent: QWidget | None = None) -> None:
        self.row = row
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Change the cohort")

    def draft_key(self) -> str:
        return f"{self.name}:{self.row.id}"

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(self.row.course, role="strong", wrap=True))
        column.addWidget(help_text(span_words(self.row.starts_on, self.row.ends_on)))

    def build(self) -> None:
        row = self.pair_row()
        self.number, self.year = NumberEdit(least=1), YearField()
        self.capacity = NumberEdit(least=1)
        self.number.set_number(self.row.number)
        self.year.set_year(self.row.be_year)
        self.capacity.set_number(self.row.capacity)
        self.add_field("number", _("Cohort no."), self.number, to=row)
        self.add_field("be_year", _("Year"), self.year, to=row)
        self.add_field("capacity", _("Places"), self.capacity, to=row)
        more = self.pair_row()
        self.room, self.note = LineField(self.row.room), LineField(self.row.note)
        self.add_field("room", _("Room"), self.room, to=more)
        self.add_field("note", _("Note"), self.note, to=more)
        self.trainers = TrainersField(self.context, self.row.trainers)
        self.trainers.edited.connect(self.fit)
        self.add_field("trainers", _("Trainers"), self.trainers)
        self.form.addLayout(self._more())

    def _more(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        is_settled = self.row.closed_on is not None
        words = _("Open again") if is_settled else _("All results are settled")
        self.settle = QuietButton(words, "check", small=True, clicked=self._settle)
        self.settle.setObjectName("settleCohortButton")
        self.reason = LineField(placeholder=_("Why the cohort is taken back"))
        self.reason.setObjectName("voidCohortReason")
        self.reason.setAccessibleName(_("Why the cohort is taken back"))
        self.void = QuietButton(_("Take the cohort back"), "x", small=True, clicked=self._void)
        self.void.setObjectName("voidCohortButton")
        for widget in (self.settle, self.reason, self.void):
            row.addWidget(widget, 1 if widget is self.reason else 0)
        return row

    def _settle(self) -> None:
        from panpun_desktop.services.cohorts import close_cohort
        from panpun_desktop.services.course_rows import CloseCohort

        on = None if self.row.closed_on is not None else self.context.today
        self._change(self.run(close_cohort, CloseCohort(self.row.id, self.row.version, on)))

    def _void(self) -> None:
        from panpun_desktop.services.cohorts import void_cohort
        from panpun_desktop.services.course_rows import VoidCohort

        self._change(self.run(void_cohort, VoidCohort(self.row.id, self.row.version, self.reason.text())))

    def _change(self, act: Callable[[], Changes]) -> None:
        self.context.operations.change(self, act, self._finish, self.refuse)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.cohorts import edit_cohort
        from panpun_desktop.services.course_rows import EditCohort

        request = EditCohort(
            self.row.id,
            self.row.version,
            self.number.number() or 0,
            self.year.year() or self.row.be_year,
            self.capacity.number(),
            self.room.text(),
            self.trainers.value(),
            self.note.text(),
            dict(reasons),
        )
        return self.run(edit_cohort, request)
