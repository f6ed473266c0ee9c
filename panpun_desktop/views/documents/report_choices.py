"""Fields of reports that are chosen from rows read first: a term, a class, somebody of a class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.i18n import _
from panpun_desktop.views.documents.report_field import ReportField
from panpun_desktop.widgets.fields import ChoiceBox

if TYPE_CHECKING:
    from panpun_desktop.services.certificates import ClassPapers
    from panpun_desktop.services.course_rows import CohortRow
    from panpun_desktop.services.school_terms import SchoolTermRow


class ChosenField(ReportField):
    """A choice from rows that are read first."""

    label = ""

    def build(self) -> None:
        """The box; empty until its rows are there."""
        self.box = ChoiceBox()
        self.wanted: Any = None
        self.box.chosen.connect(lambda _code: self.chosen())
        self.form.add_field(self.names[0], self.title(), self.box)

    def title(self) -> str:
        """The words over the box."""
        raise NotImplementedError

    def chosen(self) -> None:
        """Somebody chose."""
        self.form.draw_now()

    def take(self, given: Mapping[str, Any]) -> None:
        """What is given is chosen once it is offered."""
        if given.get(self.names[0]) is not None:
            self.wanted = str(given[self.names[0]])
            self.choose_wanted()

    def offer(self, options: Mapping[str, str]) -> None:
        """Offer these."""
        self.box.set_options(options)
        self.choose_wanted()

    def choose_wanted(self) -> None:
        """Choose what was given, else the first where nothing is chosen."""
        if self.wanted is not None and self.box.findData(self.wanted) >= 0:
            self.box.set_value(self.wanted)
            self.wanted = None
            self.chosen()
        elif self.box.value() is None and self.box.count() and self.is_needed:
            self.box.setCurrentIndex(0)
            self.chosen()


class TermField(ChosenField):
    """A term of school."""

    names = ("term",)

    def title(self) -> str:
        """ภาคเรียน."""
        return _("Term")

    @property
    def lacking(self) -> str:
        """Nobody learns yet."""
        return _("No term was registered yet.")

    def read(self) -> None:
        """The terms that have begun, the newest first, then those to come."""
        work, actor = self.context.work, self.context.actor

        def ask() -> tuple[SchoolTermRow, ...]:
            from panpun_desktop.services.school_terms import list_terms

            return list_terms(work, actor)

        def show(rows: tuple[SchoolTermRow, ...]) -> None:
            begun = [one for one in rows if one.starts_on <= self.context.today]
            coming = [one for one in rows if one.starts_on > self.context.today]
            self.offer({one.term.label: one.term.label for one in (*begun, *coming)})

        self.context.operations.read(self.form, ask, show, key="terms")

    def given(self) -> dict[str, Any]:
        """The term as it is written: 1/2569."""
        return {"term": self.box.value()}


class CohortField(ChosenField):
    """A class."""

    names = ("cohort_id",)

    def title(self) -> str:
        """รุ่น."""
        return _("Cohort")

    @property
    def lacking(self) -> str:
        """Nothing to choose from."""
        return _("Choose a cohort; the paper appears here.")

    def read(self) -> None:
        """The cohorts that run, come and are past."""
        work, actor = self.context.work, self.context.actor

        def ask() -> tuple[CohortRow, ...]:
            from panpun_desktop.services.cohort_lists import list_cohorts

            return list_cohorts(work, actor)

        def show(rows: tuple[CohortRow, ...]) -> None:
            self.offer({str(one.id): one.name for one in rows})

        self.context.operations.read(self.form, ask, show, key="cohorts")

    def given(self) -> dict[str, Any]:
        """Its id."""
        code = self.box.value()
        return {"cohort_id": int(code) if code else None}


class TraineeField(CohortField):
    """Somebody of a class, for papers of one trainee."""

    names = ("enrolment_id",)

    def build(self) -> None:
        """The class, and the people in it."""
        super().build()
        self.people = ChoiceBox()
        self.people.chosen.connect(lambda _code: self.form.draw_now())
        self.form.add_field("trainee", _("Trainee"), self.people)

    def take(self, given: Mapping[str, Any]) -> None:
        """The class asked for the last time."""
        if given.get("cohort_id") is not None:
            self.wanted = str(given["cohort_id"])
            self.choose_wanted()

    def chosen(self) -> None:
        """Another class has other people."""
        work, actor, key = self.context.work, self.context.actor, self.form.key
        code = self.box.value()
        if not code:
            return

        def ask() -> ClassPapers:
            from panpun_desktop.services.certificates import papers_for

            return papers_for(work, actor, key, int(code))

        self.context.operations.read(self.form, ask, self._show_people, key="people")

    def _show_people(self, found: ClassPapers) -> None:
        self.people.set_options({str(one.enrolment_id): one.name for one in found.people})
        if self.people.value() is None and self.people.count():
            self.people.setCurrentIndex(0)
        self.form.draw_now()

    def given(self) -> dict[str, Any]:
        """The place in the class; the class beside it is remembered."""
        chosen, code = self.people.value(), self.box.value()
        return {
            "enrolment_id": int(chosen) if chosen else None,
            "cohort_id": int(code) if code else None,
        }
