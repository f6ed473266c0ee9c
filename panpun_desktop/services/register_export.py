"""The register as a workbook: what the list shows, or everybody; always in the audit (R-PD-4, R-SAF-1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import local
from panpun_desktop.common.demonstration_mark import paper_note
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date, format_time
from panpun_desktop.services import people
from panpun_desktop.services.access import EXPORT, write_access
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.people_rows import PeopleFilter
from panpun_desktop.services.register_columns import Value, register_columns
from panpun_desktop.services.workbooks import Sheet, write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_AT_ONCE = 500
Tell = Callable[[int, int], bool]
"""Hears how many of how many are written, and says whether to go on."""


@dataclass(frozen=True)
class ExportRegister:
    """Write the people of a filter into a workbook at ``path``, in the order and columns of the list.

    ``columns`` are keys of ``register_columns`` (empty: all); ``filter_words`` say in the workbook what
    was chosen.
    """

    path: Path
    chosen: PeopleFilter = field(default_factory=lambda: PeopleFilter(present_only=False))
    sort: str = "regno"
    descending: bool = False
    columns: tuple[str, ...] = ()
    filter_words: tuple[str, ...] = ()


def export_register(
    work: UnitsOfWork, by: Actor, request: ExportRegister, tell: Tell = lambda _done, _all: True
) -> int | None:
    """Write the workbook; gives how many people are in it, or None when ``tell`` stopped it (no file then).

    The file appears only once the audit has its entry; OSError when it cannot be written.
    """
    with work.reading(by, "person.export") as session:
        centre = read_centre(session)
    ids = people.found_people(work, by, request.chosen, request.sort, request.descending).ids
    columns = register_columns(request.columns)

    def lines() -> Iterator[Sequence[Value]]:
        for first in range(0, len(ids), _AT_ONCE):
            for row in people.rows_of_people(work, by, ids[first : first + _AT_ONCE]):
                yield [column.value(row, centre) for column in columns]

    titles = tuple(_(column.title) for column in columns)
    name_at = next(place for place, column in enumerate(columns) if column.key == "name")
    register = Sheet(_("Register of service users"), titles, lines(), fixed_columns=name_at + 1)
    about = Sheet(_("About this file"), (_("What"), _("Value")), _about(work, by, request, len(ids)))
    unfinished = request.path.with_name(f".{request.path.name}.part")
    try:
        note = paper_note(work.database.path.parent)
        if not write_workbook(unfinished, (register, about), lambda done: tell(done, len(ids)), note):
            return None
        _record(work, by, ids)
        unfinished.replace(request.path)
    except OSError as problem:
        raise OSError(problem.errno, problem.strerror, str(request.path)) from problem
    finally:
        unfinished.unlink(missing_ok=True)
    return len(ids)


def _about(work: UnitsOfWork, by: Actor, request: ExportRegister, count: int) -> list[Sequence[Value]]:
    now = local(work.clock)
    made = f"{format_date(now.date(), 'long')} {format_time(now)}"
    chosen = " · ".join(request.filter_words) or _("The whole register")
    text = request.chosen.text.strip()
    return [
        (_("Filter"), " · ".join(part for part in (chosen, f"“{text}”" if text else "") if part)),
        (_("People"), count),
        (_("Exported on"), made),
        (_("Exported by"), by.name),
        (_("Mind"), _("Personal data: keep it safe, and delete the file when it is not needed any more.")),
    ]


def _record(work: UnitsOfWork, by: Actor, ids: Sequence[int]) -> None:
    """Who exported, when and how many; in the access register a line for the act and one for each person."""
    with work.writing(by, "person.export", note=f"people={len(ids)}", always=True) as session:
        write_access(session, EXPORT, "register", (None, *ids))
