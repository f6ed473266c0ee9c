"""The cohorts with their figures: running, coming, past; Enter opens one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from panpun_desktop.common.i18n import _
from panpun_desktop.views.courses.words import (
    STAGES,
    heads_words,
    people_words,
    short_span,
    span_words,
    stage_story,
    stage_words,
    waits_words,
)
from panpun_desktop.views.list_part import ListCard, Part
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import muted
from panpun_desktop.widgets.parts import EmptyState, FilterChip
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.course_rows import CohortRow
    from panpun_desktop.views.context import Context


class CohortListPart(Part):
    """``opened`` carries the id of the cohort to open."""

    key = "cohorts"
    kinds = ("cohorts", "courses", "enrolments", "stays", "settings")
    opened = Signal(int)

    def build(self) -> None:
        self._stage = STAGES[0][0]
        self.wanted: int | None = None
        row = FlowRow(gap=8)
        self.chips: dict[str, FilterChip] = {}
        for stage, words in STAGES:
            chip = FilterChip(_(words), on=stage == self._stage)
            chip.setObjectName(f"{stage or 'all'}CohortsChip")
            chip.clicked.connect(self._chooser(stage))
            self.chips[stage] = chip
            row.add(chip)
        self.own = FilterChip(_("Only those I teach"))
        self.own.setObjectName("ownCohortsChip")
        self.own.clicked.connect(self.read)
        row.add(self.own)
        self.count = muted("")
        row.add(self.count)
        self.column.addWidget(row)
        self.table: RowsTableView[CohortRow] = RowsTableView(_columns(self.context), _("Cohorts"))
        self.table.setObjectName("cohortTable")
        self.table.remember(self.context.local, "cohorts")
        self.table.opened.connect(lambda one: self.opened.emit(one.id))
        self.empty = EmptyState(
            "school",
            _("No cohort here"),
            _("Press Ins to open a cohort; its days are planned by themselves."),
        )
        self.list = ListCard(self.table, self.empty)
        self.column.addWidget(self.list, 1)

    def _chooser(self, stage: str) -> Callable[[], None]:
        def choose() -> None:
            self._stage = stage
            for other, chip in self.chips.items():
                chip.setChecked(other == stage)
            self.read()

        return choose

    def question(self) -> Callable[[], Any]:
        from panpun_desktop.services.cohort_lists import list_cohorts

        work, actor, stage, own = self.context.work, self.context.actor, self._stage, self.own.isChecked()
        return lambda: list_cohorts(work, actor, (stage,) if stage else (), own_only=own)

    def show_rows(self, rows: tuple[CohortRow, ...]) -> None:
        self.table.set_rows(rows)
        self.list.show_filled(filled=bool(rows))
        self.count.setText(self.table.count_text() if rows else "")
        if self.wanted is not None and self.table.select_key(self.wanted):
            self.wanted = None
        elif rows and not self.table.selected():
            self.table.select_first()

    def focus_first(self) -> None:
        self.table.setFocus()


def _columns(context: Context) -> list[Column[CohortRow]]:
    centre = context.centre

    def service(row: CohortRow) -> str:
        return centre.short("service_type", row.service_type) if row.service_type else _("Other subject")

    return [
        Column("course", _("Course"), lambda row: row.course, sort="course", strong=True, width=164),
        Column("number", _("Cohort"), lambda row: row.short_name, sort="number", width=120),
        Column(
            "stage",
            _("State"),
            lambda row: stage_words(row)[0],
            sort="starts_on",
            chip=lambda row: stage_words(row)[1],
            tip=stage_story,
            width=140,
        ),
        Column(
            "people",
            _("Heads"),
            people_words,
            sort="people",
            right=True,
            width=60,
            chip=_full,
            tip=heads_words,
        ),
        Column("today", _("Checked today"), _checked, chip=_checked_tone, tip=_checked_tip, width=74),
        Column("waits", _("Waits"), lambda row: waits_words(row) or "–", tip=waits_words, width=266),
        Column(
            "trainers",
            _("Trainers"),
            lambda row: row.trainer_names or "–",
            tip=lambda row: row.trainer_names,
            width=108,
        ),
        Column(
            "span",
            _("Days"),
            lambda row: short_span(row.starts_on, row.ends_on),
            muted=True,
            tip=lambda row: span_words(row.starts_on, row.ends_on),
        ),
        Column("service", _("Kind"), service, width=80, hidden=True),
        Column("room", _("Room"), lambda row: row.room or "–", width=110, hidden=True),
    ]


def _full(row: CohortRow) -> Tone | None:
    return Tone.WARN if row.capacity is not None and row.people > row.capacity else None


def _checked(row: CohortRow) -> str:
    if not row.today_expected:
        return "–"
    return f"{row.today_marked}/{row.today_expected}"


def _checked_tip(row: CohortRow) -> str:
    if not row.today_expected:
        return ""
    text = _("{marked} of {expected} people are marked in every lesson of today")
    return text.format(marked=row.today_marked, expected=row.today_expected)


def _checked_tone(row: CohortRow) -> Tone | None:
    if not row.today_expected:
        return None
    return Tone.OK if row.today_marked >= row.today_expected else Tone.WARN
