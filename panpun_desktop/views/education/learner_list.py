"""The list of learners: narrowed by level, term, status and what is missing; Enter opens one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules.education_terms import parse_term
from panpun_desktop.views.context import Context
from panpun_desktop.views.education.words import MISSING, STATUS_TONES, average, missing_text, number
from panpun_desktop.widgets.columns import name_column
from panpun_desktop.widgets.fields import ChoiceBox
from panpun_desktop.widgets.labels import muted
from panpun_desktop.widgets.parts import Banner, Card, EmptyState, SearchBox
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.education_rows import LearnerFilter, LearnerList, LearnerRow

_ALL = ""


class LearnersPart(QWidget):
    """``opened`` carries the id of a learner; ``counted`` how many there are."""

    opened = Signal(int)
    counted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.banner = Banner("", Tone.BAD)
        column.addWidget(self.banner)
        column.addLayout(self._filters())
        card = Card(padding=0)
        self.table: RowsTableView[LearnerRow] = RowsTableView(_columns(context.centre), _("Learners"))
        self.table.setObjectName("learnerTable")
        self.table.keeps_to_width = True
        self.table.remember(context.local, "learners")
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        self.empty = EmptyState(
            "book",
            _("No learner"),
            _("Learners stay in this list after they leave the centre. Press Ins to take one in."),
        )
        card.body.addWidget(self.table)
        card.body.addWidget(self.empty)
        column.addWidget(card, 1)
        self._show_filled(filled=False)

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.search = SearchBox(_("Name, student number, school or teacher"))
        self.search.setObjectName("learnerSearchField")
        self.search.setMaximumWidth(320)
        self.search.searched.connect(lambda _text: self.read())
        self.search.moved_down.connect(self._go_down)
        row.addWidget(self.search, 2)
        centre = self.context.centre
        statuses = {code: centre.label("learner_status", code) for code in centre.codes["learner_status"]}
        missing = {code: _(words) for code, words in MISSING.items()}
        self.level = self._choice("learnerLevelFilter", _("Level"), {})
        self.term = self._choice("learnerTermFilter", _("Term"), {})
        self.status = self._choice("learnerStatusFilter", _("Status"), statuses)
        self.missing = self._choice("learnerMissingFilter", _("Still missing"), missing)
        for box in (self.level, self.term, self.status, self.missing):
            row.addWidget(box, 1)
        self.count = muted("")
        row.addStretch(1)
        row.addWidget(self.count)
        return row

    def _choice(self, name: str, words: str, options: dict[str, str]) -> ChoiceBox:
        box = ChoiceBox(options, placeholder=words)
        box.setObjectName(name)
        box.setAccessibleName(words)
        box.setToolTip(_("{filter}: Delete shows all").format(filter=words))
        box.chosen.connect(lambda _code: self.read())
        return box

    def _go_down(self) -> None:
        self.table.setFocus()

    # reading ---------------------------------------------------------------------------------------

    def chosen(self) -> LearnerFilter:
        """What the filters ask for."""
        from panpun_desktop.services.education_rows import LearnerFilter

        level, status, term = self.level.value(), self.status.value(), self.term.value()
        return LearnerFilter(
            level_ids=(int(level),) if level else (),
            statuses=(status,) if status else (),
            term=parse_term(term) if term else None,
            missing=self.missing.value() or "",
            text=self.search.text(),
        )

    def read(self) -> None:
        """Ask for the learners as they stand."""
        work, actor, chosen = self.context.work, self.context.actor, self.chosen()

        def ask() -> LearnerList:
            from panpun_desktop.services.education_lists import list_learners

            return list_learners(work, actor, chosen)

        self.context.operations.read(self, ask, self._show, self.refuse, key="learners")

    def _show(self, found: LearnerList) -> None:
        self.banner.say("")
        curricula = {level.curriculum for level in found.levels}
        self.level.set_options(
            {
                str(level.id): level.short_name
                if len(curricula) < 2
                else f"{level.short_name} ({level.curriculum})"
                for level in found.levels
            }
        )
        self.term.set_options({term.label: term.label for term in found.terms})
        self.table.set_rows(found.rows)
        self._show_filled(filled=bool(found.rows))
        if self.table.current() is None:
            self.table.select_first()
        self.count.setText(_("{shown} of {total} learners").format(shown=len(found.rows), total=found.total))
        self.counted.emit(found.total)

    def _show_filled(self, *, filled: bool) -> None:
        self.table.setVisible(filled)
        self.empty.setVisible(not filled)

    def refuse(self, error: PanpunError) -> None:
        """Say above the list what could not be done."""
        self.banner.say(message_of(error), Tone.BAD)

    def show_only(self, **wanted: Any) -> None:
        """Set the filters: level_id, status, term, missing, text."""
        setters: dict[str, Callable[[Any], None]] = {
            "level_id": lambda value: self.level.set_value(str(value)),
            "status": self.status.set_value,
            "term": self.term.set_value,
            "missing": self.missing.set_value,
            "text": self.search.setText,
        }
        for key, value in wanted.items():
            if key in setters:
                setters[key](value)

    def focus_first(self) -> None:
        """The list, or the search while it is empty."""
        (self.table if self.table.isVisible() else self.search).setFocus()


def _columns(centre: Centre) -> list[Column[LearnerRow]]:
    return [
        name_column(190),
        Column("student_no", _("Student number"), lambda row: row.student_no, width=120),
        Column("level", _("Level"), lambda row: row.level, sort="level_id", width=70),
        Column("term", _("Last term"), lambda row: row.last_term, sort="last_term", width=108),
        Column(
            "credits",
            _("Credits"),
            lambda row: f"{row.credits}/{row.credits_needed}",
            sort="credits",
            right=True,
            width=74,
        ),
        Column(
            "hours",
            _("กพช. hours"),
            lambda row: f"{number(row.hours)}/{row.hours_needed}",
            sort="hours",
            right=True,
            width=92,
        ),
        Column("average", _("Grade average"), lambda row: average(row.average), right=True, width=86),
        Column(
            "status",
            _("Status"),
            lambda row: centre.short("learner_status", row.status),
            sort="status",
            chip=lambda row: STATUS_TONES.get(row.status, Tone.NEUTRAL),
            width=108,
        ),
        Column("missing", _("Still missing"), _missing, muted=True, tip=_missing, width=262),
        Column("school", _("School"), lambda row: row.school, hidden=True, width=180),
        Column("teacher", _("Teacher"), lambda row: row.teacher, hidden=True, width=120),
        Column("group", _("Learning group"), lambda row: row.group_name, hidden=True, width=120),
        Column("regno", _("Register number"), lambda row: row.regno, hidden=True, width=100),
        Column("here", _("In the centre"), lambda row: _("Yes") if row.is_here else "", hidden=True),
    ]


def _missing(row: LearnerRow) -> str:
    return "" if row.status == "GRADUATED" else missing_text(row.missing)
