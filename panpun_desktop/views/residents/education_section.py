"""การศึกษา สกร. of a person: each level in a line, with the way to graduation; Open leads to the learner."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.views.residents.person_sections import Line, Lines, PageSection
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.education_rows import LearnerRow
    from panpun_desktop.services.people_rows import PersonPanel

_TONES = {"STUDYING": Tone.OK, "NOT_REGISTERED": Tone.WARN, "GRADUATED": Tone.INFO}


class EducationSection(PageSection):
    """Goes on after the person left the centre."""

    def build(self) -> None:
        card = Card(str(self.context.centre.settings["education.name"]))
        self.lines = Lines(_("Not a learner"))
        card.body.addWidget(self.lines)
        self.enrol = QuietButton(_("Take a learner in"), "plus", small=True, clicked=self._enrol)
        self.enrol.setObjectName("personEnrolButton")
        self.enrol.setEnabled(self.context.may("education.edit"))
        self.writes(self.enrol, "education.edit")
        card.head.addWidget(self.enrol)
        self.column.addWidget(card)

    def show_person(self, panel: PersonPanel) -> None:
        super().show_person(panel)
        work, actor, person_id = self.context.work, self.context.actor, panel.row.id

        def ask() -> tuple[LearnerRow, ...]:
            from panpun_desktop.services.education_lists import learners_of_person

            return learners_of_person(work, actor, person_id)

        self.read(ask, self._show, "education")

    def _show(self, rows: tuple[LearnerRow, ...]) -> None:
        self.lines.show_lines(self._line(row) for row in rows)

    def _line(self, row: LearnerRow) -> Line:
        credits = _("{done} of {all} credits").format(done=row.credits, all=row.credits_needed)
        hours = _("กพช. {done} of {all} hours").format(done=f"{row.hours:.0f}", all=row.hours_needed)
        words = " · ".join(one for one in (row.last_term, credits, hours, row.school) if one)
        status = self.context.centre.short("learner_status", row.status)
        chips = [(status, _TONES.get(row.status, Tone.NEUTRAL))]
        return Line(row.level, words, chips, [("book", _("Open the learner"), partial(self._open, row.id))])

    def _open(self, learner_id: int) -> None:
        self.context.navigate("education", learner_id=learner_id)

    def _enrol(self) -> None:
        if self.panel is not None:
            row = self.panel.row
            self.context.navigate("education", person_id=row.id, name=row.name)
