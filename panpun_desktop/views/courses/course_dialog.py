"""A course: what it asks for, and its modules line by line."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import from_thai_digits
from panpun_desktop.rules.codes import COURSES
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.widgets.fields import ChoiceBox, LineField, LongField, NumberEdit

if TYPE_CHECKING:
    from panpun_desktop.services.course_rows import CourseRow, ModuleFacts
    from panpun_desktop.views.context import Context
    from panpun_desktop.widgets.operations import Changes

_PARTS = 3
_NONE = "-"


class CourseDialog(FormDialog):
    """A new course, or another face of one."""

    name = "course"
    WIDTH = 620

    def __init__(self, context: Context, row: CourseRow | None, parent: QWidget | None = None) -> None:
        self.row = row
        super().__init__(context, parent)

    def title(self) -> str:
        return _("New course") if self.row is None else _("Change the course")

    def draft_key(self) -> str:
        return self.name if self.row is None else f"{self.name}:{self.row.id}"

    def build(self) -> None:
        centre = self.context.centre
        facts = None if self.row is None else self.row.facts
        self.course_name = LineField("" if facts is None else facts.name)
        self.add_field("name", _("Name of the course"), self.course_name)
        row = self.pair_row()
        kinds = [(one.value, centre.label("service_type", one.value)) for one in COURSES]
        self.kind = ChoiceBox([*kinds, (_NONE, _("Subject (nobody lives here for it)"))])
        self.kind.set_value(_NONE if facts is None or facts.service_type is None else facts.service_type)
        groups = centre.active_codes.get("course_group", ())
        self.group = ChoiceBox([(one, centre.label("course_group", one)) for one in groups])
        self.group.set_value("OTHER" if facts is None else facts.group_code)
        self.add_field("service_type", _("Kind"), self.kind, to=row)
        self.add_field("group_code", _("Group"), self.group, to=row)
        self._add_numbers()
        self.assessed = QCheckBox(_("Has an assessment"))
        self.assessed.setObjectName("courseAssessed")
        self.assessed.setChecked(facts is not None and facts.has_assessment)
        self.form.addWidget(self.assessed)
        lines = [] if self.row is None else [module_line(one) for one in self.row.modules]
        self.modules = LongField("\n".join(lines), lines=5)
        hint = _("One module a line: name, hours, highest score (with commas between)")
        self.add_field("modules", _("Modules"), self.modules, hint=hint)

    def _add_numbers(self) -> None:
        row = self.pair_row()
        facts = None if self.row is None else self.row.facts
        self.floor, self.hours = NumberEdit(least=1), NumberEdit(least=1)
        self.least, self.passes = (
            NumberEdit(least=0, most=100, places=2),
            NumberEdit(least=0, most=100, places=2),
        )
        if facts is not None:
            self.floor.set_number(facts.floor_days)
            self.hours.set_number(facts.hours)
            self.least.set_number(facts.min_attendance)
            self.passes.set_number(facts.pass_score)
        self.add_field("floor_days", _("Least days"), self.floor, to=row)
        self.add_field("hours", _("Hours"), self.hours, to=row)
        self.add_field("min_attendance", _("Least attendance %"), self.least, to=row)
        self.add_field("pass_score", _("Pass score %"), self.passes, to=row)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.course_rows import CourseFacts, SaveCourse
        from panpun_desktop.services.courses import save_course

        kind = self.kind.value()
        facts = CourseFacts(
            self.course_name.text(),
            self.group.value() or "OTHER",
            None if kind in {None, _NONE} else kind,
            self.floor.number(),
            self.hours.number(),
            self.least.amount(),
            self.assessed.isChecked(),
            self.passes.amount(),
            "" if self.row is None else self.row.facts.description,
            self.row is None or self.row.facts.is_active,
        )
        known = {} if self.row is None else {one.name: one.id for one in self.row.modules}
        parts = tuple(read_module(line, known) for line in self.modules.text().splitlines() if line.strip())
        id, seen = (None, None) if self.row is None else (self.row.id, self.row.version)
        return self.run(save_course, SaveCourse(id, seen, facts, parts))


def module_line(one: ModuleFacts) -> str:
    """A module as a line to type in."""
    numbers = ["" if value is None else f"{value.normalize():f}" for value in (one.hours, one.max_score)]
    return ", ".join([one.name, *numbers]).rstrip(", ")


def read_module(line: str, known: dict[str, int | None]) -> ModuleFacts:
    """A line read as a module; RuleBroken where a number cannot be read."""
    from panpun_desktop.services.course_rows import ModuleFacts

    parts = [one.strip() for one in line.split(",")]
    numbers = [_number(one, line) for one in (*parts[1:_PARTS], "", "")]
    return ModuleFacts(parts[0], numbers[0], numbers[1], known.get(parts[0]))


def _number(text: str, line: str) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(from_thai_digits(text))
    except InvalidOperation as error:
        raise RuleBroken("course.module_unreadable", field="modules", line=line.strip()) from error
