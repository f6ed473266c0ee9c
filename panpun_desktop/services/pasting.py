"""A block copied from a spreadsheet as the people of one admission: what each column is, line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from panpun_desktop.common.national_id import check
from panpun_desktop.rules.birth import Birth
from panpun_desktop.services.import_cells import (
    is_nothing,
    precision_of,
    read_age,
    read_birth,
    read_number,
    read_phone,
    tidy,
)
from panpun_desktop.services.import_columns import IGNORED, code_of, column_of, cut_title, title_of
from panpun_desktop.services.import_html import html_tables
from panpun_desktop.services.import_names import ReadName, read_name
from panpun_desktop.services.import_verdicts import ReadCell, Verdict
from panpun_desktop.services.people_rows import PersonFacts

COLUMNS = (
    "full_name",
    "title",
    "first_name",
    "middle_name",
    "last_name",
    "nickname",
    "relation",
    "birth_date",
    "age",
    "sex",
    "national_id",
    "phone",
    IGNORED,
)
"""What a column can be, in the order in which it is offered."""
_NAMES = ("full_name", "title", "first_name", "middle_name", "last_name", "nickname")
_BIRTHS = {"birth_date": "birth_date", "birth_year": "birth_date", "age": "age"}
_OLDEST_AGE = 125
Cells = tuple[str, ...]


@dataclass(frozen=True)
class PastedBlock:
    """Lines of equally many cells; ``columns`` names each column by a key of ``COLUMNS``."""

    lines: tuple[Cells, ...]
    columns: Cells
    has_head: bool
    """The first line holds headings, and nobody."""

    @property
    def people(self) -> tuple[Cells, ...]:
        """The lines that may tell of somebody."""
        return self.lines[1:] if self.has_head else self.lines


@dataclass(frozen=True)
class PastedPerson:
    """One line as read: what goes into a row of the admission, and what became of each cell."""

    facts: PersonFacts
    relation: str | None
    cells: tuple[ReadCell, ...]

    @property
    def is_somebody(self) -> bool:
        """Say whether the line tells of a person at all."""
        facts = self.facts
        names = (facts.title, facts.first_name, facts.last_name, facts.nickname, facts.label)
        return any((*names, facts.national_id, facts.birth_first_on))


def is_block(text: str) -> bool:
    """Say whether a text is more than one cell."""
    return "\t" in text.strip(" \r\n") or "\n" in text.strip()


def read_block(text: str, html: str, today: date) -> PastedBlock:
    """The lines of what was copied, blank ones left out; columns by their headings, else by content."""
    lines = _lines(text, html)
    head = lines[0] if lines else ()
    known = [_offered(column_of(cell)) for cell in head]
    found = [key for key in known if key is not None]
    has_head = len(lines) > 1 and (
        len(set(found)) > 1 or (len(head) == 1 and bool(found)) or is_heading(head)
    )
    columns = _headed(known) if has_head else guess(lines, today)
    return PastedBlock(lines, columns, has_head)


def is_heading(line: Sequence[str]) -> bool:
    """Say whether a line names the columns: a cell with the word ชื่อ alone is nobody's name."""
    return any(column_of(cell) in _NAMES for cell in line if cell)


def without_head(block: PastedBlock, today: date) -> PastedBlock:
    """The same block, its first line being somebody."""
    return PastedBlock(block.lines, guess(block.lines, today), has_head=False)


def guess(lines: Sequence[Cells], today: date) -> Cells:
    """What each column holds, by what most of its cells look like; each kind once."""
    columns = [_kind_of([line[at] for line in lines], today) for at in range(len(lines[0]))] if lines else []
    _name_the_names(columns, lines)
    return _once(columns)


def read_people(block: PastedBlock, today: date, order: str = "dmy") -> tuple[PastedPerson, ...]:
    """Every line as a person; a cell that cannot be read is unknown and marked (R-PER-2)."""
    return tuple(_person(line, block.columns, today, order) for line in block.people)


# the lines ----------------------------------------------------------------------------------------


def _lines(text: str, html: str) -> tuple[Cells, ...]:
    tables = html_tables(html) if "<t" in html.casefold() else []
    rows = tables[0] if len(tables) == 1 else list(csv.reader(io.StringIO(text), delimiter="\t"))
    filled = [[tidy(cell) for cell in row] for row in rows]
    filled = [row for row in filled if any(row)]
    width = max(map(len, filled), default=0)
    kept = [at for at in range(width) if any(at < len(row) and row[at] for row in filled)]
    return tuple(tuple(row[at] if at < len(row) else "" for at in kept) for row in filled)


def _offered(key: str | None) -> str | None:
    key = _BIRTHS.get(key or "", key)
    return key if key in COLUMNS else None


def _headed(known: Sequence[str | None]) -> Cells:
    return _once([key or IGNORED for key in known])


