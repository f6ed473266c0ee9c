"""Reading a CSV of stays: encoding, header, and each line as facts, refusals and notes."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from panpun_desktop.common import national_id, thai_date
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.thai_text import from_thai_digits, normalise
from panpun_desktop.rules.birth import Birth, BirthPrecision
from panpun_desktop.rules.names import split_title
from panpun_desktop.services.import_profile import Profile, columns_of
from panpun_desktop.services.import_reading import thai_decoded
from panpun_desktop.services.import_remarks import Remark
from panpun_desktop.services.people_rows import PersonFacts

_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[ T].*)?")
_SHORT_YEAR_FIRST = re.compile(r"(\d{2})\D(\d{1,2})\D(\d{1,2})")


@dataclass(frozen=True)
class StayLine:
    """One readable line: a stay of a person."""

    line: int
    key: str
    person: str
    household: str
    relation: str
    entry: date
    exit: date | None
    expected_leave_on: date | None
    service: str
    channel: str
    outcome: str | None
    bed: str
    accompanying: bool
    facts: PersonFacts

    @property
    def is_night(self) -> bool:
        """Whether any night is slept; in and out on one day sleeps none."""
        return self.exit is None or self.exit > self.entry


@dataclass
class ReadFile:
    """A whole file as read; ``sha256`` of its bytes."""

    sha256: str = ""
    lines: int = 0
    stays: list[StayLine] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)
    noted: list[Remark] = field(default_factory=list)


class _Refused(Exception):
    def __init__(self, column: str, value: str, reason_id: str) -> None:
        super().__init__(reason_id)
        self.remark = (column, value, reason_id)


def read_stays(path: Path, profile: Profile, today: date) -> ReadFile:
    """Read a CSV of stays; a file without a readable header is refused as a whole."""
    content = _content(path)
    rows = _rows(thai_decoded(content), path.name)
    header = next(rows, None)
    if not header:
        raise RuleBroken("import.empty", path=path.name)
    columns = columns_of([name.strip() for name in header], profile)
    positions = {ours: [name.strip() for name in header].index(theirs) for ours, theirs in columns.items()}
    found = ReadFile(sha256=hashlib.sha256(content).hexdigest())
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        found.lines += 1
        cells = {ours: normalise(row[at]).strip() if at < len(row) else "" for ours, at in positions.items()}
        for ours, value in profile.constants.items():
            cells[ours] = cells.get(ours) or value
        _read_line(_Line(number, cells, profile, today, found.noted), found)
    return found


def lines_of(path: Path) -> Iterator[list[str]]:
    """The lines of a CSV as they stand, below its header."""
    return islice(_rows(thai_decoded(_content(path)), path.name), 1, None)


def _read_line(line: _Line, found: ReadFile) -> None:
    try:
        found.stays.append(line.read())
    except _Refused as refused:
        found.refused.append(Remark(line.number, *refused.remark))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleBroken("import.file_unreadable", path=path.name) from error


def _rows(text: str, name: str) -> Iterator[list[str]]:
    """The lines as cells; RuleBroken ``import.not_a_table`` where a quote is never closed, or the like."""
    first = text.splitlines()[0] if text.strip() else ""
    separator = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        yield from lines
    except csv.Error as error:
        raise RuleBroken("import.not_a_table", path=name, line=lines.line_num) from error


@dataclass
class _Line:
    """One line on its way from text to facts."""

    number: int
    cells: Mapping[str, str]
    profile: Profile
    today: date
    noted: list[Remark]

    def read(self) -> StayLine:
        person = self.cell("person")
        if not person:
            raise _Refused("person", "", "import.no_person")
        entry = self.entry()
        exit_on, expected = self.leaving(entry)
        service = self.profile.code("service", self.cell("service")) if self.cell("service") else None
        if service is None:
            raise _Refused("service", self.cell("service"), "import.service_unknown")
        outcome = None if exit_on is None else self.code("outcome", "UNKNOWN")
        return StayLine(
            line=self.number,
            key=self.cell("stay"),
            person=person,
            household=self.cell("household"),
            relation=self.code("relation", "OTHER") if self.cell("relation") else "HEAD",
            entry=entry,
            exit=exit_on,
            expected_leave_on=expected,
            service=service,
            channel=self.code("channel", "UNKNOWN"),
            outcome=outcome,
            bed=self.cell("bed"),
            accompanying=self.code("accompanying", "no") == "yes",
            facts=self.facts(person),
        )

    def cell(self, column: str) -> str:
        return self.cells.get(column, "")

    def note(self, column: str, reason_id: str, **facts: str) -> None:
        self.noted.append(Remark(self.number, column, self.cell(column), reason_id, facts))

    def code(self, column: str, unknown: str) -> str:
        """The code of a cell; an empty cell is unknown, an unreadable one too and is noted."""
        value = self.cell(column)
        if not value:
            return unknown
        found = self.profile.code(column, value)
        if found is None:
            self.note(column, "import.value_unknown")
        return found or unknown

    def entry(self) -> date:
        entry = self.day("entry")
        if entry is None:
            raise _Refused("entry", self.cell("entry"), "import.entry_unreadable")
        if entry > self.today:
            raise _Refused("entry", self.cell("entry"), "import.entry_in_future")
        return entry

    def leaving(self, entry: date) -> tuple[date | None, date | None]:
        """The day of leaving, or the expected one when it lies ahead."""
        if not self.cell("exit"):
            return None, None
        left = self.day("exit")
        if left is None:
            raise _Refused("exit", self.cell("exit"), "import.exit_unreadable")
        if left < entry:
            raise _Refused("exit", self.cell("exit"), "import.exit_before_entry")
        if left > self.today:
            self.note("exit", "import.exit_in_future")
            return None, left
        return left, None

    def day(self, column: str, birth: bool = False) -> date | None:
        """A full date in the profile's order; None when it cannot be read."""
        partial = self.partial(column, birth)
        return partial.first if partial is not None and partial.precision == "day" else None

    def partial(self, column: str, birth: bool) -> thai_date.PartialDate | None:
        text = from_thai_digits(self.cell(column))
        turned = _YEAR_FIRST.fullmatch(text)
        if turned is not None:
            text = f"{int(turned[3])}/{int(turned[2])}/{turned[1]}"
        elif self.profile.date_order == "ymd" and (
            short := re.fullmatch(r"(\d{2})\D(\d{1,2})\D(\d{1,2})", text)
        ):
            text = f"{short[3]}/{short[2]}/{short[1]}"
        if re.fullmatch(r"[+\-]\d+", text):
            return None
        try:
            partial = thai_date.parse(text, self.today, birth=birth)
        except thai_date.ThaiDateError:
            return None
        if re.fullmatch(r"\d{1,2}\D+\d{1,2}\D+\d{2}", text):
            self.note(column, "import.two_digit_year", year=str(thai_date.be_year(partial.first)))
        return partial

    def facts(self, person: str) -> PersonFacts:
        first = self.cell("first_name")
        title, name = (self.cell("title"), first) if self.cell("title") else split_title(first)
        last = self.cell("last_name")
        if name and not last and " " in name:
            name, _space, last = name.partition(" ")
        birth = self.birth()
        has_name = bool(name or last or self.cell("nickname"))
        return PersonFacts(
            title=title,
            first_name=name,
            last_name=last.strip(),
            nickname=self.cell("nickname"),
            label="" if has_name else person,
            sex=self.code("sex", "U"),
            birth_precision=birth.precision.value,
            birth_first_on=birth.first_on,
            birth_estimated_on=birth.estimated_on,
            national_id=self.number_or_nothing(),
        )

    def birth(self) -> Birth:
        for column in ("birth_date", "birth_year"):
            if not self.cell(column):
                continue
            partial = self.partial(column, birth=True)
            if partial is None or partial.first > self.today:
                self.note(column, "import.date_unreadable")
                continue
            return Birth.read(partial, self.today)
        return Birth(BirthPrecision.UNKNOWN)

    def number_or_nothing(self) -> str:
        text = self.cell("national_id").removesuffix(".0")
        number = national_id.check(text)
        if number.problem not in {None, "empty"}:
            self.note("national_id", "import.national_id_doubtful")
        return number.digits or text
