"""The delivered curricula of กศน./สกร. a centre does not have yet: added at set-up and when it is opened."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import CreditCap, Curriculum, CurriculumGrade, CurriculumLevel, Strand, Subject
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.rules.seed import SeedCurriculum, SeedLevel, curricula

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from panpun_desktop.store.unit_of_work import UnitsOfWork


def add_new_curricula(work: UnitsOfWork) -> int:
    """Add delivered curricula the centre lacks; those it has keep what the office changed."""
    with work.reading(SYSTEM, "setting.read") as session:
        there = set(session.scalars(select(Curriculum.code)))
    missing = [one for one in curricula() if one.code not in there]
    if missing:
        with work.writing(SYSTEM, "centre.upgrade") as session:
            add_curricula(session, missing)
    return len(missing)


def add_curricula(session: Session, delivered: Iterable[SeedCurriculum]) -> None:
    """Write curricula with their grades, strands, levels, caps and compulsory subjects."""
    for one in delivered:
        row = Curriculum(**one.facts)
        session.add(row)
        session.flush()
        session.add_all(
            CurriculumGrade(curriculum_id=row.id, grade=Decimal(grade), least_score=Decimal(least))
            for grade, least in one.grades
        )
        strands = [
            Strand(curriculum_id=row.id, code=code, name=name, position=position)
            for position, (code, name) in enumerate(one.strands)
        ]
        session.add_all(strands)
        session.flush()
        for position, level in enumerate(one.levels):
            _add_level(session, row.id, position, level, {strand.code: strand.id for strand in strands})


def _add_level(
    session: Session, curriculum_id: int, position: int, level: SeedLevel, strands: Mapping[str, int]
) -> None:
    row = CurriculumLevel(
        curriculum_id=curriculum_id,
        code=level.code,
        name=level.name,
        short_name=level.short,
        position=position,
        credits=level.credits,
        compulsory=level.compulsory,
        elective=level.elective,
        cap_code=level.cap,
    )
    session.add(row)
    session.flush()
    session.add_all(
        CreditCap(
            level_id=row.id, code=cap.code, per_term=cap.per_term, last_term=cap.last_term, note=cap.note
        )
        for cap in level.caps
    )
    session.add_all(
        Subject(
            level_id=row.id,
            strand_id=strands[subject.strand],
            code=subject.code,
            name=subject.name,
            credits=subject.credits,
            is_compulsory=True,
            position=number,
        )
        for number, subject in enumerate(level.subjects)
    )
