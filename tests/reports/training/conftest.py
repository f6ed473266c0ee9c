"""A class in a furnished centre, and its papers as the trainer or the manager prints them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from panpun_desktop.reports import runner
from panpun_desktop.rules.roles import Actor
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import MANAGER
from tests.services.classroom import Classroom, classroom
from tests.services.house import House, furnish

Draw = Callable[..., runner.Rendered]


@pytest.fixture
def house(work: UnitsOfWork) -> House:
    """A furnished centre with nobody in it."""
    return furnish(work)


@pytest.fixture
def room(house: House) -> Classroom:
    """A class without people."""
    return classroom(house)


@pytest.fixture
def draw(house: House, room: Classroom) -> Draw:
    """A paper about the class."""

    def rendered(
        key: str, by: Actor = MANAGER, cohort_id: int | None = None, **given: object
    ) -> runner.Rendered:
        told = {"cohort_id": cohort_id or room.cohort_id, **given}
        return runner.render(house.work, by, key, told)

    return rendered
