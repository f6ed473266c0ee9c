"""A profile of a register: which header is which column, what words mean, where the table stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.toml_text import read_toml
from panpun_desktop.services.import_columns import code_of, is_code_column, register_columns
from panpun_desktop.services.import_profile import ANY

DATE_ORDERS = ("dmy", "ymd", "mdy")


@dataclass(frozen=True)
class RegisterProfile:
    """A read profile; every part may be empty, then all is found by itself."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Ours -> header of the file, or "=C" for the third column."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    """Ours -> what holds for lines that leave the cell empty."""
    date_order: str = "dmy"
    sheet: str = ""
    header_line: int = 0
    """Line of the headers, from 1; 0: found by itself."""

    def code(self, column: str, word: str) -> str | None:
        """The code a word means in a column; None when nobody can say."""
        mapped = self.values.get(column, {})
        found = mapped.get(word.strip(), mapped.get(ANY))
        return code_of(column, found if found is not None else word)

    def as_toml(self) -> str:
        """The profile as a TOML text that ``register_profile_from`` reads back."""
        parts = [_section("columns", self.columns), _section("constants", self.constants)]
        parts += [_section(f"values.{column}", words) for column, words in self.values.items()]
        parts.append(_section("dates", {"order": self.date_order}))
        table = {"sheet": self.sheet} if self.sheet else {}
        lines = [_section("table", table) or "[table]\n"]
        if self.header_line:
            lines.append(f"header_line = {self.header_line}\n")
        return "".join([*parts, *(lines if table or self.header_line else [])])


def read_register_profile(path: Path) -> RegisterProfile:
    """Read a profile file; RuleBroken ``import.profile_unreadable`` or what is wrong in it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise RuleBroken("import.profile_unreadable", path=path.name) from error
    return register_profile_of(text, path.name)


def register_profile_of(text: str, name: str) -> RegisterProfile:
    """A profile from its TOML text."""
    try:
        return register_profile_from(read_toml(text))
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise RuleBroken("import.profile_unreadable", path=name) from error


def register_profile_from(found: Mapping[str, Any]) -> RegisterProfile:
    """A profile from its parsed form; unknown names and codes are refused, so that a slip is seen."""
    columns, constants, values = (found.get(part, {}) for part in ("columns", "constants", "values"))
    table, order = found.get("table", {}), str(found.get("dates", {}).get("order", "dmy"))
    for name in (*columns, *constants, *values):
        if name not in register_columns():
            raise RuleBroken("import.profile_name", name=name)
    if order not in DATE_ORDERS:
        raise RuleBroken("import.profile_name", name=f"dates.order = {order}")
    for column, meant in values.items():
        for ours in meant.values():
            _require_code(column, str(ours))
    for column, value in constants.items():
        if is_code_column(column):
            _require_code(column, str(value))
    return RegisterProfile(
        {key: str(value) for key, value in columns.items()},
        {key: {str(a): str(b) for a, b in meant.items()} for key, meant in values.items()},
        {key: str(value) for key, value in constants.items()},
        order,
        str(table.get("sheet", "")),
        int(table.get("header_line", 0)),
    )


def _require_code(column: str, value: str) -> None:
    if code_of(column, value) is None:
        raise RuleBroken("import.profile_code", name=column, value=value)


def _section(name: str, values: Mapping[str, str]) -> str:
    """JSON's strings are TOML's basic strings."""
    if not values:
        return ""
    lines = [f"{_quoted(key)} = {_quoted(value)}\n" for key, value in values.items()]
    return f"[{name}]\n{''.join(lines)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
