"""An attendance sheet that is brought in: what is asked for, and each line and cell as it was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from panpun_desktop.services.changes import Changes

OK, READ_AS, LOOK, REFUSED, BLANK = "ok", "read_as", "look", "refused", "blank"
"""Verdicts, as those of a register: fine, read as something, worth a look, left out; blank says nothing."""


@dataclass(frozen=True)
class LookAtAttendance:
    """A file and the cohort it is of; ``month`` for bare numbers, ``chosen``: line -> enrolment by hand."""

    path: Path
    cohort_id: int
    month: date | None = None
    sheet: str = ""
    chosen: Mapping[int, int | None] = field(default_factory=dict)
    """None leaves a line out."""
    retyped: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """(line, place of the day) -> the mark as it was typed anew in the preview."""


@dataclass(frozen=True)
class ReadMark:
    """One cell of the file: what was written and what becomes of it."""

    header: str
    written: str
    verdict: str
    reason: str = ""
    code: str | None = None
    session_id: int | None = None
    before: str | None = None
    """The code that stands there already and is replaced."""


@dataclass(frozen=True)
class ReadTrainee:
    """One line of the file: whom it names, and its cells."""

    line: int
    written: str
    verdict: str
    reason: str
    enrolment_id: int | None
    name: str
    """Of the class, as it may be shown."""
    cells: tuple[ReadMark, ...]

    @property
    def id(self) -> int:
        """The line: what a list finds it by."""
        return self.line


@dataclass(frozen=True)
class AttendanceLook:
    """A sheet as it was read and judged; nothing is written yet."""

    file: str
    sha256: str
    cohort: str
    sheet: str
    sheets: tuple[str, ...]
    header_line: int
    lines: tuple[ReadTrainee, ...]
    outside: tuple[str, ...]
    """Heads of days that are not in the plan."""
    missing: tuple[str, ...]
    """People of the class whom the file does not name."""
    trainees: tuple[tuple[int, str], ...]
    """Enrolment and name of everybody in the class, to choose from."""

    @property
    def marks(self) -> Iterator[tuple[int, ReadMark]]:
        """The marks that would be written: (enrolment, cell)."""
        for line in self.lines:
            if line.enrolment_id is not None and line.verdict != REFUSED:
                for cell in line.cells:
                    if cell.code is not None and cell.verdict != REFUSED:
                        yield line.enrolment_id, cell

    def as_json(self) -> dict[str, object]:
        """The shape of interfaces.md §3, a cell a remark."""
        refused, noted = list(_remarks(self, {REFUSED})), list(_remarks(self, {READ_AS, LOOK}))
        counts = Counter(line.verdict for line in self.lines)
        return {
            "file": self.file,
            "cohort": self.cohort,
            "lines": len(self.lines),
            "imported": len(self.lines) - counts[REFUSED],
            "marks": sum(1 for _one in self.marks),
            "refused": refused,
            "noted": noted,
            "days_outside": list(self.outside),
            "not_named": list(self.missing),
        }


@dataclass(frozen=True)
class AttendanceImported(Changes):
    """What an import wrote, with the look it was made from."""

    look: AttendanceLook | None = None


def _remarks(look: AttendanceLook, verdicts: Iterable[str]) -> Iterator[dict[str, object]]:
    wanted = set(verdicts)
    for line in look.lines:
        if line.verdict in wanted:
            yield {"line": line.line, "column": "name", "value": line.written, "reason": line.reason}
        if line.verdict == REFUSED:
            continue
        for cell in line.cells:
            if cell.verdict in wanted:
                yield {"line": line.line, "column": cell.header, "value": cell.written, "reason": cell.reason}
