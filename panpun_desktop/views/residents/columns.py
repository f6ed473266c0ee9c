"""What the list of people shows of each, and where its pages come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.words import age_words, day_tone, day_words, service_chip
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
        Column("regno", _("Register"), lambda row: row.regno, sort="regno", muted=True, width=84),
        Column(
            "name",
            _("Name"),
            lambda row: row.name,
            sort="name",
            after=lambda row: row.nickname,
            strong=True,
            width=168,
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
        Column("day", _("Day"), day_words, sort="day", chip=_tone, width=78, tip=_limit_tip),
        Column("bed", _("Bed"), lambda row: row.bed or "–", sort="bed", width=108),
    ]


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
    """The register through one filter: counted, with the first page at hand, the others when scrolled to."""

    work: Any
    by: Any
    chosen: PeopleFilter
    sort: str
    descending: bool
    found: int = 0
    first: Sequence[PersonRow] = ()

    def load(self) -> PeopleSource:
        """Count and read the first page; runs in a worker."""
        from panpun_desktop.services import people

        self.found = people.count_people(self.work, self.by, self.chosen)
        self.first = self._read(0, 256, self.sort, self.descending)
        return self

    def count(self) -> int:
        """How many people the filter found."""
        return self.found

    def page(self, offset: int, limit: int, sort: str, descending: bool) -> Sequence[PersonRow]:
        """Rows from ``offset`` on."""
        if not sort:
            sort, descending = NEWEST_FIRST
        if offset == 0 and (sort, descending) == (self.sort, self.descending):
            return self.first
        return self._read(offset, limit, sort, descending)

    def _read(self, offset: int, limit: int, sort: str, descending: bool) -> Sequence[PersonRow]:
        from panpun_desktop.services import people

        return people.list_people(self.work, self.by, self.chosen, sort, descending, offset, limit)
