"""Closing months: figures, lists and the paper are frozen in one act; amended and reopened by acts too.

What a month says is counted and drawn above (``reports/monthly/closing``) and comes in as a function,
as with every issued paper. A month is closed while its newest edition is not reopened; the next edition
after a reopening, as one issued while the month is closed, is ฉบับแก้ไขครั้งที่ n.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import month_label
from panpun_desktop.models import ClosedMonth, ClosedStay, Document, Person
from panpun_desktop.rules.closed_month import CountedStay
from panpun_desktop.rules.counted import Period
from panpun_desktop.rules.names import display_name
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.closed_months import bytes_of, closed_edition, edition_of, newest_edition
from panpun_desktop.services.documents import Drawn, IssueDocument, issue_in, require_readable
from panpun_desktop.store.unit_of_work import bulk_insert, trail_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

KIND = "monthly"
_PEOPLE_AT_A_TIME = 500


@dataclass(frozen=True)
class Sealing:
    """What an edition will bear: its number, who closes it when, and how far the audit had come."""

    edition: int
    closed_at: datetime
    closed_by: str
    reason: str
    audit_number: int
    audit_head: str
    previous: ClosedMonth | None = None
    """The edition before, from which the differences are listed."""

    @property
    def previous_figures(self) -> Any:
        """Its finished values as they were kept."""
        return None if self.previous is None else json.loads(self.previous.figures)


@dataclass(frozen=True)
class Frozen:
    """What counting and drawing an edition gave."""

    drawn: Drawn
    figures: Mapping[str, Any]
    """The finished values as JSON can hold them."""
    stays: tuple[CountedStay, ...]
    failed: tuple[str, ...] = ()
    """Titles of the checks that do not hold."""
    behind: Mapping[str, Any] = field(default_factory=dict)
    differences: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class CloseMonth:
    """Close a month, or issue an amended edition of a closed one; ``month_on`` is any day of it."""

    month_on: date
    count: Callable[[Session, Sealing], Frozen]
    """Called inside the unit of work."""
    reason: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    """How the paper was asked for."""


@dataclass(frozen=True)
class ReopenMonth:
    """Open a closed month again; what was sent is kept."""

    month_on: date
    reason: str


@dataclass(frozen=True)
class Closed:
    """A closed month: its edition and its paper."""

    changes: Changes
    edition: int
    document_id: int
    title: str
    pdf: bytes
    is_before_open: bool
    """The month before is open: its later changes will move this month's opening."""


def close_month(work: UnitsOfWork, by: Actor, request: CloseMonth) -> Closed:
    """Freeze a month that is over: figures, the stays behind them, the paper, the audit's head.

    RuleBroken ``month.not_over``, ``month.closed_already``; ``month.checks_failed`` when a check does not
    hold and no reason is given (R-REP-1).
    """
    with work.writing(by, "month.close") as session:
        _require_over(work, request.month_on)
        if closed_edition(session, request.month_on) is not None:
            raise RuleBroken("month.closed_already", month=month_label(request.month_on))
        return _closed(session, work, by, request)


def amend_month(work: UnitsOfWork, by: Actor, request: CloseMonth) -> Closed:
    """Issue an amended edition of a closed month, which lists its differences; the earlier one is kept.

    RuleBroken ``month.not_closed``, ``month.reason_missing``, ``month.nothing_to_amend``.
    """
    with work.writing(by, "month.close") as session:
        if closed_edition(session, request.month_on) is None:
            raise RuleBroken("month.not_closed", month=month_label(request.month_on))
        if not request.reason.strip():
            raise RuleBroken("month.reason_missing", field="reason")
        return _closed(session, work, by, request, must_differ=True)


def reopen_month(work: UnitsOfWork, by: Actor, request: ReopenMonth) -> Changes:
    """Open a closed month again; a reason is kept, and so is the paper that was sent."""
    with work.writing(by, "month.reopen") as session:
        edition = closed_edition(session, request.month_on)
        if edition is None:
            raise RuleBroken("month.not_closed", month=month_label(request.month_on))
        if not request.reason.strip():
            raise RuleBroken("month.reason_missing", field="reason")
        edition.reopened_at, edition.reopened_by_id = work.clock.now(), by.user_id
        edition.reopen_reason = request.reason.strip()
        return Changes(
            documents=frozenset({edition.document_id}),
            months=frozenset({edition.month_on}),
            summary=_("{month} is open again").format(month=month_label(edition.month_on)),
        )


