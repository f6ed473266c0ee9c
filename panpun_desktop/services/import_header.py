"""Where the table stands in a file: its sheet, its header line, and which column is which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.national_id import check
from panpun_desktop.common.thai_text import normalise
from panpun_desktop.services.import_columns import IGNORED, column_of, words
from panpun_desktop.services.import_profile import folded
from panpun_desktop.services.import_reading import OpenedFile, Row, Sheet
from panpun_desktop.services.import_register_profile import RegisterProfile

_HEADER_WITHIN = 40
_SAMPLE = 30
_COUNTED = re.compile(r"\d+|คน|ราย|:|=")
_CALLED = ("full_name", "first_name", "last_name", "nickname", "alias", "national_id", "person")


@dataclass(frozen=True)
class FoundTable:
    """A table in a file: ``header`` counts lines from 0; ``columns`` is ours -> place from 0."""

    sheet: int
    header: int
    headers: Row
    columns: Mapping[str, int]

    @property
    def header_line(self) -> int:
        """The line of the headers as people count."""
        return self.header + 1


def find_table(file: OpenedFile, profile: RegisterProfile) -> FoundTable:
    """The sheet and line with the most known headers; a profile's own word comes first."""
    if profile.sheet:
        places = [at for at, sheet in enumerate(file.sheets) if sheet.name == profile.sheet]
    else:
        places = list(range(len(file.sheets)))
    found = [table_in(file, at, profile) for at in places or range(len(file.sheets))]
    return max(found, key=lambda table: _worth(file.sheets[table.sheet], table))


def table_in(file: OpenedFile, sheet: int, profile: RegisterProfile, header: int | None = None) -> FoundTable:
    """The table of one sheet; ``header`` is the line someone chose, from 0."""
    rows = file.sheets[sheet].rows
    if header is None and profile.header_line:
        header = max(min(profile.header_line, len(rows)), 1) - 1
    if header is None:
        header = _header_of(rows)
    headers = _headers(rows, header)
    return FoundTable(sheet, header, headers, _mapped(rows, header, headers, profile))


def require_someone(columns: Mapping[str, int]) -> None:
    """Refuse a table in which no column says who anybody is."""
    if not any(key in columns for key in _CALLED):
        raise RuleBroken("import.no_name_column", field="columns")


