"""The names behind a figure as a workbook, as the role may see them; each writing is noted (R-PD-4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import local
from panpun_desktop.common.demonstration_mark import paper_note
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date, format_time
from panpun_desktop.services.access import EXPORT, write_access
from panpun_desktop.services.stay_names import StayName, people_by_name, people_in_class, people_of_stays
from panpun_desktop.services.workbooks import Cell, Sheet, write_workbook

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_PLACE = "monthly"


@dataclass(frozen=True)
class ExportNames:
    """Write the people of stays, or people, into a workbook at ``path``; ``title`` says what they are."""

    path: Path
    title: str
    report: str = ""
    stay_ids: tuple[int, ...] = ()
    person_ids: tuple[int, ...] = ()
    is_of_class: bool = False
    """The people are counted in a class: the days are those in class, of ``cohort_id`` or the last one."""
    cohort_id: int | None = None


def export_names(work: UnitsOfWork, by: Actor, request: ExportNames) -> int:
    """Write the workbook; gives how many lines it has.

    The file appears only once the access register has its entries; OSError when it cannot be written.
    """
    with work.reading(by, "person.export"):
        pass
    rows = people_of_stays(work, by, request.stay_ids) + _people(work, by, request)
    unfinished = request.path.with_name(f".{request.path.name}.part")
    try:
        write_workbook(
            unfinished,
            _sheets(work, by, request, rows),
            lambda _done: True,
            paper_note(work.database.path.parent),
        )
        _record(work, by, rows)
        unfinished.replace(request.path)
    except OSError as problem:
        raise OSError(problem.errno, problem.strerror, str(request.path)) from problem
    finally:
        unfinished.unlink(missing_ok=True)
    return len(rows)


def _people(work: UnitsOfWork, by: Actor, request: ExportNames) -> tuple[StayName, ...]:
    if request.is_of_class:
        return people_in_class(work, by, request.person_ids, request.cohort_id)
    return people_by_name(work, by, request.person_ids)


def _sheets(
    work: UnitsOfWork, by: Actor, request: ExportNames, rows: Sequence[StayName]
) -> tuple[Sheet, ...]:
    days = (_("Admitted on"), _("Left on"))
    if request.is_of_class:
        days = (_("First day in class"), _("Last day in class"))
    titles = (_("No."), _("Register no."), _("Name"), *days)
    lines: list[Sequence[Cell]] = [
        (number, row.regno, row.name, row.arrived_on, row.left_on) for number, row in enumerate(rows, 1)
    ]
    now = local(work.clock)
    made = f"{format_date(now.date(), 'long')} {format_time(now)}"
    about: list[Sequence[Cell]] = [
        (_("Report"), request.report),
        (_("Figure"), request.title),
        (_("Counted"), len(request.stay_ids) + len(request.person_ids)),
        (_("Lines written"), len(rows)),
        (_("Exported on"), made),
        (_("Exported by"), by.name),
        (_("Mind"), _("Personal data: keep it safe, and delete the file when it is not needed any more.")),
    ]
    return (
        Sheet(_("Names"), titles, lines, fixed_columns=3),
        Sheet(_("About this file"), (_("What"), _("Value")), about),
    )


def _record(work: UnitsOfWork, by: Actor, rows: Sequence[StayName]) -> None:
    people = sorted({row.person_id for row in rows})
    with work.writing(by, "person.export", note=f"people={len(people)}", always=True) as session:
        write_access(session, EXPORT, _PLACE, (None, *people))
