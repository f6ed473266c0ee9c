"""Reads what a closed month counted and the register says otherwise since: ปรับปรุงหลังปิดงวด (R-REP-5)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import Person, Stay
from panpun_desktop.reports import facts
from panpun_desktop.reports.monthly.closing_data import StayLine
from panpun_desktop.reports.monthly.since_closing import NOT_TOLD, Known, Then, newest_acts, then_of
from panpun_desktop.rules.closed_month import (
    ChangedStay,
    CountedStay,
    adjustments_of,
    changes_of_stock,
    changes_told,
    counted_stays,
)
from panpun_desktop.rules.counted import Adjustment, CountedFacts, Period
from panpun_desktop.rules.counting import service_label
from panpun_desktop.rules.names import display_name
from panpun_desktop.rules.roles import may
from panpun_desktop.services.closed_months import closed_edition, counted_in
from panpun_desktop.services.visibility import veil_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.models import ClosedMonth
    from panpun_desktop.reports.report import Asked


@dataclass(frozen=True)
class CarriedOver:
    """What comes into a month from a closed one before it; nothing where that is open."""

    adjustments: tuple[Adjustment, ...] = ()
    lines: tuple[StayLine, ...] = ()
    closing: Mapping[str, int] | None = None
    """The closing row of the movement as it was closed."""
    sent: Mapping[str, int | None] | None = None
    """The movement as it was closed, of all sexes."""


def carried_over(session: Session, asked: Asked, first: date) -> CarriedOver:
    """What comes into the statement that begins on ``first``, the first day of a month."""
    before = Period(first, first).before()
    edition = closed_edition(session, before.first)
    if edition is None:
        return CarriedOver()
    closed, now = counted_in(session, edition), counted_now(session, before)
    lines = stay_lines(session, asked, changes_told(closed, now, before), edition.audit_number)
    return CarriedOver(
        adjustments_of(changes_of_stock(closed, now)), lines, _closing_row(edition), moves_of_edition(edition)
    )


def counted_now(session: Session, period: Period) -> tuple[CountedStay, ...]:
    """The stays that a month counts by what the register says now."""
    stays = facts.stays(session, period)
    found = CountedFacts(stays, facts.episodes(session, period, [stay.stay_id for stay in stays]))
    return counted_stays(found, period)


def stay_lines(
    session: Session, asked: Asked, changed: Iterable[ChangedStay], since: int
) -> tuple[StayLine, ...]:
    """The changes as a paper lists them: nobody restricted is named on it (R-SAF-1).

    ``since``: the last entry of the audit when the month was closed; days are told from what they were then.
    """
    found = tuple(changed)
    known = _known(session, [one.stay_id for one in found])
    then, acts = then_of(session, known, since), newest_acts(session, known, since)
    voided = {stay.person_id: stay.arrived_on for stay in known.values() if stay.is_voided}
    seen = veil_of(session).on_paper
    may_name = may(asked.by, "person.read")
    lines = []
    for one in found:
        stay = known[one.stay_id]
        is_hidden = not may_name or stay.person_id in seen.hidden
        act = NOT_TOLD if is_hidden else acts.get(one.stay_id, NOT_TOLD)
        lines.append(
            StayLine(
                one.count,
                one.stay_id,
                stay.person_id,
                "" if is_hidden else stay.regno,
                seen.name(stay.person_id, stay.name) if may_name else "",
                ", ".join(_what(asked, one, stay, then[one.stay_id], voided)),
                one.was,
                *act,
            )
        )
    return tuple(lines)


def moves_of_edition(edition: ClosedMonth) -> dict[str, int | None]:
    """The movement as an edition said it, of all sexes: move -> count."""
    return {move: int(values["total"] or 0) for move, values in rows_of_edition(edition).items()}


def rows_of_edition(edition: ClosedMonth) -> dict[str, dict[str, int | None]]:
    """The movement as an edition said it: move -> column -> count."""
    tables = {table["id"]: table for table in json.loads(edition.figures)["tables"]}
    return {row["key"]: row["values"] for row in tables["movement"]["rows"]}


def _closing_row(edition: ClosedMonth) -> dict[str, int]:
    return {column: int(value or 0) for column, value in rows_of_edition(edition)["closing"].items()}


def _known(session: Session, stay_ids: list[int]) -> dict[int, Known]:
    names = (Person.title, Person.first_name, Person.middle_name, Person.last_name, Person.sex, Person.label)
    chosen = (
        select(Stay.id, Stay.person_id, Stay.arrived_on, Stay.left_on, Stay.voided_at, Person.regno, *names)
        .join(Person, Person.id == Stay.person_id)
        .where(Stay.id.in_(stay_ids))
    )
    return {
        row[0]: Known(*row[:4], row[4] is not None, row[5], display_name(*row[6:]))
        for row in session.execute(chosen)
    }


def _what(
    asked: Asked, one: ChangedStay, stay: Known, then: Then, voided: Mapping[int, date]
) -> Iterator[str]:
    """What is otherwise, in words of the paper; a stay entered anew tells of the one that was taken back."""
    instead_of = voided.get(stay.person_id)
    if stay.is_voided:
        yield f"ยกเลิกการเข้าพักที่รับเข้า {_day(stay.arrived_on)}"
    elif one.before is None and then.is_new and instead_of is not None and instead_of != stay.arrived_on:
        yield f"วันรับเข้า {_day(instead_of)} → {_day(stay.arrived_on)} (บันทึกใหม่แทนรายการที่ยกเลิก)"
    elif one.before is None and then.is_new:
        yield f"บันทึกย้อนหลัง รับเข้า {_day(stay.arrived_on)}"
        if stay.left_on is not None:
            yield f"ออกจากศูนย์ {_day(stay.left_on)}"
    else:
        found = [*_days(stay, then), *_differing(asked, one)]
        yield from found or ["บันทึกเป็นของผู้รับบริการอีกรายหนึ่ง"]


def _days(stay: Known, then: Then) -> Iterator[str]:
    """The days of coming and leaving that are others now, in this month or not."""
    if then.arrived_on != stay.arrived_on:
        yield f"วันรับเข้า {_day(then.arrived_on)} → {_day(stay.arrived_on)}"
    if then.left_on != stay.left_on:
        yield f"วันออก {_left(then.left_on)} → {_left(stay.left_on)}"


def _differing(asked: Asked, one: ChangedStay) -> Iterator[str]:
    """The other facts that the month counted; how a stay ended only where it ended in the month."""
    before, now = one.before, one.now
    if before is None or now is None:
        return
    label = asked.centre.label
    outcome = now.outcome if now.left_on is not None else before.outcome
    pairs = (
        ("เพศ", label("sex", before.sex), label("sex", now.sex)),
        ("ช่วงอายุ", before.age_band.replace("-", "–"), now.age_band.replace("-", "–")),
        ("ประเภทบริการ", _service(before), _service(now)),
        ("ช่องทางรับเข้า", label("channel", before.channel), label("channel", now.channel)),
        ("ผลการจำหน่าย", label("outcome", before.outcome), label("outcome", outcome)),
    )
    yield from (f"{what} {old or '–'} → {new or '–'}" for what, old, new in pairs if old != new)


def _service(one: CountedStay) -> str:
    return service_label(one.service_type) if one.service_type else ""


def _day(day: date) -> str:
    return format_date(day, "short")


def _left(day: date | None) -> str:
    return "ยังพักอยู่" if day is None else format_date(day, "short")
