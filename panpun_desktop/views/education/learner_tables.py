"""The tables of a learner's page: subjects by strand, terms, hours of กพช., and what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date, format_time
from panpun_desktop.views.education.words import days_text, number, result_text, term_text
from panpun_desktop.widgets.labels import ThaiLabel, muted
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from datetime import date

    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.education_rows import ActivityLine, LearnerPage, SubjectLine, TermLine


class SubjectTable(RowsTableView["SubjectLine"]):
    """What was taken, by strand; a taking that no longer counts is told."""

    keeps_to_width = True

    def __init__(self, centre: Centre) -> None:
        super().__init__(
            [
                Column("strand", _("Strand"), _strand, sort="strand", muted=True, width=146),
                Column("code", _("Code"), lambda line: line.code, sort="code", width=84),
                Column(
                    "name",
                    _("School subject"),
                    lambda line: line.name,
                    strong=True,
                    tip=lambda line: line.name,
                    width=210,
                ),
                Column("credits", _("Credits"), lambda line: str(line.credits), right=True, width=72),
                Column("kind", _("Kind"), _kind, width=70),
                Column(
                    "result",
                    _("Result"),
                    lambda line: result_text(line, centre),
                    right=True,
                    after=lambda line: "" if line.counts or line.study_state == "WITHDRAWN" else _("retaken"),
                    tip=_scores,
                    width=88,
                ),
                Column("term", _("Term"), lambda line: term_text(line.term), width=72),
                Column("in_term", _("Term score"), lambda line: number(line.in_term_score), hidden=True),
                Column("final", _("Final score"), lambda line: number(line.final_score), hidden=True),
                Column("from", _("Transferred from"), lambda line: line.transferred_from, hidden=True),
            ],
            _("Subjects of the learner"),
        )
        self.setObjectName("learnerSubjectTable")


def _strand(line: SubjectLine) -> str:
    return line.strand if line.is_compulsory and line.strand else _("Electives")


def _kind(line: SubjectLine) -> str:
    return _("Compulsory") if line.is_compulsory else _("Elective")


def _scores(line: SubjectLine) -> str:
    if line.transferred_from:
        return _("Transferred from {source}").format(source=line.transferred_from)
    parts = (number(line.in_term_score) or "–", number(line.final_score) or "–")
    return _("Term {in_term} · final {final}").format(in_term=parts[0], final=parts[1])


class TermTable(RowsTableView["TermLine"]):
    """The registrations; Enter opens one."""

    def __init__(self) -> None:
        super().__init__(
            [
                Column("term", _("Term"), lambda line: line.term.label, strong=True, width=90),
                Column("on", _("Registered for the term on"), _registered, width=115),
                Column("credits", _("Credits"), lambda line: str(line.credits), right=True, width=80),
                Column("attendance", _("Attendance"), _attendance, right=True, width=85),
                Column(
                    "exam",
                    _("Sat the exam"),
                    _exam,
                    chip=_exam_tone,
                    width=95,
                ),
                Column("exam_on", _("Exam on"), _exam_day, width=105),
                Column("reason", _("Remark"), lambda line: line.cap_reason, muted=True, width=120),
            ],
            _("Terms of the learner"),
        )
        self.setObjectName("learnerTermTable")


def _registered(line: TermLine) -> str:
    return _day(line.registered_on)


def _exam_day(line: TermLine) -> str:
    """The day it was sat, else the day the school gave; none for an exam that was not sat."""
    return "" if line.sat_exam is False else _day(line.exam_on or line.term_exam_on)


def _attendance(line: TermLine) -> str:
    return "" if line.attendance is None else f"{line.attendance}%"


def _exam_tone(line: TermLine) -> Tone | None:
    if line.sat_exam is None:
        return None
    return Tone.OK if line.sat_exam else Tone.BAD


def _exam(line: TermLine) -> str:
    if line.sat_exam is None:
        return ""
    return _("Sat") if line.sat_exam else _("Not sat")


class ActivityTable(RowsTableView["ActivityLine"]):
    """Hours of กพช.; Enter opens a line."""

    def __init__(self) -> None:
        super().__init__(
            [
                Column("day", _("Day"), lambda line: _day(line.on_day), sort="on_day", width=130),
                Column("name", _("Activity"), lambda line: line.name, strong=True, width=360),
                Column("hours", _("Hours"), _hours, right=True, width=80),
            ],
            _("กพช. hours of the learner"),
        )
        self.setObjectName("learnerActivityTable")


def _hours(line: ActivityLine) -> str:
    return number(line.hours)


class FactsCard(QScrollArea):
    """What is written about a learner; unknown is a normal value."""

    def __init__(self, centre: Centre) -> None:
        super().__init__()
        self._centre = centre
        self.setObjectName("pageScroll")
        self.setWidgetResizable(True)
        self.setAccessibleName(_("What is written about the learner"))
        inner = QWidget()
        inner.setObjectName("cardBody")
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 12, 14, 12)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(18)
        self.grid.setVerticalSpacing(8)
        self.grid.setColumnStretch(1, 1)
        column.addLayout(self.grid)
        column.addStretch(1)
        self.setWidget(inner)

    def show_page(self, page: LearnerPage) -> None:
        """Show another learner."""
        while self.grid.count():
            item = self.grid.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for row, (words, value) in enumerate(self._facts(page)):
            self.grid.addWidget(muted(words), row, 0, Qt.AlignmentFlag.AlignTop)
            self.grid.addWidget(ThaiLabel(value or _("Not stated"), wrap=True), row, 1)

    def _facts(self, page: LearnerPage) -> list[tuple[str, str]]:
        facts, centre = page.facts, self._centre
        return [
            (_("Curriculum"), page.curriculum),
            (_("Level"), page.level_name),
            (_("Student number"), facts.student_no),
            (_("G number"), facts.g_code),
            (_("School"), page.school),
            (_("Teacher"), facts.teacher),
            (_("Learning group"), facts.group_name),
            (_("Meetings"), _meetings(page)),
            (_("Education before"), centre.label("education", facts.prior_education)),
            (_("Paper shown at entry"), facts.prior_evidence),
            (_("Enrolled on"), _day(facts.enrolled_on)),
            (_("Status since"), _day(page.status_on)),
            (_("Moral assessment"), _with_day(centre.label("moral_result", page.moral), page.moral_on)),
            (_("N-NET"), _with_day(centre.label("nnet_status", page.nnet), page.nnet_on)),
            (_("Note"), facts.note),
        ]


def _meetings(page: LearnerPage) -> str:
    facts = page.facts
    hours = [format_time(one) for one in (facts.meets_from, facts.meets_until) if one is not None]
    return " ".join(one for one in (days_text(facts.meets_on), "–".join(hours)) if one)


def _with_day(words: str, day: date | None) -> str:
    return " · ".join(one for one in (words, _day(day)) if one)


def _day(day: date | None) -> str:
    return "" if day is None else format_date(day, "short")
