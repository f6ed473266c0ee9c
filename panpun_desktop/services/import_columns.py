"""The columns a register can have: by which headers each is known and which words mean its codes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from panpun_desktop.common.resources import resource
from panpun_desktop.rules.names import split_title
from panpun_desktop.rules.seed import code_lists
from panpun_desktop.services.import_profile import folded, seeded_headers, seeded_words

_BRACKETS = re.compile(r"[(\[{（].*?[)\]}）]")
IGNORED = "ignored"


@dataclass(frozen=True)
class RegisterColumn:
    """One column that can be brought in; ``kind`` says how its cells are read."""

    key: str
    label: str
    kind: str
    headers: tuple[str, ...]
    list: str = ""
    """The code list of its values."""


@cache
def register_columns() -> Mapping[str, RegisterColumn]:
    """Every column by key, in the order in which they are offered."""
    rows = _seed()["column"]
    return {row["key"]: RegisterColumn(**{**row, "headers": tuple(row["headers"])}) for row in rows}


def column_of(header: str) -> str | None:
    """Which column a header means, or None; brackets and units do not count."""
    known = _known_headers()
    for text in (header, _BRACKETS.sub("", header), header.split("\n", maxsplit=1)[0]):
        found = known.get(folded(text).strip("*:"))
        if found is not None:
            return found
    return None


@lru_cache(maxsize=2048)
def code_of(column: str, word: str) -> str | None:
    """The stored code of a word in a column; None when nobody can say."""
    return _words(column).get(folded(word))


def title_of(word: str) -> str | None:
    """A title as it is written in full; None for one that is not in the list."""
    return _titles().get(folded(word))


def cut_title(name: str) -> tuple[str, str]:
    """A name without its title, and the title; also for abbreviations that only registers use."""
    title, rest = split_title(_joined_title(name))
    if title:
        return title, rest
    for written, full in _short_titles():
        if name.startswith(written) and len(name) > len(written):
            rest = name[len(written) :]
            if written.endswith(".") or rest.startswith(" "):
                return full, rest.strip(" .")
    return "", name


def words(kind: str) -> frozenset[str]:
    """Folded words that stand for nothing, for a total, or for a name nobody knows."""
    return _folded_words(kind)


def is_code_column(column: str) -> bool:
    """Say whether the cells of a column are words for codes."""
    return register_columns()[column].kind in {"code", "codes"}


def _joined_title(name: str) -> str:
    """นาง สาว is one title."""
    return re.sub(r"^(นาง|เด็ก)\s+(สาว|ชาย|หญิง)(?=\s)", r"\1\2", name)


@cache
def _known_headers() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for key, headers in seeded_headers().items():
        known |= {folded(header): key for header in headers}
    for column in register_columns().values():
        for header in (column.key, column.label, *column.headers):
            known.setdefault(folded(header), column.key)
    known.pop("", None)
    return known


@cache
def _words(column: str) -> Mapping[str, str]:
    own = _seed()["values"].get(column, {})
    found = {folded(theirs): str(ours) for theirs, ours in own.items()} | dict(seeded_words(column))
    list_key = register_columns()[column].list
    for code in code_lists()[list_key].codes if list_key else ():
        for written in (code.code, code.label, code.short or code.label):
            found.setdefault(folded(written), code.code)
    return found


@cache
def _titles() -> Mapping[str, str]:
    titles = code_lists()["title"].codes
    known = {folded(text): one.label for one in titles for text in (one.label, one.short) if text}
    return known | {folded(theirs): str(ours) for theirs, ours in _seed()["values"]["title"].items()}


@cache
def _short_titles() -> tuple[tuple[str, str], ...]:
    own: Iterable[tuple[str, str]] = _seed()["values"]["title"].items()
    cased = [(form, full) for theirs, full in own for form in {theirs, theirs.title(), f"{theirs.title()}."}]
    return tuple(sorted(cased, key=lambda pair: -len(pair[0])))


@cache
def _folded_words(kind: str) -> frozenset[str]:
    return frozenset(folded(word) or word for word in _seed()["words"][kind])


@cache
def _seed() -> dict[str, Any]:
    return tomllib.loads(resource("seed/import_register.toml").read_text(encoding="utf-8"))
