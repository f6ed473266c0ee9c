"""Months before the program from a file in one go: every line read, what does not agree said, then kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import month_label
from panpun_desktop.rules.earlier_figures import COLUMNS, Doubt, EarlierMonth, Unread, doubts, read_line
from panpun_desktop.rules.seed import table_words
from panpun_desktop.services.earlier_figures import SaveEarlierFigures, look_at_earlier, save_earlier_figures

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

DOUBTS = {
    "balance": N_("{month}: remaining {typed} was typed, the other figures give {computed}"),
    "cumulative": N_("{month}: cumulative {typed} was typed, the other figures give {computed}"),
    "carried_over": N_("{month}: brought forward {typed}, but {computed} remained the month before"),
}


@dataclass(frozen=True)
class ImportEarlier:
    """A file of months; ``reason`` where the program counts some of them itself."""

    path: Path
    reason: str = ""
    dry_run: bool = False


@dataclass(frozen=True)
class EarlierImported:
    """What was read, and what does not agree in it."""

    file: str
    months: tuple[EarlierMonth, ...]
    doubts: tuple[Doubt, ...]

    def lines(self) -> tuple[str, ...]:
        """What the command says."""
        head = _("{name}: {count} months").format(name=self.file, count=len(self.months))
        return (head, *map(doubt_words, self.doubts))

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return {
            "file": self.file,
            "months": [f"{one.month_on:%Y-%m}" for one in self.months],
            "doubts": [
                {
                    "month": f"{one.month_on:%Y-%m}",
                    "what": one.what,
                    "typed": one.typed,
                    "computed": one.computed,
                }
                for one in self.doubts
            ],
        }


def import_earlier(work: UnitsOfWork, by: Actor, request: ImportEarlier) -> EarlierImported:
    """Read a file of months and keep them; those kept before are written over.

    RuleBroken ``earlier.unreadable`` with the cells, and those of ``save_earlier_figures``.
    """
    lines = [read_line(cells, today(work.clock)) for cells in look_at_earlier(work, by, request.path)]
    unread = [_words_of(number, cell) for number, line in enumerate(lines, 1) for cell in line.unread]
    if unread:
        raise RuleBroken("earlier.unreadable", cells=", ".join(unread))
    months = tuple(line.month for line in lines if line.month is not None)
    if not request.dry_run:
        save_earlier_figures(work, by, SaveEarlierFigures(months, reason=request.reason))
    return EarlierImported(request.path.name, months, doubts(months))


def doubt_words(doubt: Doubt) -> str:
    """What does not agree, as a sentence."""
    facts = {"month": month_label(doubt.month_on), "typed": doubt.typed, "computed": doubt.computed}
    return _(DOUBTS[doubt.what]).format(**facts)


def column_title(name: str) -> str:
    """What a column of the earlier figures is called: the words of the ministry line."""
    own = {COLUMNS[0]: N_("Month"), COLUMNS[-1]: N_("Where it stands")}
    return _(own[name]) if name in own else table_words()["ministry_line"].columns[name]


def _words_of(number: int, cell: Unread) -> str:
    return f"{number} {column_title(cell.column)} “{cell.text}”"
