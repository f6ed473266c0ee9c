"""One cohort open: its name and state, and the tabs that show its class."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.courses.papers import ClassPapers
from panpun_desktop.views.courses.words import heads_words, span_words, stage_story, stage_words
from panpun_desktop.widgets.parts import (
    Banner,
    Chip,
    MainButton,
    PlainButton,
    QuietButton,
    Segmented,
    ThaiLabel,
    muted,
)
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.common.errors import PanpunError
    from panpun_desktop.services.course_rows import CohortRow
    from panpun_desktop.views.context import Context
    from panpun_desktop.widgets.operations import Changes

# key (also the module), title, class; a tab whose module is not there is left out
_TABS = (
    ("sheet", N_("Attendance"), "SheetTab"),
    ("roster", N_("Class list"), "RosterTab"),
    ("plan", N_("Teaching plan"), "PlanTab"),
    ("results", N_("Results"), "ResultsTab"),
)
_LEAST_TAB = 400
"""Pixels: what the highest of the tabs needs; rows of buttons ask for more until they are laid out."""
_KINDS = ("cohorts", "courses", "enrolments", "stays", "settings")


class CohortView(QWidget):
    """``back`` asks for the list; each tab is a widget made of (context, cohort_id) when first shown."""

    back = Signal()
    status = Signal(str)

    def __init__(self, context: Context, cohort_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cohortView")
        self.context, self.cohort_id = context, cohort_id
        self.row: CohortRow | None = None
        self.tabs: dict[str, QWidget] = {}
        self._offered = [one for one in _TABS if find_spec(f"{__package__}.{one[0]}") is not None]
        self.open_tab = self._offered[0][0]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._head())
        self.banner = Banner("", Tone.BAD)
        column.addWidget(self.banner)
        self.short = Banner("", Tone.WARN)
        self.short.setObjectName("cohortShort")
        column.addWidget(self.short)
        self.stack = QStackedWidget()
        self.stack.setMinimumHeight(_LEAST_TAB)  # else the tab in need of most room makes every tab scroll
        column.addWidget(self.stack, 1)
        for keys, step in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self, lambda step=step: self._step(step))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.read()

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(4)
        crumb = PlainButton(_("Courses and cohorts") + " ›", small=True, clicked=self.back.emit)
        crumb.setObjectName("cohortBackButton")
        head.addWidget(crumb, 0, Qt.AlignmentFlag.AlignLeft)
        head.addLayout(self._name_line())
        head.addLayout(self._tab_line())
        return head

    def _name_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.name = ThaiLabel("", role="title")
        self.chip = Chip("", Tone.NEUTRAL)
        self.chip.hide()
        self.edit = QuietButton(_("Change"), "edit", clicked=self.change_cohort)
        self.edit.setObjectName("editCohortButton")
        self.edit.setEnabled(self.context.may("cohort.edit"))
        self.enrol_button = MainButton(_("Enrol"), "user-plus", "Ins", clicked=self.enrol)
        self.enrol_button.setObjectName("enrolButton")
        self.enrol_button.setEnabled(self.context.may("enrolment.edit"))
        row.addWidget(self.name)
        row.addWidget(self.chip)
        row.addStretch(1)
        self.papers = ClassPapers(self.context, lambda: self.row, self.refuse)
        row.addWidget(self.papers)
        row.addWidget(self.edit)
        row.addWidget(self.enrol_button)
        return row

    def _tab_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.facts = muted("", wrap=True)
        self.segments = Segmented([(key, _(text)) for key, text, _cls in self._offered], _("Tab"))
        self.segments.chosen.connect(lambda key: self.show_tab(str(key)))
        row.addWidget(self.facts, 1)
        row.addWidget(self.segments, 0, Qt.AlignmentFlag.AlignTop)
        return row

    # reading ---------------------------------------------------------------------------------------

    def read(self) -> None:
        """Ask for the cohort as it stands."""
        from panpun_desktop.services.cohort_lists import cohort

        work, actor, id = self.context.work, self.context.actor, self.cohort_id
        self.context.operations.read(
            self, lambda: cohort(work, actor, id), self._take, self.refuse, key="cohort"
        )

    def _take(self, row: CohortRow) -> None:
        self.row = row
        self.banner.say("")
        self.name.setText(row.name)
        self.chip.show_state(stage_story(row), stage_words(row)[1])
        self.chip.show()
        self.facts.setText(" · ".join(self._facts(row)))
        self._say_short(row)
        self.enrol_button.setEnabled(self.context.may("enrolment.edit") and row.closed_on is None)

    def _say_short(self, row: CohortRow) -> None:
        """A plan too short for the floor of its course, with the way to its lessons (R-CRS-1)."""
        is_told = row.short is not None and row.stage != "past"
        way = [(_("To the teaching plan"), lambda: self.show_tab("plan"))]
        self.short.say(row.short.of_plan if row.short and is_told else "", Tone.WARN, way if is_told else [])

    def _facts(self, row: CohortRow) -> list[str]:
        service = self.context.centre.label("service_type", row.service_type) if row.service_type else ""
        people = heads_words(row, says_still=False)
        facts = (service, span_words(row.starts_on, row.ends_on), people, row.room, row.trainer_names)
        return [one for one in facts if one]

    def refuse(self, error: PanpunError) -> None:
        """Say above the tabs what could not be done."""
        self.banner.say(message_of(error), Tone.BAD)

    def reload(self, changes: Changes) -> None:
        """Read anew what is shown when it was touched; tabs look for themselves."""
        if changes.touches(*_KINDS):
            self.read()
        for tab in self.tabs.values():
            _call(tab, "reload", changes)

    # tabs ------------------------------------------------------------------------------------------

    def show_tab(self, key: str) -> None:
        """Show a tab; it is built when it is first shown."""
        keys = [one[0] for one in self._offered]
        self.open_tab = key if key in keys else keys[0]
        self.segments.set_value(self.open_tab)
        if self.open_tab not in self.tabs:
            tab = self._made(self.open_tab)
            self.tabs[self.open_tab] = tab
            self.stack.addWidget(tab)
        tab = self.tabs[self.open_tab]
        confirms = self.open_tab == "results" and self.context.may("completion.confirm")
        self.enrol_button.set_main(is_main=not confirms)  # the results have a main act of their own
        self.stack.setCurrentWidget(tab)
        self.status.emit("")
        _call(tab, "focus_first")

    def show_lesson(self, session_id: int) -> None:
        """Show the sheet at a session, at the first one who is not marked in it."""
        self.show_tab("sheet")
        _call(self.tabs["sheet"], "show_lesson", session_id)

    def _made(self, key: str) -> QWidget:
        name = next(one[2] for one in self._offered if one[0] == key)
        made: QWidget = getattr(import_module(f"{__package__}.{key}"), name)(self.context, self.cohort_id)
        if hasattr(made, "status"):
            made.status.connect(self.status)
        return made

    def _step(self, step: int) -> None:
        keys = [one[0] for one in self._offered]
        self.show_tab(keys[(keys.index(self.open_tab) + step) % len(keys)])

    def focus_first(self) -> None:
        """Put the focus where work starts in the open tab."""
        if self.open_tab in self.tabs:
            _call(self.tabs[self.open_tab], "focus_first")

    def print_open(self) -> None:
        """Print what the open tab shows."""
        if self.open_tab in self.tabs:
            _call(self.tabs[self.open_tab], "print_open")

    # acts ------------------------------------------------------------------------------------------

    def enrol(self) -> None:
        """Put people into the cohort."""
        from panpun_desktop.views.courses.enrol_dialog import EnrolDialog

        if self.row is not None and self.enrol_button.isEnabled():
            EnrolDialog(self.context, self.row, self.window()).open()

    def decide(self, enrolment_id: int) -> None:
        """Open the decision about somebody's break (R-CRS-6)."""
        from panpun_desktop.views.courses.decision import open_decision

        if self.context.may("continuity.decide"):
            open_decision(self.context, self, enrolment_id, self.refuse)

    def change_cohort(self) -> None:
        """Change number, room, trainers; settle the cohort or take it back."""
        from panpun_desktop.views.courses.cohort_dialog import EditCohortDialog

        if self.row is not None:
            EditCohortDialog(self.context, self.row, self.window()).open()


def _call(tab: QWidget, name: str, *arguments: Any) -> None:
    """What a tab can do; not every tab can print."""
    method = getattr(tab, name, None)
    if callable(method):
        method(*arguments)
