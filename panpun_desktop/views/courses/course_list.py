"""The courses: what each asks for, and whether it is offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.i18n import _
from panpun_desktop.views.list_part import ListCard, Part
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import muted
from panpun_desktop.widgets.parts import EmptyState
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.course_rows import CourseRow
    from panpun_desktop.views.context import Context


class CourseListPart(Part):
    """Enter opens a course to change it."""

    key = "courses"
    kinds = ("courses", "cohorts", "settings")

    wanted: int | None = None
    """The course the cursor goes to when it is read: one that was just made."""

    def build(self) -> None:
        row = FlowRow(gap=8)
        right = "course.edit"
        self._wanted: int | None = None
        self.edit = self.button(_("Change"), "edit", "editCourseButton", self.change_course, right)
        self.offer = self.button(_("Do not offer"), "eye-off", "offerCourseButton", self.switch, right)
        self.remove = self.button(_("Delete"), "x", "deleteCourseButton", self.delete, right)
        self.count = muted("")
        for widget in (self.edit, self.offer, self.remove, self.count):
            row.add(widget)
        self.column.addWidget(row)
        self.table: RowsTableView[CourseRow] = RowsTableView(_columns(self.context), _("Courses"))
        self.table.setObjectName("courseTable")
        self.table.remember(self.context.local, "courses")
        self.table.opened.connect(lambda _row: self.change_course())
        self.table.current_changed.connect(lambda _row: self._follow())
        self.list = ListCard(
            self.table,
            EmptyState("book", _("No course yet"), _("A course is what cohorts are opened of. Press Ins.")),
        )
        self.column.addWidget(self.list, 1)

    def question(self) -> Callable[[], Any]:
        from panpun_desktop.services.courses import list_courses

        work, actor = self.context.work, self.context.actor
        return lambda: list_courses(work, actor)

    def open_with(self, **arguments: Any) -> None:
        self._wanted = arguments.get("course_id")

    def show_rows(self, rows: tuple[CourseRow, ...]) -> None:
        self.table.set_rows(rows)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.table.select_key(wanted)
        self.list.show_filled(filled=bool(rows))
        self.count.setText(self.table.count_text() if rows else "")
        if self.wanted is not None and self.table.select_key(self.wanted):
            self.wanted = None
        elif rows and not self.table.selected():
            self.table.select_first()
        self._follow()

    def _follow(self) -> None:
        row = self.table.current()
        may = row is not None and self.context.may("course.edit")
        for button in (self.edit, self.offer):
            button.setEnabled(may)
        self.remove.setEnabled(may and row is not None and row.may_delete)
        is_offered = row is None or row.facts.is_active
        self.offer.setText(_("Do not offer") if is_offered else _("Offer again"))

    def chosen_id(self) -> int | None:
        """The course that the cursor is on, if it is offered."""
        row = self.table.current()
        return row.id if row is not None and row.facts.is_active else None

    def change_course(self) -> None:
        """Open the course of the cursor."""
        from panpun_desktop.views.courses.course_dialog import CourseDialog

        row = self.table.current()
        if row is not None and self.context.may("course.edit"):
            CourseDialog(self.context, row, self.window()).open()

    def switch(self) -> None:
        """Offer the course, or offer it no longer."""
        from panpun_desktop.services.course_rows import OfferCourse
        from panpun_desktop.services.courses import offer_course

        row = self.table.current()
        if row is not None:
            self.change(offer_course, OfferCourse(row.id, row.version, not row.facts.is_active))

    def delete(self) -> None:
        """Take a course away that never had a cohort; Ctrl+Z brings it back."""
        from panpun_desktop.services.course_rows import DeleteCourse
        from panpun_desktop.services.courses import delete_course

        row = self.table.current()
        if row is not None:
            self.change(delete_course, DeleteCourse(row.id, row.version))

    def focus_first(self) -> None:
        self.table.setFocus()


def _columns(context: Context) -> list[Column[CourseRow]]:
    centre = context.centre

    def kind(row: CourseRow) -> str:
        service = row.facts.service_type
        return centre.label("service_type", service) if service else _("Other subject")

    def attendance(row: CourseRow) -> str:
        least = row.facts.min_attendance
        return f"{centre.limits.course_min_attendance if least is None else least:.0f}"

    def number(value: int | None) -> str:
        return "–" if value is None else str(value)

    return [
        Column("name", _("Course"), lambda row: row.name, sort="name", strong=True, width=220),
        Column("kind", _("Kind"), kind, width=140),
        Column("group", _("Group"), lambda row: row.group, sort="group", width=140),
        Column("floor", _("Least days"), lambda row: number(row.floor), right=True, width=85),
        Column("hours", _("Hours"), lambda row: number(row.facts.hours), right=True, width=75),
        Column("least", _("Attendance %"), attendance, right=True, width=75),
        Column(
            "modules",
            _("Modules"),
            lambda row: number(len(row.modules) or None),
            right=True,
            width=85,
            tip=lambda row: "\n".join(one.name for one in row.modules),
        ),
        Column(
            "assessed", _("Assessed"), lambda row: _("yes") if row.facts.has_assessment else "–", width=75
        ),
        Column("cohorts", _("Cohorts"), lambda row: number(row.cohorts or None), right=True, width=60),
        Column("state", _("State"), _offered, chip=_tone),
    ]


def _offered(row: CourseRow) -> str:
    return _("Offered") if row.facts.is_active else _("Not offered")


def _tone(row: CourseRow) -> Tone:
    return Tone.OK if row.facts.is_active else Tone.NEUTRAL
