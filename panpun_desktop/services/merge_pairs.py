"""What a person may have once of a kind and two joined records have twice: a place in a class, a level.

The two become one with everything that hangs on them (marks, scores, terms, papers); the other is voided
and keeps what both had. Taking apart sets each of these changes back where it still stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect as inspected
from sqlalchemy import select

from panpun_desktop.common.i18n import _
from panpun_desktop.models import (
    AttendanceMark,
    Base,
    Enrolment,
    Learner,
    LearnerSubject,
    LearnerTerm,
)
from panpun_desktop.services.enrolment_rows import APPLIED, RUNNING

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapper, Session

Steps = list[list[Any]]
"""Each [table, id, attribute, value before, value after], days and moments as text."""
_KINDS: tuple[tuple[type[Any], str], ...] = ((Enrolment, "cohort_id"), (Learner, "level_id"))
_ONCE: dict[type[Any], tuple[str, ...]] = {
    AttendanceMark: ("session_id",),
    LearnerTerm: ("term_id",),
    LearnerSubject: ("learner_term_id", "subject_id"),
}
"""Of these the one that stays may have the same already; module results are found by their module."""


@dataclass
class Joined:
    """What was changed, and how many marks stood differently in both."""

    now: datetime
    steps: Steps = field(default_factory=list)
    differing: int = 0

    def put(self, row: Any, name: str, value: Any) -> None:
        """Set an attribute and remember how it stood."""
        before = getattr(row, name)
        if before != value:
            setattr(row, name, value)
            self.steps.append([row.__tablename__, row.id, name, _plain(before), _plain(value)])


def join_pairs(session: Session, from_id: int, to_id: int, now: datetime) -> Joined:
    """Make one of each pair, before everything of the one record moves to the other."""
    done = Joined(now)
    for model, what in _KINDS:
        rows = select(model).where(model.person_id.in_((from_id, to_id)), model.voided_at.is_(None))
        found: dict[int, list[Any]] = {}
        for row in session.scalars(rows):
            found.setdefault(getattr(row, what), []).append(row)
        for pair in found.values():
            if len(pair) > 1:
                stays, goes = _ranked(pair, to_id)
                _join(session, done, stays, goes)
                session.flush()
    return done


def _ranked(pair: Sequence[Any], to_id: int) -> Sequence[Any]:
    """The one that runs stays, then one with a result, then that of the record that is kept."""
    return sorted(pair, key=lambda row: (*_standing(row), row.person_id != to_id))


def _standing(row: Any) -> tuple[bool, ...]:
    if isinstance(row, Learner):
        return (row.graduated_on is None, row.status != "STUDYING")
    return (row.state not in RUNNING, row.state == APPLIED, row.episode_id is None)


def _join(session: Session, done: Joined, stays: Any, goes: Any) -> None:
    for mapper, name in _hanging_on(stays.__tablename__):
        _move(session, done, mapper, name, stays, goes)
    done.put(goes, "voided_at", done.now)
    session.flush()  # before the one that stays takes what only one may have
    if isinstance(stays, Enrolment):
        done.put(goes, "void_reason", _("Joined with another record of the same person"))
        _join_facts(done, stays, goes)


def _join_facts(done: Joined, stays: Enrolment, goes: Enrolment) -> None:
    done.put(stays, "applied_on", min(stays.applied_on, goes.applied_on))
    if stays.joined_on is not None and goes.joined_on is not None:
        done.put(stays, "joined_on", min(stays.joined_on, goes.joined_on))
    if stays.episode_id is None and stays.ended_on is None:
        done.put(stays, "episode_id", goes.episode_id)


@cache
def _hanging_on(table: str) -> tuple[tuple[Mapper[Any], str], ...]:
    """Mapped classes with the attribute that refers to a row of the table; terms before their subjects."""
    key = Base.metadata.tables[table].c.id
    found = [
        (mapper, attribute.key)
        for mapper in Base.registry.mappers
        for attribute in mapper.column_attrs
        if any(one.column is key for one in getattr(attribute.columns[0], "foreign_keys", ()))
    ]
    return tuple(sorted(found, key=lambda one: (one[0].class_ is LearnerSubject, one[0].class_.__name__)))


def _move(session: Session, done: Joined, mapper: Mapper[Any], name: str, stays: Any, goes: Any) -> None:
    model = mapper.class_
    column = getattr(model, name)
    there = list(session.scalars(select(model).where(column == stays.id)))
    for row in session.scalars(select(model).where(column == goes.id).order_by(model.id)):
        if getattr(row, "voided_at", None) is not None or _is_of_term_left(session, row, goes):
            continue
        same = next((one for one in there if _is_same(one, row)), None)
        if same is None:
            done.put(row, name, stays.id)
        elif isinstance(row, AttendanceMark):
            done.differing += row.code != same.code
        elif isinstance(row, LearnerTerm):
            _move_subjects(session, done, row, same)
    session.flush()


def _is_of_term_left(session: Session, row: Any, goes: Any) -> bool:
    """A subject of a term that both had: it moved with the term, or stays with what both had."""
    if not isinstance(row, LearnerSubject) or row.learner_term_id is None:
        return False
    return bool(session.get_one(LearnerTerm, row.learner_term_id).learner_id == goes.id)


def _is_same(one: Any, other: Any) -> bool:
    """The one that stays has such a row already."""
    names = _ONCE.get(type(one)) or (("module_id",) if hasattr(one, "module_id") else ())
    is_there = getattr(one, "voided_at", None) is None
    return bool(names) and is_there and all(getattr(one, name) == getattr(other, name) for name in names)


def _move_subjects(session: Session, done: Joined, goes: LearnerTerm, stays: LearnerTerm) -> None:
    """Both were registered in a term: the subjects of both stand in the one that stays."""
    has = set(
        session.scalars(
            select(LearnerSubject.subject_id).where(
                LearnerSubject.learner_term_id == stays.id, LearnerSubject.voided_at.is_(None)
            )
        )
    )
    rows = select(LearnerSubject).where(
        LearnerSubject.learner_term_id == goes.id, LearnerSubject.voided_at.is_(None)
    )
    for row in session.scalars(rows).all():
        if row.subject_id not in has:
            done.put(row, "learner_term_id", stays.id)
            done.put(row, "learner_id", stays.learner_id)


def part_pairs(session: Session, steps: Steps) -> None:
    """Set back what joining changed, newest first, where nobody has changed it since."""
    models = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    for table, id, name, before, after in reversed(steps):
        row = session.get(models[table], id)
        if row is not None and _plain(getattr(row, name)) == after:
            setattr(row, name, _read(row, name, before))
            session.flush()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.timestamp()
    return value.isoformat() if isinstance(value, date) else value


def _read(row: Any, name: str, value: Any) -> Any:
    if value is None:
        return None
    kind = inspected(type(row)).columns[name].type.python_type
    return date.fromisoformat(value) if kind is date else value
