"""Reading closed months: which are closed, what was frozen, what the register says otherwise since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import AppUser, ClosedMonth, ClosedStay, Document, DocumentFile
from panpun_desktop.rules.closed_month import CountedStay
from panpun_desktop.rules.counted import Period

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class Edition:
    """One edition of a closed month, for lists; ``document_id`` is its paper."""

    id: int
    version: int
    month_on: date
    number: int
    """0 is the first, n is ฉบับแก้ไขครั้งที่ n."""
    document_id: int
    is_balanced: bool
    reason: str
    closed_at: datetime
    closed_by: str
    reopened_at: datetime | None = None
    reopen_reason: str = ""


def editions(work: UnitsOfWork, by: Actor, month_on: date | None = None) -> tuple[Edition, ...]:
    """Every edition that was sent, of one month or of all; newest month and edition first."""
    with work.reading(by, "report.read") as session:
        chosen = _editions()
        if month_on is not None:
            chosen = chosen.where(ClosedMonth.month_on == month_on.replace(day=1))
        return tuple(Edition(*row) for row in session.execute(chosen))


def newest_edition(session: Session, month_on: date) -> ClosedMonth | None:
    """The last edition of a month, reopened or not; None for a month that was never closed."""
    chosen = select(ClosedMonth).where(ClosedMonth.month_on == month_on.replace(day=1))
    return session.scalars(chosen.order_by(ClosedMonth.edition.desc()).limit(1)).one_or_none()


def edition_of(session: Session, month_on: date, number: int) -> ClosedMonth | None:
    """An edition of a month by its number."""
    chosen = select(ClosedMonth).where(ClosedMonth.month_on == month_on.replace(day=1))
    return session.scalars(chosen.where(ClosedMonth.edition == number)).one_or_none()


def closed_edition(session: Session, month_on: date) -> ClosedMonth | None:
    """The edition with which a month is closed; None for an open month."""
    newest = newest_edition(session, month_on)
    return None if newest is None or newest.reopened_at is not None else newest


def closed_periods(session: Session) -> tuple[Period, ...]:
    """Every month that is closed, in order."""
    return tuple(Period.month(day.year, day.month) for day in session.scalars(_closed()))


@cache
def _closed() -> Select[date]:
    """The months that are closed; put together once, as every act asks."""
    last = select(ClosedMonth.month_on, func.max(ClosedMonth.edition).label("edition"))
    last_of = last.group_by(ClosedMonth.month_on).subquery()
    return (
        select(ClosedMonth.month_on)
        .join(
            last_of,
            (ClosedMonth.month_on == last_of.c.month_on) & (ClosedMonth.edition == last_of.c.edition),
        )
        .where(ClosedMonth.reopened_at.is_(None))
        .order_by(ClosedMonth.month_on)
    )


def counted_in(session: Session, edition: ClosedMonth) -> tuple[CountedStay, ...]:
    """The stays that an edition counted, as it counted them."""
    chosen = select(
        ClosedStay.stay_id,
        ClosedStay.person_id,
        ClosedStay.sex,
        ClosedStay.age_band,
        ClosedStay.service_type,
        ClosedStay.channel,
        ClosedStay.outcome,
        ClosedStay.arrived_on,
        ClosedStay.left_on,
        ClosedStay.moves,
    ).where(ClosedStay.closed_month_id == edition.id)
    return tuple(_stay(row) for row in session.execute(chosen.order_by(ClosedStay.stay_id)))


def _stay(row: Any) -> CountedStay:
    facts = [*row]
    facts[-1] = tuple(row.moves.split(","))
    return CountedStay(*facts)


def names_in(session: Session, edition: ClosedMonth, stay_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Stay id -> register number and name as they stood in the list of an edition."""
    chosen = select(ClosedStay.stay_id, ClosedStay.regno, ClosedStay.name).where(
        ClosedStay.closed_month_id == edition.id, ClosedStay.stay_id.in_(list(stay_ids))
    )
    return {id: (regno, name) for id, regno, name in session.execute(chosen)}


def bytes_of(session: Session, edition: ClosedMonth) -> bytes:
    """The paper of an edition, byte for byte as it was sent; RuleBroken ``document.damaged``."""
    kept = session.get_one(DocumentFile, edition.document_id)
    if hashlib.sha256(kept.pdf).hexdigest() != kept.sha256:
        raise RuleBroken("document.damaged")
    return kept.pdf


def parameters_of(session: Session, edition: ClosedMonth) -> str:
    """JSON of how the paper of an edition was asked for."""
    return session.get_one(Document, edition.document_id).parameters


def _editions() -> Select[*tuple[Any, ...]]:
    return (
        select(
            ClosedMonth.id,
            ClosedMonth.version,
            ClosedMonth.month_on,
            ClosedMonth.edition,
            ClosedMonth.document_id,
            ClosedMonth.is_balanced,
            ClosedMonth.reason,
            ClosedMonth.closed_at,
            AppUser.name,
            ClosedMonth.reopened_at,
            ClosedMonth.reopen_reason,
        )
        .join(AppUser, AppUser.id == ClosedMonth.closed_by_id)
        .order_by(ClosedMonth.month_on.desc(), ClosedMonth.edition.desc())
    )
