"""``panpun check``: is the file sound, and do movements and the bed board tell the same story every night."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.models import BedUse, Document, DocumentFile, Episode, Stay
from panpun_desktop.rules import roles
from panpun_desktop.services.closed_month_check import closed_months_hold
from panpun_desktop.services.enrolment_check import training_is_one_fact
from panpun_desktop.store.integrity import CheckResult, check_storage

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_FOREVER = date(9999, 12, 31)
Span = tuple[int, date, date]
"""Stay id, first night, day after the last night."""


def check_centre(work: UnitsOfWork, by: Actor) -> tuple[CheckResult, ...]:
    """Every check, the file's own first; nothing is changed and no detail names a person."""
    roles.require(by, "check.run")
    storage = check_storage(work.database)
    if not all(result.ok for result in storage if result.id in {"cipher", "file"}):
        return storage
    with work.reading(by, "check.run") as session:
        until = today(work.clock) + timedelta(days=1)
        stays = _stays(session)
        return (
            *storage,
            _one_episode_a_night(stays, _episodes(session), until),
            _movements_are_the_board(stays, _bed_uses(session), until),
            _balance(stays, until),
            _papers_are_whole(session),
            training_is_one_fact(session, until - timedelta(days=1)),
            closed_months_hold(session),
        )


def _stays(session: Session) -> list[Span]:
    rows = select(Stay.id, Stay.arrived_on, Stay.left_on).where(Stay.voided_at.is_(None))
    return [(id, arrived, left or _FOREVER) for id, arrived, left in session.execute(rows)]


def _episodes(session: Session) -> list[Span]:
    rows = (
        select(Episode.stay_id, Episode.started_on, Episode.ended_on)
        .join(Stay, Stay.id == Episode.stay_id)
        .where(Stay.voided_at.is_(None), Episode.voided_at.is_(None))
    )
    return [(id, start, end or _FOREVER) for id, start, end in session.execute(rows)]


def _bed_uses(session: Session) -> list[Span]:
    rows = select(BedUse.stay_id, BedUse.start_on, BedUse.end_on)
    spans = [(id, start, end or _FOREVER) for id, start, end in session.execute(rows)]
    return [span for span in spans if span[1] < span[2]]


def _one_episode_a_night(stays: list[Span], episodes: list[Span], until: date) -> CheckResult:
    """Every night of a stay lies in exactly one episode."""
    wrong = _differing(_nights(stays, until), _nights(episodes, until))
    return CheckResult("episodes", not wrong, _nights_text(wrong))


def _movements_are_the_board(stays: list[Span], uses: list[Span], until: date) -> CheckResult:
    """People by movements = people in beds + people without a bed, night by night (interfaces.md §2).

    They differ when a bed is held by someone who is not staying that night, or by one stay twice.
    """
    spans = {id: (start, end) for id, start, end in stays}
    outside = [
        use for use in uses if use[0] not in spans or use[1] < spans[use[0]][0] or use[2] > spans[use[0]][1]
    ]
    if outside:
        return CheckResult("movements_board", False, _stays_text(use[0] for use in outside))
    people, in_beds = _nights(stays, until), _nights(uses, until)
    wrong = {night for night in in_beds if in_beds[night] > people[night]}
    return CheckResult("movements_board", not wrong, _nights_text(wrong))


def _balance(stays: list[Span], until: date) -> CheckResult:
    """Opening + admitted − discharged = closing, night by night."""
    admitted = Counter(start for _id, start, _end in stays)
    discharged = Counter(end for _id, _start, end in stays)
    people = _nights(stays, until)
    wrong, stock = set(), 0
    for night in _days(stays, until):
        stock += admitted[night] - discharged[night]
        if stock != people[night]:
            wrong.add(night)
    return CheckResult("balance", not wrong, _nights_text(wrong))


def _papers_are_whole(session: Session) -> CheckResult:
    """Every issued paper has its bytes, and they are the ones that were issued."""
    import hashlib

    issued = set(session.scalars(select(Document.id)))
    kept = {}
    for row in session.execute(select(DocumentFile.document_id, DocumentFile.pdf, DocumentFile.sha256)):
        kept[row.document_id] = hashlib.sha256(row.pdf).hexdigest() == row.sha256
    wrong = sorted((issued - set(kept)) | {id for id, is_whole in kept.items() if not is_whole})
    return CheckResult("documents", not wrong, ", ".join(f"document {id}" for id in wrong[:10]))


def _days(spans: Iterable[Span], until: date) -> list[date]:
    first = min((start for _id, start, _end in spans), default=until)
    return [first + timedelta(days=n) for n in range(max(0, (until - first).days))]


def _nights(spans: list[Span], until: date) -> Counter[date]:
    """How many spans hold each night before ``until``."""
    steps: Counter[date] = Counter()
    for _id, start, end in spans:
        steps[start] += 1
        steps[end] -= 1
    nights: Counter[date] = Counter()
    stock = 0
    for night in _days(spans, until):
        stock += steps[night]
        nights[night] = stock
    return nights


def _differing(one: Counter[date], other: Counter[date]) -> set[date]:
    return {night for night in set(one) | set(other) if one[night] != other[night]}


def _nights_text(nights: set[date]) -> str:
    return ", ".join(night.isoformat() for night in sorted(nights)[:10])


def _stays_text(stay_ids: Iterable[int]) -> str:
    return ", ".join(f"stay {id}" for id in sorted(set(stay_ids))[:10])
