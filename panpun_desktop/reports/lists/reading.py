"""What the queries of all lists share: the days asked for, names behind the veil, lines from values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Person
from panpun_desktop.reports.lists.data import (
    ListColumn,
    ListPaper,
    ListRow,
    ListTable,
    Value,
    period_words,
)
from panpun_desktop.rules.counted import Period
from panpun_desktop.rules.protection import Sight
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.visibility import Veil, veil_of

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked

NAMED = (
    Person.id.label("person_id"),
    Person.regno,
    Person.title,
    Person.first_name,
    Person.middle_name,
    Person.last_name,
    Person.sex,
    Person.label,
)
"""The columns that make a name, for the queries of lists."""
REGNO = ListColumn("regno", "เลขทะเบียน", width=2.2, of_masked=True)
NAME = ListColumn("name", "ชื่อ", "name", share=3, of_masked=True)
SEX = ListColumn("sex", "เพศ", width=1.3, of_masked=True)


def period_of(asked: Asked) -> Period:
    """The days of parameters ``first_on`` and ``last_on``, both included; the last may be yet to come.

    RuleBroken ``report.period_reversed``, or ``report.in_future`` where nothing has happened yet.
    """
    first, last = asked.parameters["first_on"], asked.parameters["last_on"]
    if last < first:
        raise RuleBroken("report.period_reversed", field="last_on", first_on=first, last_on=last)
    if first > asked.today:
        raise RuleBroken("report.in_future", field="first_on", day=first)
    return Period(first, last)


def day_of(asked: Asked) -> date:
    """The day of parameter ``day``; RuleBroken ``report.in_future``."""
    day: date = asked.parameters["day"]
    if day > asked.today:
        raise RuleBroken("report.in_future", field="day", day=day)
    return day


@dataclass(frozen=True)
class Lines:
    """Makes the lines of a table from values by column; a list on paper names nobody who is protected."""

    columns: tuple[ListColumn, ...]
    seen: Veil

    @classmethod
    def of(cls, session: Session, *columns: ListColumn) -> Lines:
        """For the one whose unit of work it is."""
        return cls(columns, veil_of(session).on_paper)

    def line(self, person: Any, **values: Value) -> ListRow | None:
        """A line about the person of a row with ``NAMED``; None where the person is hidden.

        Register number, name and sex are filled in.
        """
        sight = self.seen.sight(person.person_id)
        if sight is Sight.NONE:
            return None
        name = self.seen.name(person.person_id, name_of(person), person.first_name)
        known = {"regno": person.regno, "name": name} | values
        shown = tuple(
            known.get(one.key) if sight is Sight.FULL or one.of_masked else None for one in self.columns
        )
        return ListRow(shown, person.person_id)

    def plain(self, values: Mapping[str, Value]) -> ListRow:
        """A line about nobody."""
        return ListRow(tuple(values.get(one.key) for one in self.columns))

    def table(self, id: str, title: str, found: Iterable[ListRow | None], **about: Any) -> ListTable:
        """The table of these lines, those about hidden people left out and told as a number."""
        all_of_them = list(found)
        rows = tuple(row for row in all_of_them if row is not None)
        counted = about.pop("counted", "")
        if len(rows) < len(all_of_them):
            left_out = f"ไม่แสดงรายชื่อผู้รับบริการที่ปกปิด {len(all_of_them) - len(rows)} รายการ"
            counted = " · ".join(part for part in (counted, left_out) if part)
        return ListTable(id, title, self.columns, rows, counted=counted, **about)


def of_period(
    asked: Asked, key: str, period: Period, tables: Iterable[ListTable], remarks: Iterable[str] = ()
) -> ListPaper:
    """The list of a period."""
    days = {"first_on": period.first.isoformat(), "last_on": period.last.isoformat()}
    return _paper(asked, key, period_words(period.first, period.last), days, tables, remarks)


def of_day(
    asked: Asked, key: str, day: date, tables: Iterable[ListTable], remarks: Iterable[str] = ()
) -> ListPaper:
    """The list of a day."""
    return _paper(asked, key, period_words(day, day), {"date": day.isoformat()}, tables, remarks)


def _paper(
    asked: Asked,
    key: str,
    days: str,
    told: Mapping[str, Any],
    tables: Iterable[ListTable],
    remarks: Iterable[str],
) -> ListPaper:
    from panpun_desktop.reports.lists import ABOUT

    label, answers = ABOUT[key]
    return ListPaper(key, label, asked.centre.name, days, answers, tuple(tables), told, tuple(remarks))
