"""A table of a screen as a workbook, as it is shown; whoever stands in it is noted (R-PD-4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import local
from panpun_desktop.common.demonstration_mark import paper_note
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date, format_time
from panpun_desktop.services.access import EXPORT, write_access
from panpun_desktop.services.workbooks import Cell, Sheet, write_workbook

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


class Table(StrEnum):
    """The tables that can be written, by their key in the access register (``access``)."""

    BEDS = "beds"


@dataclass(frozen=True)
class ExportTable:
    """Write lines that a screen shows, names as this role sees them, into a workbook at ``path``."""

    path: Path
    table: Table
    title: str
    titles: tuple[str, ...]
    lines: tuple[tuple[Cell, ...], ...]
    people: tuple[int, ...] = ()
    """Whose names stand in the lines."""
    filter_words: tuple[str, ...] = ()
    fixed_columns: int = 1


def export_table(work: UnitsOfWork, by: Actor, request: ExportTable) -> int:
    """Write the workbook; gives how many lines it has.

    The file appears only once the access register has its entries; OSError when it cannot be written.
    """
    with work.reading(by, "person.export"):
        pass
    unfinished = request.path.with_name(f".{request.path.name}.part")
    try:
        note = paper_note(work.database.path.parent)
        write_workbook(unfinished, _sheets(work, by, request), lambda _done: True, note)
        _record(work, by, request)
        unfinished.replace(request.path)
    except OSError as problem:
        raise OSError(problem.errno, problem.strerror, str(request.path)) from problem
    finally:
        unfinished.unlink(missing_ok=True)
    return len(request.lines)


def _sheets(work: UnitsOfWork, by: Actor, request: ExportTable) -> tuple[Sheet, ...]:
    now = local(work.clock)
    about: list[Sequence[Cell]] = [
        (_("Table"), request.title),
        (_("Filter"), " · ".join(request.filter_words) or _("Everything")),
        (_("Lines written"), len(request.lines)),
        (_("Exported on"), f"{format_date(now.date(), 'long')} {format_time(now)}"),
        (_("Exported by"), by.name),
        (_("Mind"), _("Personal data: keep it safe, and delete the file when it is not needed any more.")),
    ]
    return (
        Sheet(request.title, request.titles, request.lines, fixed_columns=request.fixed_columns),
        Sheet(_("About this file"), (_("What"), _("Value")), about),
    )


def _record(work: UnitsOfWork, by: Actor, request: ExportTable) -> None:
    people = sorted(set(request.people))
    with work.writing(by, "person.export", note=f"people={len(people)}", always=True) as session:
        write_access(session, EXPORT, request.table.value, (None, *people))
