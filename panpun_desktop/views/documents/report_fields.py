"""The fields of reports: one class for each parameter, or for those that go together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QCheckBox

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.views.documents.report_choices import CohortField, TermField, TraineeField
from panpun_desktop.views.documents.report_field import ReportField
from panpun_desktop.widgets.fields import ChoiceBox, MonthEdit, NumberEdit, ThaiDateEdit

MONTH, LAST_MONTH, YEAR, OWN = "month", "last_month", "year", "own"


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
