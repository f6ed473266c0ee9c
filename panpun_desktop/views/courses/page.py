"""หลักสูตรและรุ่น: the cohorts with their figures, the courses, and one cohort open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.courses.cohort_list import CohortListPart
from panpun_desktop.views.courses.cohort_page import CohortView
from panpun_desktop.views.courses.course_list import CourseListPart
from panpun_desktop.views.page import Page
from panpun_desktop.widgets.labels import title
from panpun_desktop.widgets.parts import MainButton, QuietButton, Segmented

if TYPE_CHECKING:
    from panpun_desktop.views.context import Context
    from panpun_desktop.views.list_part import Part
    from panpun_desktop.widgets.operations import Changes


class CoursesPage(Page):
    """``open_with`` takes cohort_id (with tab: sheet, roster, plan, results) or part (cohorts, courses).

    ``decide`` with a cohort: the enrolment whose break is to be decided; its dialog opens at once.
    ``lesson``: the session on the sheet whose first empty cell takes the cursor.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        self.parts: dict[str, Part] = {}
        self.open_part = "cohorts"
        self.cohort: CohortView | None = None
        self.stack.addWidget(self._lists())
        for keys, act in (("Ins", self.main_act), ("Backspace", self.show_list)):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lists(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.acts.insertWidget(0, title(_("Courses and cohorts")))
        options = [("cohorts", _("Cohorts")), ("courses", _("Courses"))]
        self.segments = Segmented(options, _("Part"))
        self.segments.chosen.connect(self.show_part)
        self.new_course = QuietButton(_("New course"), "plus", clicked=self._new_course)
        self.new_course.setObjectName("newCourseButton")
        self.new_course.setEnabled(self.context.may("course.edit"))
        self.new_cohort = MainButton(_("New cohort"), "plus", "Ins", clicked=self._new_cohort)
        self.new_cohort.setObjectName("newCohortButton")
        self.new_cohort.setEnabled(self.context.may("cohort.edit"))
        for widget in (self.segments, self.new_course, self.new_cohort):
            self.acts.addWidget(widget)
        column.addLayout(self.acts)
        self._list_stack = QStackedWidget()
        column.addWidget(self._list_stack, 1)
        return page

    # opening ---------------------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        cohort_id = arguments.get("cohort_id")
        if cohort_id is not None:
            self.open_cohort(int(cohort_id), str(arguments.get("tab", "") or ""))
            if self.cohort is not None and arguments.get("decide") is not None:
                self.cohort.decide(int(arguments["decide"]))
            if self.cohort is not None and arguments.get("lesson") is not None:
                self.cohort.show_lesson(int(arguments["lesson"]))
        elif "part" in arguments or self.cohort is None:
            self.show_part(str(arguments.get("part", "") or self.open_part))
            self._list_part().open_with(**arguments)
        else:
            self.cohort.read()

    def open_again(self) -> None:
        if self.cohort is None:
            self.open_with()
        else:
            self.show_list()

    def _list_part(self) -> Part:
        return self.parts[self.open_part]

    def show_part(self, key: object) -> None:
        """Show the cohorts or the courses."""
        self._close_cohort()
        self.open_part = str(key)
        self.segments.set_value(self.open_part)
        if self.open_part not in self.parts:
            self.parts[self.open_part] = self._made(self.open_part)
            self._list_stack.addWidget(self.parts[self.open_part])
        part = self.parts[self.open_part]
        self._list_stack.setCurrentWidget(part)
        self.stack.setCurrentIndex(0)
        part.read()

    def _made(self, key: str) -> Part:
        if key == "courses":
            return CourseListPart(self.context)
        made = CohortListPart(self.context)
        made.opened.connect(self.open_cohort)
        return made

    def topic_part(self) -> str:
        return self.cohort.open_tab if self.cohort is not None else self.open_part

    def open_cohort(self, cohort_id: int, tab: str = "") -> None:
        """Open one cohort; the tab last used stays where none is named."""
        if self.cohort is None or self.cohort.cohort_id != cohort_id:
            tab = tab or (self.cohort.open_tab if self.cohort is not None else "")
            self._close_cohort()
            self.cohort = CohortView(self.context, cohort_id)
            self.cohort.back.connect(self.show_list)
            self.cohort.status.connect(self.status)
            self.stack.addWidget(self.cohort)
        self.stack.setCurrentWidget(self.cohort)
        self.cohort.show_tab(tab or self.cohort.open_tab)

    def _close_cohort(self) -> None:
        if self.cohort is not None:
            self.stack.removeWidget(self.cohort)
            self.cohort.deleteLater()
            self.cohort = None
            self.status.emit("")

    def show_list(self) -> None:
        """Back to the list, on the cohort that was open."""
        if self.cohort is None:
            return
        was = self.cohort.cohort_id
        self.show_part("cohorts")
        part = self.parts["cohorts"]
        assert isinstance(part, CohortListPart)
        part.wanted = was
        part.focus_first()

    # acts ------------------------------------------------------------------------------------------

    def main_act(self) -> None:
        """Ins: enrol in an open cohort, else a new cohort or course."""
        if self.cohort is not None:
            self.cohort.enrol()
        elif self.open_part == "courses":
            self._new_course()
        else:
            self._new_cohort()

    def _new_course(self) -> None:
        from panpun_desktop.views.courses.course_dialog import CourseDialog

        if self.context.may("course.edit"):
            dialog = CourseDialog(self.context, None, self.window())
            dialog.settled.connect(self._made_course)
            dialog.open()

    def _made_course(self, changes: Changes) -> None:
        """The list of courses, on the new one: a cohort of it comes next."""
        for course_id in changes.courses:
            self.show_part("courses")
            part = self.parts["courses"]
            assert isinstance(part, CourseListPart)
            part.wanted = course_id
            part.read()

    def _new_cohort(self) -> None:
        from panpun_desktop.views.courses.cohort_dialog import OpenCohortDialog

        if not self.context.may("cohort.edit"):
            return
        part = self.parts.get("courses")
        course_id = (
            part.chosen_id() if self.open_part == "courses" and isinstance(part, CourseListPart) else None
        )
        dialog = OpenCohortDialog(self.context, course_id, self.window())
        dialog.settled.connect(self._opened)
        dialog.open()

    def _opened(self, changes: Changes) -> None:
        """A new cohort is open for its people."""
        for cohort_id in changes.cohorts:
            self.open_cohort(cohort_id, "roster")

    def reload(self, changes: Changes) -> None:
        if self.cohort is not None:
            self.cohort.reload(changes)
        elif self.open_part in self.parts:
            self.parts[self.open_part].reload(changes)

    def print_open(self) -> None:
        if self.cohort is not None:
            self.cohort.print_open()

    def focus_first(self) -> None:
        if self.cohort is not None:
            self.cohort.focus_first()
        elif self.open_part in self.parts:
            self.parts[self.open_part].focus_first()