def letter(place: int) -> str:
    """A column as spreadsheets call it: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def named_columns(table: FoundTable, columns: Mapping[str, int]) -> dict[str, str]:
    """A mapping as a profile keeps it: by header, or by letter where headers are empty or alike."""
    counts: dict[str, int] = {}
    for text in table.headers:
        counts[folded(text)] = counts.get(folded(text), 0) + 1
    named = {}
    for ours, place in columns.items():
        text = table.headers[place]
        is_plain = folded(text) and counts[folded(text)] == 1
        named[ours] = text if is_plain else f"={letter(place)}"
    return named


def is_header_again(row: Row, headers: Row) -> bool:
    """Say whether a line repeats the headers, as on every printed page."""
    filled = [(cell.strip(), head.strip()) for cell, head in zip(row, headers, strict=True) if cell]
    same = sum(cell == head for cell, head in filled if cell)
    return same > 1 and same * 5 >= sum(bool(cell) for cell, _head in filled) * 3


def is_total(row: Row, columns: Mapping[str, int]) -> bool:
    """Say whether a line adds others up: it begins with a word such as รวม and numbers nobody."""
    begun = list(islice((cell for cell in row if cell and not cell.isspace()), 3))
    if not any(cell.lstrip().casefold().startswith(_total_begins()) for cell in begun):
        return False
    number = columns.get("national_id")
    is_total_line = any(_COUNTED.sub("", folded(cell)) in words("total") for cell in begun)
    return is_total_line and (number is None or not check(row[number]).is_valid)


@cache
def _total_begins() -> tuple[str, ...]:
    return tuple({word[:3] for word in words("total")})


def _header_of(rows: Sequence[Row]) -> int:
    scores = [_score(row) for row in rows[:_HEADER_WITHIN]]
    best = max(scores, default=0)
    if best >= 2 or (best and len(rows) < 3):
        return _lowest_head(rows, scores.index(best))
    widths = [sum(bool(cell.strip()) for cell in row) for row in rows[:_HEADER_WITHIN]]
    return widths.index(max(widths))


def _lowest_head(rows: Sequence[Row], header: int) -> int:
    """A head of two lines: the lower one holds nothing but heads."""
    below = [cell for cell in rows[header + 1] if cell.strip()] if header + 1 < len(rows) else []
    is_head = bool(below) and all(len(cell) < 40 and column_of(cell) is not None for cell in below)
    return header + 1 if is_head else header


def _score(row: Row) -> int:
    return len({column for cell in row if len(cell) < 60 and (column := column_of(cell)) is not None})


def _worth(sheet: Sheet, table: FoundTable) -> tuple[bool, bool, int, int]:
    called = any(key in table.columns for key in _CALLED)
    return called, not sheet.is_hidden, len(table.columns), len(sheet.rows)


def _headers(rows: Sequence[Row], header: int) -> Row:
    """The headers; an empty one takes the word above it where a head stands over several lines."""
    above = rows[header - 1] if header else ()
    named = []
    for place, cell in enumerate(rows[header]):
        over = above[place] if place < len(above) else ""
        use_over = not cell.strip() and column_of(over) is not None and _score(above) > 0
        named.append(_tidy(over if use_over else cell))
    return tuple(named)


def _tidy(text: str) -> str:
    return " ".join(normalise(text).split())


def _mapped(rows: Sequence[Row], header: int, headers: Row, profile: RegisterProfile) -> dict[str, int]:
    columns = {ours: _place(theirs, headers) for ours, theirs in profile.columns.items()}
    taken = set(columns.values())
    for place, text in enumerate(headers):
        ours = column_of(text) or column_of(_with_group(rows, header, place))
        if ours is not None and ours != IGNORED and ours not in columns and place not in taken:
            columns[ours] = place
            taken.add(place)
    sample = rows[header + 1 : header + 1 + _SAMPLE]
    _find_split_name(columns, headers, sample)
    _find_numbers(columns, taken, headers, sample)
    return columns


def _place(theirs: str, headers: Row) -> int:
    if theirs.startswith("=") and theirs[1:].isalpha():
        place = 0
        for sign in theirs[1:].upper():
            place = place * 26 + ord(sign) - 64
        if place <= len(headers):
            return place - 1
    wanted = folded(theirs)
    for place, text in enumerate(headers):
        if folded(text) == wanted:
            return place
    raise RuleBroken("import.column_missing", name=theirs)


def _with_group(rows: Sequence[Row], header: int, place: int) -> str:
    """วันที่ over เข้า and ออก: the head of the group before the word below it."""
    if not header or not rows[header][place].strip():
        return ""
    above = rows[header - 1]
    over = next((above[at] for at in range(place, max(place - 3, -1), -1) if above[at].strip()), "")
    return f"{over}{rows[header][place]}" if over and len(over) < 30 else ""


def _find_split_name(columns: dict[str, int], headers: Row, sample: Sequence[Row]) -> None:
    """One head ชื่อ-สกุล over two or three columns: title, first and last name each in its own."""
    first = columns.get("full_name")
    if first is None or "first_name" in columns:
        return
    free = [at for at in (first + 1, first + 2) if at < len(headers) and not headers[at]]
    more = [at for at in free if sum(bool(row[at].strip()) for row in sample) * 2 > len(sample)]
    keys = {1: ("first_name", "last_name"), 2: ("title", "first_name", "last_name")}.get(len(more))
    if keys is not None:
        del columns["full_name"]
        columns |= {key: first + step for step, key in enumerate(keys)}


def _find_numbers(columns: dict[str, int], taken: set[int], headers: Row, sample: Sequence[Row]) -> None:
    """A column of thirteen figures is the number of the person, whatever it is called."""
    if "national_id" in columns or not sample:
        return
    for place in range(len(headers)):
        if place not in taken:
            right = sum(check(row[place]).is_valid for row in sample if row[place].strip())
            if right * 2 > len(sample):
                columns["national_id"] = place
                return
