"""The fields of reports: one class for each parameter, or for those that go together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import ChoiceBox, MonthEdit, NumberEdit, ThaiDateEdit

if TYPE_CHECKING:
    from panpun_desktop.services.certificates import ClassPapers
    from panpun_desktop.services.course_rows import CohortRow
    from panpun_desktop.services.school_terms import SchoolTermRow
    from panpun_desktop.views.documents.paper_form import PaperForm

MONTH, LAST_MONTH, YEAR, OWN = "month", "last_month", "year", "own"


class ReportField:
    """One or more parameters of a report; ``take`` fills in what is known, ``given`` what stands there."""

    names: tuple[str, ...] = ()
    is_needed = True

    def __init__(self, context: Context, form: PaperForm) -> None:
        self.context, self.form = context, form

    @property
    def lacking(self) -> str:
        """What to give, as a sentence."""
        return _("Enter a date, for example 15/8/69")

    def build(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def read(self) -> None:
        """Ask for what can be chosen."""

    def take(self, given: Mapping[str, Any]) -> None:
        """Show parameters that are known."""
        raise NotImplementedError

    def given(self) -> dict[str, Any]:
        """The parameters; None where nothing stands there."""
        raise NotImplementedError


class DayField(ReportField):
    """One day, today to begin with."""

    names = ("day",)

    def build(self) -> None:
        """The day."""
        self.day = ThaiDateEdit(lambda: self.context.today, required=True)
        self.day.set_value(self.context.today)
        self.day.changed.connect(lambda _day: self.form.draw_now())
        self.form.add_field("day", _("Day"), self.day)

    def take(self, given: Mapping[str, Any]) -> None:
        """The day given."""
        if given.get("day") is not None:
            self.day.set_value(given["day"])

    def given(self) -> dict[str, Any]:
        """The day."""
        return {"day": self.day.value()}


class PeriodField(ReportField):
    """First and last day, with the periods people ask for by name."""

    names = ("first_on", "last_on")

    def build(self) -> None:
        """The name of the period, and its days."""
        labels = {
            MONTH: _("This month"),
            LAST_MONTH: _("Last month"),
            YEAR: _("This fiscal year"),
            OWN: _("Own days"),
        }
        self.kind = ChoiceBox(labels)
        self.kind.chosen.connect(lambda kind: self._choose(str(kind or OWN)))
        self.form.add_field("period", _("Period"), self.kind)
        self.first, self.last = self._day("first_on", _("From")), self._day("last_on", _("Until"))
        self._choose(MONTH, draws=False)

    def _day(self, name: str, label: str) -> ThaiDateEdit:
        made = ThaiDateEdit(lambda: self.context.today, required=True)
        made.changed.connect(lambda _day: self._typed())
        self.form.add_field(name, label, made)
        return made

    def _choose(self, kind: str, *, draws: bool = True) -> None:
        self.kind.set_value(kind)
        if kind == OWN:
            self.first.setFocus()
            return
        first, last = days_of(kind, self.context.today)
        self.first.set_value(first)
        self.last.set_value(last)
        if draws:
            self.form.draw_now()

    def _typed(self) -> None:
        self._name_kind()
        self.form.draw_now()

    def _name_kind(self) -> None:
        shown = (self.first.value(), self.last.value())
        known = (one for one in (MONTH, LAST_MONTH, YEAR) if days_of(one, self.context.today) == shown)
        self.kind.set_value(next(known, OWN))

    def take(self, given: Mapping[str, Any]) -> None:
        """The days given."""
        if given.get("first_on") is not None and given.get("last_on") is not None:
            self.first.set_value(given["first_on"])
            self.last.set_value(given["last_on"])
            self._name_kind()

    def given(self) -> dict[str, Any]:
        """Both days."""
        return {"first_on": self.first.value(), "last_on": self.last.value()}


def days_of(kind: str, today: date) -> tuple[date, date]:
    """The days of a named period: this month and fiscal year up to today, the last month whole."""
    first = today.replace(day=1)
    if kind == LAST_MONTH:
        last = first - timedelta(days=1)
        return last.replace(day=1), last
    if kind == YEAR:
        return date(today.year if today.month >= 10 else today.year - 1, 10, 1), today
    return first, today


class MonthField(ReportField):
    """A month; where it may be left out, none to begin with."""

    names = ("month",)

    def build(self) -> None:
        """The month."""
        self.month = MonthEdit(lambda: self.context.today)
        if self.is_needed:
            self.month.set_value(self.context.today)
        self.month.changed.connect(lambda _month: self.form.draw_now())
        self.form.add_field("month", _("Month"), self.month)

    def take(self, given: Mapping[str, Any]) -> None:
        """The month given."""
        if given.get("month") is not None:
            self.month.set_value(given["month"])

    def given(self) -> dict[str, Any]:
        """Its first day."""
        return {"month": self.month.value() if self.month.text().strip() else None}


class NightsField(ReportField):
    """Within how many nights; empty is the centre's number."""

    names = ("nights",)

    def build(self) -> None:
        """The number."""
        self.nights = NumberEdit(least=1, most=3650)
        self.nights.setPlaceholderText(str(self.context.centre.settings["report.return_nights"]))
        self.nights.editingFinished.connect(self.form.draw_now)
        self.form.add_field("nights", _("Within how many nights"), self.nights)

    def take(self, given: Mapping[str, Any]) -> None:
        """The number given."""
        if given.get("nights"):
            self.nights.setText(str(given["nights"]))

    def given(self) -> dict[str, Any]:
        """The number, or nothing."""
        return {"nights": self.nights.number()}


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


class OnePersonField(ReportField):
    """Somebody of the register."""

    names = ("person_id",)

    @property
    def lacking(self) -> str:
        """A person is needed."""
        return _("Choose a person; the paper appears here.")

    def build(self) -> None:
        """The search line."""
        self.person = PersonField(self.context)
        self.id: int | None = None
        self.person.chosen.connect(self._choose)
        self.form.add_field("person_id", _("Service user"), self.person)

    def _choose(self, person_id: int | None) -> None:
        self.id = person_id
        self.form.draw_now()

    def take(self, given: Mapping[str, Any]) -> None:
        """The person given."""
        if given.get("person_id") is not None:
            self.id = int(given["person_id"])

    def given(self) -> dict[str, Any]:
        """The person."""
        return {"person_id": self.id}


class BlankField(ReportField):
    """Empty cells to write in by hand."""

    names = ("blank",)

    def build(self) -> None:
        """A tick."""
        self.blank = QCheckBox(_("With empty cells, to be signed by hand"))
        self.blank.toggled.connect(lambda _on: self.form.draw_now())
        self.form.fields.addWidget(self.blank)

    def take(self, given: Mapping[str, Any]) -> None:
        """As the last time."""
        if "blank" in given:
            self.blank.setChecked(bool(given["blank"]))

    def given(self) -> dict[str, Any]:
        """Only when it is wanted."""
        return {"blank": True if self.blank.isChecked() else None}


FIELDS: tuple[type[ReportField], ...] = (
    DayField,
    PeriodField,
    NightsField,
    TermField,
    CohortField,
    TraineeField,
    OnePersonField,
    MonthField,
    BlankField,
)
"""In the order in which they stand."""
