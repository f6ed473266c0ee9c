"""Drills note what they found; the notes go into the README when they ran as drills."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.drills import outcomes


@pytest.fixture(scope="session")
def noted(pytestconfig: pytest.Config) -> Iterator[list[str]]:
    rows: list[str] = []
    yield rows
    if rows and pytestconfig.option.markexpr == "drill":
        outcomes.write(rows)


@pytest.fixture
def note(noted: list[str]) -> outcomes.Note:
    """Keep one line of the table: what was done, how often, the acts meanwhile, what went wrong."""

    def keep(what: str, times: int, acts: int | None = None, wrong: int = 0) -> None:
        noted.append(outcomes.row(what, times, acts, wrong))

    return keep
