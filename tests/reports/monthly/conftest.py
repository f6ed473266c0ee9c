"""A centre with a clock, and the statement of a month as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from panpun_desktop.reports import runner
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import MANAGER

Statement = dict[str, Any]


@pytest.fixture
def monthly(work: UnitsOfWork) -> Callable[[int, int], Statement]:
    """The JSON of the statement of a Gregorian year and month, as the manager reads it."""

    def read(year: int, month: int) -> Statement:
        return runner.facts(work, MANAGER, "monthly", {"month": date(year, month, 1)})

    return read
