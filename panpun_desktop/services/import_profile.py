"""An import profile: which column is what, what their words mean, what the file leaves out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.resources import resource
from panpun_desktop.common.thai_text import normalise
from panpun_desktop.common.toml_text import read_toml
from panpun_desktop.rules.seed import code_lists

REQUIRED = ("person", "entry", "service")
COLUMNS = (
    "stay",
    "person",
    "household",
    "relation",
    "entry",
    "exit",
    "service",
    "sex",
    "birth_date",
    "birth_year",
    "title",
    "first_name",
    "last_name",
    "nickname",
    "national_id",
    "channel",
    "outcome",
    "bed",
    "accompanying",
)
"""Our names of the columns of an import of stays (interfaces.md §3)."""
CODED = {
    "service": "service_type",
    "sex": "sex",
    "relation": "relation",
    "channel": "channel",
    "outcome": "outcome",
}
"""Columns whose values are codes, and the code list each belongs to."""
ANY = "*"


@dataclass(frozen=True)
class Profile:
    """A read profile; every part may be empty, then headers and words are recognised by themselves."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    date_order: str = "dmy"
    """"ymd" or "dmy"; what the year is, พ.ศ. or ค.ศ., is seen by the year."""

    def code(self, column: str, value: str) -> str | None:
        """The code a value means; None when nobody can say."""
        mapped = self.values.get(column, {})
        found = mapped.get(value.strip(), mapped.get(ANY))
        if found is not None:
            return known_code(column, found)
        return known_code(column, value)


def read_profile(path: Path) -> Profile:
    """Read a profile; RuleBroken ``import.profile`` names what is wrong in it."""
    try:
        return profile_from(read_toml(path.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise RuleBroken("import.profile_unreadable", path=path.name) from error


def profile_from(found: Mapping[str, Any]) -> Profile:
    """A profile from its parsed form; unknown names and codes are refused, so that a slip is seen."""
    columns = {key: str(value) for key, value in found.get("columns", {}).items()}
    constants = {key: str(value) for key, value in found.get("constants", {}).items()}
    values = {
        key: {str(theirs): str(ours) for theirs, ours in words.items()}
        for key, words in found.get("values", {}).items()
    }
    for name in (*columns, *constants, *values):
        if name not in COLUMNS:
            raise RuleBroken("import.profile_name", name=name)
    for column, words in values.items():
        for ours in words.values():
            if known_code(column, ours) is None:
                raise RuleBroken("import.profile_code", name=column, value=ours)
    order = str(found.get("dates", {}).get("order", "dmy"))
    if order not in {"dmy", "ymd"}:
        raise RuleBroken("import.profile_name", name=f"dates.order = {order}")
    return Profile(columns, values, constants, order)


def columns_of(header: list[str], profile: Profile) -> dict[str, str]:
    """Our column -> the header of the file; refused when one that is needed is not there."""
    chosen: dict[str, str] = {}
    by_folded = {folded(name): name for name in header}
    for ours, theirs in profile.columns.items():
        if folded(theirs) not in by_folded:
            raise RuleBroken("import.column_missing", name=theirs)
        chosen[ours] = by_folded[folded(theirs)]
    taken = set(chosen.values())
    for ours in COLUMNS:
        for known in (ours, *_seed()["headers"].get(ours, ())):
            there = by_folded.get(folded(known))
            if ours not in chosen and there is not None and there not in taken:
                chosen[ours] = there
                taken.add(there)
    for needed in REQUIRED:
        if needed not in chosen and needed not in profile.constants:
            raise RuleBroken("import.column_missing", name=needed)
    return chosen


def known_code(column: str, word: str) -> str | None:
    """The stored code of a word: the code in any case, a Thai label, or a word delivered with the program."""
    return _words(column).get(folded(word))


def seeded_headers() -> Mapping[str, tuple[str, ...]]:
    """The delivered headers of each column."""
    return {key: tuple(headers) for key, headers in _seed()["headers"].items()}


def seeded_words(column: str) -> Mapping[str, str]:
    """Every folded word of a column -> its code; what is delivered comes before labels and codes."""
    return _words(column)


@cache
def _words(column: str) -> Mapping[str, str]:
    """Every folded word of a column -> its code; what is delivered comes before labels, both before codes."""
    words = {folded(theirs): str(ours) for theirs, ours in _seed()["values"].get(column, {}).items()}
    if column == "accompanying":
        return {"yes": "yes", "no": "no"} | words
    for code in code_lists()[CODED[column]].codes if column in CODED else ():
        for written in (code.code, code.label, code.short or code.label):
            words.setdefault(folded(written), code.code)
    return words


def folded(text: str) -> str:
    """A header or word without case, spaces, dots and underscores."""
    return re.sub(r"[\s._\-–]", "", normalise(text)).casefold()


@cache
def _seed() -> dict[str, Any]:
    return tomllib.loads(resource("seed/import_headers.toml").read_text(encoding="utf-8"))
