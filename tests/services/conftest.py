"""A furnished centre: users, code lists and a few rooms, as services find it on a working day."""

from __future__ import annotations

import pytest

from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.services.house import House, furnish


@pytest.fixture
def house(work: UnitsOfWork) -> House:
    """Two rooms for men, one for women, two for families, four beds each; nobody in them."""
    return furnish(work)