def _once(columns: Sequence[str]) -> Cells:
    """The first column of a kind is the one meant."""
    return tuple(IGNORED if key in columns[:at] else key for at, key in enumerate(columns))


# what a column is ---------------------------------------------------------------------------------


def _kind_of(cells: Sequence[str], today: date) -> str:
    filled = [cell for cell in cells if not is_nothing(cell)]
    if not filled or _counts(filled):
        return IGNORED
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("national_id", lambda cell: len(check(cell).digits) == 13),
        ("phone", _is_phone),
        ("sex", lambda cell: code_of("sex", cell) is not None and title_of(cell) is None),
        ("relation", lambda cell: code_of("relation", cell) is not None),
        ("title", lambda cell: title_of(cell) is not None),
        ("age", lambda cell: _is_age(cell, today)),
        ("birth_date", lambda cell: read_birth(cell, today, "dmy").birth.is_known),
    )
    for key, looks_so in tests:
        if sum(looks_so(cell) for cell in filled) * 2 > len(filled):
            return key
    has_letters = sum(any(one.isalpha() for one in cell) for cell in filled)
    return "full_name" if has_letters * 2 > len(filled) else IGNORED


def _counts(cells: Sequence[str]) -> bool:
    """Say whether a column only numbers the lines."""
    return len(cells) > 1 and list(cells) in ([str(n + at) for n in range(len(cells))] for at in (0, 1))


def _is_phone(cell: str) -> bool:
    digits = "".join(one for one in cell if one.isdecimal())
    rest = cell.replace("-", "").replace(" ", "").replace("+", "")
    return rest.isdecimal() and 9 <= len(digits) <= 11


def _is_age(cell: str, today: date) -> bool:
    read = read_age(cell, today)
    return read.birth.is_known and not (cell.isdecimal() and int(cell) > _OLDEST_AGE)


def _name_the_names(columns: list[str], lines: Sequence[Cells]) -> None:
    """Words beside words: full name and nickname, or first name, last name and nickname."""
    texts = [at for at, key in enumerate(columns) if key == "full_name"]
    if len(texts) < 2:
        return
    first = [cut_title(line[texts[0]])[1] for line in lines if line[texts[0]]]
    is_whole = sum(" " in name for name in first) * 2 > len(first)
    keys = ("full_name", "nickname") if is_whole else ("first_name", "last_name", "nickname")
    for place, at in enumerate(texts):
        columns[at] = keys[place] if place < len(keys) else IGNORED


# a line -------------------------------------------------------------------------------------------


def _person(line: Cells, columns: Cells, today: date, order: str) -> PastedPerson:
    cells = {key: line[at] for at, key in enumerate(columns) if key != IGNORED}
    name = read_name({key: cells.get(key, "") for key in _NAMES})
    read = dict(_read_cells(cells, name, today, order))
    facts = PersonFacts(
        title=name.title,
        first_name=name.first,
        middle_name=name.middle,
        last_name=name.last,
        nickname=name.nickname,
        label=name.label,
        sex=_value(read, "sex"),
        national_id=_value(read, "national_id"),
        phone=_value(read, "phone"),
    )
    birth = _birth(cells, today, order)
    facts = replace(
        facts,
        birth_precision=precision_of(birth),
        birth_first_on=birth.first_on,
        birth_estimated_on=birth.estimated_on,
    )
    shown = tuple(read.get(key, ReadCell("")) for key in columns)
    return PastedPerson(facts, _value(read, "relation") or None, shown)


def _value(read: dict[str, ReadCell], key: str) -> str:
    return read[key].value if key in read else ""


def _birth(cells: dict[str, str], today: date, order: str) -> Birth:
    """The date of birth; without one the age, as it is told today."""
    born = read_birth(cells.get("birth_date", ""), today, order).birth
    return born if born.is_known else read_age(cells.get("age", ""), today).birth


def _read_cells(
    cells: dict[str, str], name: ReadName, today: date, order: str
) -> Iterator[tuple[str, ReadCell]]:
    said: dict[str, Any] = {one.column: one for one in name.findings}
    for key, raw in cells.items():
        if key in _NAMES:
            found = said.get(key)
            verdict, reason = (found.verdict, found.reason_id) if found else (Verdict.OK, "")
            facts = found.facts if found else {}
            yield key, ReadCell(raw, (name.shown or {}).get(key, ""), verdict, reason, facts)
        elif key in ("sex", "relation"):
            yield key, _code(key, raw)
        elif key == "birth_date":
            yield key, read_birth(raw, today, order).cell
        elif key == "age":
            yield key, read_age(raw, today).cell
        else:
            yield key, read_number(raw) if key == "national_id" else read_phone(raw)


def _code(key: str, raw: str) -> ReadCell:
    if is_nothing(raw):
        return ReadCell("")
    code = code_of(key, raw)
    if code is None:
        return ReadCell("", "–", Verdict.LOOK, "import.value_unknown", {"value": raw})
    return ReadCell(code)
