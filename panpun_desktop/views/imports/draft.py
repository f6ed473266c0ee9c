"""The register that is being looked at: its file, how it is read, and what was mended by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from panpun_desktop.services.import_header import FoundTable
    from panpun_desktop.services.import_judging import JudgedLine, Table
    from panpun_desktop.services.import_matching import Choice
    from panpun_desktop.services.import_reading import OpenedFile
    from panpun_desktop.services.import_register_profile import RegisterProfile
    from panpun_desktop.services.register_imports import ImportRegister, Look


@dataclass(frozen=True)
class Reading:
    """How a file is read: everything that may be put right by hand."""

    found: FoundTable
    profile: RegisterProfile
    profile_name: str = ""


@dataclass
class Draft:
    """One file on its way into the register; nothing of it is kept before the import."""

    file: OpenedFile
    reading: Reading
    edits: dict[tuple[int, str], str] = field(default_factory=dict)
    choices: dict[int, Choice] = field(default_factory=dict)
    look: Look | None = None
    batch_id: int | None = None
    imported: frozenset[int] = frozenset()
    """Lines that came in by now; what is left are those that were refused."""

    @property
    def columns(self) -> Mapping[str, int]:
        """Ours -> place."""
        return self.reading.found.columns

    def table(self) -> Table:
        """What the services read."""
        from panpun_desktop.services.import_judging import Table

        found = self.reading.found
        rows = self.file.sheets[found.sheet].rows
        return Table(rows, found.header, found.columns, dict(self.edits), dict(self.choices))

    def request(self) -> ImportRegister:
        """What is imported: the same that was looked at."""
        from panpun_desktop.services.register_imports import ImportRegister

        reading = self.reading
        return ImportRegister(
            self.file.name, self.file.sha256, self.table(), reading.profile, reading.profile_name
        )

    def lines(self) -> list[JudgedLine]:
        """The lines that are not in yet."""
        if self.look is None:
            return []
        return [line for line in self.look.judgement.lines if line.line not in self.imported]

    def read_anew(self, reading: Reading) -> None:
        """Read in another way: what was mended in cells that are something else now is forgotten."""
        is_same_sheet = reading.found.sheet == self.reading.found.sheet
        for line, column in list(self.edits):
            if not is_same_sheet or reading.found.columns.get(column) != self.columns.get(column):
                del self.edits[line, column]
        self.reading, self.look = reading, None


def opened(path: Path, profile: RegisterProfile | None = None, name: str = "") -> Draft:
    """Open a file and find its table; runs in a worker."""
    from panpun_desktop.services.import_header import find_table
    from panpun_desktop.services.import_reading import open_file
    from panpun_desktop.services.import_register_profile import RegisterProfile

    file = open_file(path)
    used = profile or RegisterProfile()
    return Draft(file, Reading(find_table(file, used), used, name))


def with_profile(draft: Draft, profile: RegisterProfile, name: str) -> Reading:
    """The same file read by a profile."""
    from panpun_desktop.services.import_header import find_table

    return Reading(find_table(draft.file, profile), profile, name)


def mapped(reading: Reading, place: int, ours: str) -> Reading:
    """The same table with one column read as something else, or not at all; its old reading goes."""
    from panpun_desktop.services.import_header import named_columns

    columns = {key: at for key, at in reading.found.columns.items() if at != place and key != ours}
    if ours:
        columns[ours] = place
    profile = replace(reading.profile, columns=named_columns(reading.found, columns))
    return replace(with_columns(reading, columns), profile=profile, profile_name="")


def with_columns(reading: Reading, columns: Mapping[str, int]) -> Reading:
    """The same table with its columns as someone chose them."""
    return replace(reading, found=replace(reading.found, columns=dict(columns)))
