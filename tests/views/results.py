"""The results of a class on the screen of somebody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.models import AppUser, CourseModule, Enrolment
from panpun_desktop.rules.roles import Actor
from panpun_desktop.services.results import read_results
from panpun_desktop.views.courses.results import ResultsTab
from panpun_desktop.views.taking_back import TakingBack
from panpun_desktop.widgets.undo import UndoStack
from tests.builders import MANAGER, TRAINER
from tests.services.classroom import Classroom, classroom

MODULES = (("จักรเย็บผ้า", 10), ("ตัดเสื้อ", 40), ("มารยาท", None))


@dataclass
class ShownResults:
    """The tab and the class behind it."""

    tab: ResultsTab
    room: Classroom
    centre: Any
    page: QWidget

    @property
    def table(self) -> Any:
        return self.tab.table

    def wait(self) -> None:
        self.centre.wait()

    def column(self, key: str) -> int:
        """The column of a key, or the module of a name."""
        columns = self.table.rows.columns
        return next(at for at, one in enumerate(columns) if one.key == key or one.title.startswith(key))

    def text(self, row: int, key: str) -> str:
        """What a cell shows."""
        return str(self.table.rows.index(row, self.column(key)).data(Qt.ItemDataRole.DisplayRole))

    def kept(self, module: int) -> list[str]:
        """The scores in the database of a module, person by person."""
        found = read_results(self.room.house.work, MANAGER, self.room.cohort_id)
        id = found.modules[module].id
        return [str(row.scores[id].score) if id in row.scores else "." for row in found.rows]

    def state(self, enrolment: Enrolment) -> str:
        """What the database says of somebody."""
        with self.room.house.writing() as session:
            return session.get_one(Enrolment, enrolment.id).state


def a_course_with_modules(open_centre: Any, **facts: Any) -> Classroom:
    """A class with an assessment of two modules, and one that is not marked."""
    with open_centre.house.writing() as session:
        for actor in (TRAINER, MANAGER):
            if session.get(AppUser, actor.user_id) is None:
                known = {"login": actor.role.value.lower(), "name": actor.name, "role": actor.role.value}
                session.add(AppUser(id=actor.user_id, **known))
    known = {"has_assessment": True, "floor_days": 20, "pass_score": Decimal(60)}
    room = classroom(open_centre.house, **known | facts)
    with open_centre.house.writing() as session:
        for place, (name, most) in enumerate(MODULES, 1):
            module = CourseModule(course_id=room.course_id, position=place, name=name, max_score=most)
            session.add(module)
    return room


def show_results(qtbot: Any, open_centre: Any, room: Classroom, actor: Actor = TRAINER) -> ShownResults:
    """The tab on a page as the program hosts it."""
    operations = open_centre.context.operations
    undo = UndoStack(operations, TakingBack(open_centre.work, actor), operations)
    context = replace(open_centre.context, actor=actor, undo=undo)
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    tab = ResultsTab(context, room.cohort_id)
    column.addWidget(tab)
    page.resize(1130, 640)
    operations.changed.connect(lambda changes, _asker: tab.reload(changes))
    with qtbot.waitActive(page):
        page.show()
    tab.focus_first()
    made = ShownResults(tab, room, open_centre, page)
    made.wait()
    return made