def reprint_month(work: UnitsOfWork, by: Actor, month_on: date, edition: int | None = None) -> bytes:
    """The very bytes of an edition, the newest unless one is named; noted in the audit (R-DOC-2)."""
    with work.writing(by, "document.reprint", note=f"closed_month:{month_on:%Y-%m}", always=True) as session:
        newest = newest_edition(session, month_on)
        found = newest if edition is None else edition_of(session, month_on, edition)
        if found is None:
            raise RuleBroken("month.not_closed", month=month_label(month_on))
        require_readable(session, session.get_one(Document, found.document_id))
        return bytes_of(session, found)


def _require_over(work: UnitsOfWork, day: date) -> None:
    last = Period.month(day.year, day.month).last
    if last >= today(work.clock):
        raise RuleBroken("month.not_over", month=month_label(day), day=last)


def _closed(
    session: Session, work: UnitsOfWork, by: Actor, request: CloseMonth, *, must_differ: bool = False
) -> Closed:
    month = Period.month(request.month_on.year, request.month_on.month)
    previous = newest_edition(session, month.first)
    sealing = _sealing(session, work, by, request, previous)
    frozen = request.count(session, sealing)
    if frozen.failed and not sealing.reason:
        raise RuleBroken("month.checks_failed", field="reason", checks=", ".join(frozen.failed))
    if must_differ and not frozen.differences:
        raise RuleBroken("month.nothing_to_amend", month=month_label(month.first))
    paper = issue_in(
        session,
        by,
        sealing.closed_at,
        read_centre(session),
        IssueDocument(
            kind=KIND,
            draw=lambda _session, _number: frozen.drawn,
            dated_on=today(work.clock),
            parameters=request.parameters,
        ),
    )
    edition = _kept(session, by, month, sealing, frozen, paper.document_id)
    _keep_stays(session, edition.id, frozen.stays)
    return Closed(
        changes=Changes(
            documents=frozenset({paper.document_id}),
            months=frozenset({month.first}),
            summary=_summary(month.first, sealing.edition),
        ),
        edition=sealing.edition,
        document_id=paper.document_id,
        title=paper.title,
        pdf=paper.pdf,
        is_before_open=closed_edition(session, month.before().first) is None,
    )


def _sealing(
    session: Session, work: UnitsOfWork, by: Actor, request: CloseMonth, previous: ClosedMonth | None
) -> Sealing:
    head = trail_of(session).head(session)
    return Sealing(
        edition=0 if previous is None else previous.edition + 1,
        closed_at=work.clock.now(),
        closed_by=by.name,
        reason=request.reason.strip(),
        audit_number=head.count,
        audit_head=head.hash,
        previous=previous,
    )


def _kept(
    session: Session, by: Actor, month: Period, sealing: Sealing, frozen: Frozen, document_id: int
) -> ClosedMonth:
    edition = ClosedMonth(
        month_on=month.first,
        edition=sealing.edition,
        document_id=document_id,
        figures=_json(frozen.figures),
        behind=_json(frozen.behind),
        differences=_json(list(frozen.differences)),
        is_balanced=not frozen.failed,
        reason=sealing.reason,
        audit_number=sealing.audit_number,
        audit_head=sealing.audit_head,
        closed_at=sealing.closed_at,
        closed_by_id=by.user_id,
    )
    session.add(edition)
    session.flush()
    return edition


def _keep_stays(session: Session, edition_id: int, stays: tuple[CountedStay, ...]) -> None:
    names = _names(session, [one.person_id for one in stays])
    bulk_insert(
        session,
        ClosedStay,
        [
            {
                "closed_month_id": edition_id,
                "stay_id": one.stay_id,
                "person_id": one.person_id,
                "regno": names[one.person_id][0],
                "name": names[one.person_id][1],
                "sex": one.sex,
                "age_band": one.age_band,
                "service_type": one.service_type,
                "channel": one.channel,
                "outcome": one.outcome,
                "arrived_on": one.arrived_on,
                "left_on": one.left_on,
                "moves": ",".join(one.moves),
            }
            for one in stays
        ],
    )


def _names(session: Session, person_ids: list[int]) -> dict[int, tuple[str, str]]:
    name = (Person.title, Person.first_name, Person.middle_name, Person.last_name, Person.sex, Person.label)
    found = {}
    for first in range(0, len(person_ids), _PEOPLE_AT_A_TIME):
        some = person_ids[first : first + _PEOPLE_AT_A_TIME]
        for id, regno, *parts in session.execute(
            select(Person.id, Person.regno, *name).where(Person.id.in_(some))
        ):
            found[id] = (regno, display_name(*parts))
    return found


def _summary(month_on: date, edition: int) -> str:
    if edition:
        sentence = _("{month}: amended edition {number} issued")
        return sentence.format(month=month_label(month_on), number=edition)
    return _("{month} is closed").format(month=month_label(month_on))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
