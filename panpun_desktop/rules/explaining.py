"""Explain a number: in one sentence how it is counted, and the rule it follows (issue 5)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from panpun_desktop.common.resources import resource


@dataclass(frozen=True)
class Explanation:
    """Sentences in Thai, and where the rule stands: R-REP-2."""

    sentence: str
    source: str


@dataclass(frozen=True)
class TableExplained:
    """The words of one table: for itself, and for those rows and columns that have their own."""

    table: str
    source: str
    rows: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)


def explain(table: str, row: str = "", column: str = "") -> Explanation | None:
    """How the figure there is counted: what its row and column count, then what holds for the table.

    None for a table that no statement has.
    """
    words = explained().get(table)
    if words is None:
        return None
    stem = column.partition("_")[0]  # opening_male is the opening
    own = [words.rows.get(row), words.columns.get(column) or words.columns.get(stem)]
    said = list(dict.fromkeys(part for part in own if part))
    sources = [words.sources.get(row), words.sources.get(column), words.sources.get(stem), words.source]
    return Explanation(
        " · ".join([*said, words.table]), ", ".join(dict.fromkeys(one for one in sources if one))
    )


@cache
def explained() -> Mapping[str, TableExplained]:
    """The words of every table by its id."""
    with resource("seed/explanations.toml").open("rb") as file:
        return {id: TableExplained(**words) for id, words in tomllib.load(file).items()}
