"""What the list of people shows of each, and where its pages come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.words import age_words, day_tone, day_words, service_chip
from panpun_desktop.widgets.page_cache import PAGE
from panpun_desktop.widgets.tables import Column
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.people_rows import PeopleFilter, PersonRow

NEWEST_FIRST = ("regno", True)


def people_columns(centre: Centre) -> list[Column[PersonRow]]:
    """The columns of the register list."""
    sexes = centre.codes["sex"]
    return [
        Column("regno", _("Register"), lambda row: row.regno, sort="regno", muted=True, width=92),
        Column(
            "name",
            _("Name"),
            lambda row: row.name,
            sort="name",
            after=lambda row: row.nickname,
            strong=True,
            width=174,
            tip=lambda row: f"{row.name} {row.nickname}".strip(),
        ),
        Column("sex", _("Sex"), lambda row: sexes.get(row.sex, row.sex), sort="sex", width=52),
        Column("age", _("Age"), _age, sort="age", right=True, width=46),
        Column(
            "service",
            _("Type of service"),
            lambda row: service_chip(row, centre)[0] or _left(row),
            sort="service",
            chip=lambda row: service_chip(row, centre)[1] if row.service_type else None,
            width=116,
        ),
        Column("day", _("Day"), day_words, sort="day", chip=_tone, width=74, tip=_limit_tip),
        Column("bed", _("Bed"), lambda row: row.bed or "–", sort="bed", width=118),
        *_more_columns(centre),
    ]


def _more_columns(centre: Centre) -> list[Column[PersonRow]]:
    """What is shown when somebody asks for it."""

    def more(
        key: str, title: str, text: Callable[[PersonRow], str], sort: str, width: int, *, right: bool = False
    ) -> Column[PersonRow]:
        return Column(
            key, title, lambda row: text(row) or "–", sort=sort, width=width, right=right, hidden=True
        )

    def label(list_name: str, key: str) -> Callable[[PersonRow], str]:
        return lambda row: centre.label(list_name, getattr(row, key))

    return [
        more("building", _("Building"), lambda row: row.building, "bed", 110),
        more("birth", _("Born"), lambda row: row.birth_text, "birth", 118),
        more("number", _("ID number"), lambda row: row.national_id, "number", 142),
        more("civil_status", _("Civil status"), label("civil_status", "civil_status"), "civil_status", 150),
        more("province", _("Home province"), label("province", "home_province"), "province", 110),
        more("phone", _("Telephone"), _phone, "phone", 124),
        more("arrived", _("Arrived"), lambda row: _short(row.arrived_on), "arrived", 96, right=True),
        more("limit", _("Limit day"), lambda row: _short(row.limit_on), "limit", 96, right=True),
        more("expected", _("Expected to leave"), lambda row: _short(row.expected_leave_on), "expected", 108),
        more("left", _("Leaving day"), lambda row: _short(row.left_on), "left", 96, right=True),
        more("outcome", _("Outcome"), label("outcome", "outcome"), "outcome", 150),
        more("registered", _("Registered"), lambda row: _short(row.registered_on), "registered", 100),
    ]


def _short(day: date | None) -> str:
    return format_date(day, "short") if day is not None else ""


def _phone(row: PersonRow) -> str:
    if not row.phone:
        return ""
    return _("{phone} (do not call)").format(phone=row.phone) if row.phone_unsafe else row.phone


def _age(row: PersonRow) -> str:
    return age_words(row.age, estimated=row.age_is_estimated)


def _tone(row: PersonRow) -> Tone:
    return day_tone(row.level) if row.day is not None else Tone.NEUTRAL


def _left(row: PersonRow) -> str:
    if row.left_on is None:
        return "–"
    short = format_date(row.left_on, "short")
    return _("Left {day}").format(day=f"{short[:-4]}{short[-2:]}")  # two figures of the year, as in lists


def _limit_tip(row: PersonRow) -> str:
    return _("Counted in working days") if row.limit_unit == "working_days" else ""


@dataclass
class PeopleSource:
    """The register through one filter and in one order: the ids of all, rows a page at a time."""

    work: Any
    by: Any
    chosen: PeopleFilter
    sort: str
    descending: bool
    wanted: int | None = None
    """Whose page is read along with the first one."""
    keys: Sequence[int] = ()
    everyone: int = 0
    first: dict[int, Sequence[PersonRow]] = field(default_factory=dict)

    def load(self) -> PeopleSource:
        """Find, and read the first page and that of the wanted person; runs in a worker."""
        from panpun_desktop.services import people

        found = people.found_people(self.work, self.by, self.chosen, self.sort, self.descending)
        self.keys, self.everyone = found.ids, found.everyone
        at = found.ids.index(self.wanted) if self.wanted in found.ids else 0
        for number in sorted({0, at // PAGE}):
            self.first[number] = self.page(number * PAGE, PAGE)
        return self

    def page(self, offset: int, limit: int) -> Sequence[PersonRow]:
        """Rows from ``offset`` on."""
        from panpun_desktop.services import people

        return people.rows_of_people(self.work, self.by, self.keys[offset : offset + limit])
