"""The delivered curriculum comes with a new centre and to an older one when it is opened."""

from __future__ import annotations

from sqlalchemy import func, select

from panpun_desktop.models import CreditCap, Curriculum, CurriculumLevel, Strand, Subject
from panpun_desktop.services.education_seed import add_new_curricula
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import MANAGER
from tests.centres import OpenCentre


def _count(work: UnitsOfWork, model: type) -> int:
    with work.reading(MANAGER, "setting.read") as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_new_centre_has_the_curriculum_of_2551(centre_session: OpenCentre) -> None:
    counts = [
        _count(centre_session.work, one) for one in (Curriculum, CurriculumLevel, Strand, CreditCap, Subject)
    ]
    assert counts == [1, 3, 5, 5, 42]


def test_an_older_centre_gets_it_once_when_it_is_opened(work: UnitsOfWork) -> None:
    assert [add_new_curricula(work) for _ in range(2)] == [1, 0]
    assert _count(work, Subject) == 42
