"""การฝึก of a person: each course in a line with days, attendance and forecast; Open leads to the class."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.rules.codes import COURSES
from panpun_desktop.views.acts import act_text, may_act
from panpun_desktop.views.residents.person_sections import Line, Lines, PageSection
from panpun_desktop.views.words import applied_words
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import PersonPanel
    from panpun_desktop.services.training_story import TrainingRow

_TONES = {
    "ACTIVE": Tone.OK,
    "SUSPENDED": Tone.WARN,
    "DONE": Tone.INFO,
    "FAILED": Tone.WARN,
    "DROPPED": Tone.NEUTRAL,
}


class TrainingSection(PageSection):
    """The courses, the newest first."""

    def build(self) -> None:
        card = Card(_("Training"))
        self.enrol = QuietButton(act_text("enrol"), "school", small=True, clicked=self._enrol)
        self.enrol.setObjectName("enrolPersonButton")
        self.enrol.setVisible(False)
        card.head.addWidget(self.enrol)
        self.missing = Banner("", Tone.INFO)
        card.body.addWidget(self.missing)
        self.lines = Lines(_("Never in a course"))
        card.body.addWidget(self.lines)
        self.column.addWidget(card)

    def show_person(self, panel: PersonPanel) -> None:
        super().show_person(panel)
        self.enrol.setVisible(not panel.is_covered and self.is_written and may_act(self.context, "enrol"))
        work, actor, person_id = self.context.work, self.context.actor, panel.row.id

        def ask() -> tuple[TrainingRow, ...]:
            from panpun_desktop.services.training_story import person_training

            return person_training(work, actor, person_id)

        self.read(ask, self._show, "training")

    def _show(self, rows: tuple[TrainingRow, ...]) -> None:
        self.lines.show_lines(self._line(row) for row in rows)
        self._say_missing(rows)

    def _say_missing(self, rows: tuple[TrainingRow, ...]) -> None:
        """A resident of a course type who is in no class of one."""
        row = None if self.panel is None else self.panel.row
        lacks = row is not None and row.service_type in set(COURSES) and not row.accompanying
        in_class = any(one.ended_on is None and one.is_residential for one in rows)
        acts = [(_("Choose the cohort"), self._enrol)] if self.enrol.isVisibleTo(self) else []
        text = _("Stays for a course, but is in no cohort yet.") if lacks and not in_class else ""
        self.missing.say(text, Tone.INFO, acts if text else [])

    def _line(self, row: TrainingRow) -> Line:
        chips = [self._state(row)]
        if self._is_late(row):
            chips.insert(0, (row.progress, Tone.BAD))
        if row.is_broken:
            chips.append((_("Not continuous"), Tone.BAD))
        acts = [("school", _("Open the class"), partial(self._open, row.cohort_id))]
        return Line(row.name, " · ".join(self._words(row)), chips, acts)

    def _state(self, row: TrainingRow) -> tuple[str, Tone]:
        """The signs of the class list."""
        if row.awaits_result and not row.is_broken:
            return _("Result to be confirmed"), Tone.WARN
        return self.context.centre.label("enrolment_state", row.state), _TONES.get(row.state, Tone.NEUTRAL)

    def _is_late(self, row: TrainingRow) -> bool:
        """The floor is reached only after the plan has ended: red, as in the class list."""
        return bool(row.late and row.progress) and row.state == "ACTIVE" and not row.is_broken

    def _words(self, row: TrainingRow) -> list[str]:
        words = []
        if row.joined_on is None:
            words += [applied_words(row.applied_on), _("no first day in class yet")]
        else:
            until = format_date(row.ended_on, "short") if row.ended_on else _("now")
            words.append(f"{format_date(row.joined_on, 'short')} – {until}")
            words.append(_("Day {days}").format(days=row.days))
            text = _("attendance {percent} %, {n} lessons of leave counted as not attended")
            text = text if row.leave else _("attendance {percent} %")
            words.append(text.format(percent=row.percent, n=row.leave))
        if row.next_step is not None:
            words.append(self.context.centre.label("course_next", row.next_step))
        return [one for one in (*words, self._outlook(row), row.employer) if one]

    def _outlook(self, row: TrainingRow) -> str:
        """When it will be complete, or why nobody can say it."""
        if row.is_broken:
            return _("Not continuous: the manager decides")
        return row.late if self._is_late(row) else row.progress

    def _enrol(self) -> None:
        self.asked.emit("enrol")

    def _open(self, cohort_id: int) -> None:
        self.context.navigate("courses", cohort_id=cohort_id)
