"""What every test may ask for: a clock that stands, and a real database file of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.store.database import Database
from panpun_desktop.store.unit_of_work import UnitsOfWork
from panpun_desktop.store.upgrade import create_empty
from tests import quick
from tests.builders import DATA_KEY, NOW
from tests.centres import OpenCentre, make_centre, open_centre
from tests.drills import outcomes

# A window of a test goes to no screen unless one is asked for by name.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is no failure, and the checks give the same answer each time; drills look further.
settings.register_profile("checks", deadline=None, derandomize=True)
settings.load_profile("checks")

quick.quicken()


def pytest_collection_finish() -> None:
    """Every test and what it needs is imported by now."""
    quick.keep_what_is_imported()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """After everything that a test opened was closed."""
    yield
    quick.let_windows_go()


@pytest.fixture
def clock() -> FixedClock:
    """Saturday 21 November 2569, ten in the morning in Bangkok; set ``clock.instant`` to move it."""
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file that tests copy."""
    path = tmp_path_factory.mktemp("template") / "panpun.db"
    create_empty(path, DATA_KEY)
    return path


@pytest.fixture
def database(template: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty database of this test's own."""
    folder = tmp_path / "centre"
    folder.mkdir()
    opened = Database.open(Path(shutil.copy(template, folder / "panpun.db")), DATA_KEY)
    yield opened
    opened.close()


@pytest.fixture
def work(database: Database, clock: FixedClock) -> UnitsOfWork:
    """Units of work on the empty database."""
    return UnitsOfWork(database, clock)


@pytest.fixture(scope="session")
def centre_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set-up centre with the sample plan and four users, made once and copied by tests."""
    folder = tmp_path_factory.mktemp("centre-template") / "centre"
    make_centre(folder)
    return folder


@pytest.fixture
def centre_session(centre_template: Path, tmp_path: Path, clock: FixedClock) -> Iterator[OpenCentre]:
    """A set-up centre of this test's own: users manager, desk, trainer, admin, password ``demo``."""
    folder = tmp_path / "data"
    shutil.copytree(centre_template, folder)
    opened = open_centre(folder, clock)
    yield opened
    opened.work.close()


@pytest.fixture
def note(pytestconfig: pytest.Config) -> outcomes.Note:
    """Keep one line of the drills' table; only ``pytest -m drill`` writes it into the README."""

    def keep(*found: Any, **more: Any) -> None:
        if pytestconfig.option.markexpr == "drill":
            outcomes.write(outcomes.row(*found, **more))

    return keep
