"""A furnished centre: users, code lists and a few rooms, as services find it on a working day."""

from __future__ import annotations

from pathlib import Path

import pytest

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.store.database import Database
from panpun_desktop.store.unit_of_work import UnitsOfWork
from panpun_desktop.store.upgrade import create_empty
from tests.builders import DATA_KEY, NOW
from tests.services.house import House, furnish


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, House]:
    """The furnished centre, made once: its file to copy, its house for the ids."""
    path = tmp_path_factory.mktemp("furnished") / "panpun.db"
    create_empty(path, DATA_KEY)
    work = UnitsOfWork(Database.open(path, DATA_KEY), FixedClock(NOW))
    house = furnish(work)
    work.close()
    return path, house


@pytest.fixture
def template(request: pytest.FixtureRequest, template: Path) -> Path:
    """The file that a test gets a copy of: furnished where it asks for the house, else empty."""
    if "house" not in request.fixturenames:
        return template
    path: Path = request.getfixturevalue("furnished")[0]
    return path


@pytest.fixture
def house(furnished: tuple[Path, House], work: UnitsOfWork) -> House:
    """Two rooms for men, one for women, two for families, four beds each; nobody in them."""
    made = furnished[1]
    return House(work, dict(made.rooms), dict(made.beds))
