"""An attendance sheet on the screen of somebody, over a class of a set-up centre."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.models import AppUser
from panpun_desktop.rules.codes import AttendanceCode
from panpun_desktop.rules.marks import code_for_key, sign_of
from panpun_desktop.rules.roles import Actor
from panpun_desktop.views.courses.sheet import SheetTab
from panpun_desktop.views.taking_back import TakingBack
from panpun_desktop.widgets.undo import UndoStack
from tests.builders import TRAINER
from tests.services.classroom import Classroom, classroom

KEYS = {letter: code_for_key(letter) for letter in "มสปกขร"}


@dataclass
class ShownSheet:
    """The tab, the class behind it, and how to wait for what was asked."""

    tab: SheetTab
    room: Classroom
    centre: Any
    statuses: list[str]
    page: QWidget

    @property
    def view(self) -> Any:
        return self.tab.view

    @property
    def cells(self) -> Any:
        return self.tab.view.cells

    def wait(self) -> None:
        self.centre.wait()

    def column(self, day: Any) -> int:
        """The column of a day."""
        return next(n for n, one in enumerate(self.cells.columns) if one.day == day)

    def shown(self, day: Any) -> str:
        """The letters of a day from the top, a dot for an empty cell."""
        column = self.column(day)
        marks = [self.cells.mark_at(row, column) for row in range(len(self.cells.rows))]
        return "".join(sign_of(AttendanceCode(one.code)).letter if one else "." for one in marks)

    def kept(self, day: Any, enrolments: Any, half: str = "DAY") -> str:
        """What the database has of a day, person by person."""
        return "".join(self.room.letter(one, day, half) for one in enrolments)


def a_class(open_centre: Any, halves: tuple[str, ...] = ("DAY",)) -> Classroom:
    """A class in the centre, taught by the trainer of the tests."""
    with open_centre.house.writing() as session:
        if session.get(AppUser, TRAINER.user_id) is None:
            known = {"login": "trainer", "name": TRAINER.name, "role": TRAINER.role.value}
            session.add(AppUser(id=TRAINER.user_id, **known))
    return classroom(open_centre.house, halves)


def show_sheet(qtbot: Any, open_centre: Any, room: Classroom, actor: Actor = TRAINER) -> ShownSheet:
    """The tab on a page as the program hosts it, with the focus where typing starts."""
    operations = open_centre.context.operations
    undo = UndoStack(operations, TakingBack(open_centre.work, actor), operations)
    context = replace(open_centre.context, actor=actor, undo=undo)
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    tab = SheetTab(context, room.cohort_id)
    column.addWidget(tab)
    page.resize(1160, 690)
    statuses: list[str] = []
    tab.status.connect(statuses.append)
    operations.changed.connect(lambda changes, _asker: tab.reload(changes))
    with qtbot.waitActive(page):
        page.show()
    tab.focus_first()
    made = ShownSheet(tab, room, open_centre, statuses, page)
    made.wait()
    return made
