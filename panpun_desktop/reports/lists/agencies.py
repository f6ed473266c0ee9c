"""Whom agencies sent, whom we sent to them, and the letters that went out, agency by agency."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from panpun_desktop.common.thai_text import sort_key
from panpun_desktop.models import Agency, Document, Stay, TurnAway
from panpun_desktop.reports.lists.data import ListColumn, ListPaper
from panpun_desktop.reports.lists.reading import Lines, of_period, period_of
from panpun_desktop.rules.intake import needs_agency, outcome_needs_agency
from panpun_desktop.rules.seed import code_lists

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked
    from panpun_desktop.rules.counted import Period

UNNAMED = "ไม่ระบุหน่วยงาน"
_FIGURES = ("came", "went", "letters", "awaited", "told")
_COLUMNS = (
    ListColumn("agency", "หน่วยงาน", share=4),
    ListColumn("kind", "ประเภท", width=2.6),
    ListColumn("came", "รับเข้า (ครั้ง)", "number", width=2.0, is_summed=True),
    ListColumn("went", "ส่งออก (ครั้ง)", "number", width=2.0, is_summed=True),
    ListColumn("letters", "หนังสือส่ง (ฉบับ)", "number", width=2.1, is_summed=True),
    ListColumn("awaited", "รอตอบ (ฉบับ)", "number", width=2.0, is_summed=True),
    ListColumn("told", "แนะนำให้ไป (คน)", "number", width=2.1, is_summed=True),
)


def read(session: Session, asked: Asked) -> ListPaper:
    """Agencies with anything in the period, in Thai order; what a cancelled letter asked for is left out."""
    period = period_of(asked)
    counts = {name: _counted(session, query) for name, query in _queries(period).items()}
    used = {id for found in counts.values() for id in found}
    agencies = session.execute(select(Agency.id, Agency.name, Agency.kind).where(Agency.id.in_(used))).all()
    lines = Lines.of(session, *_COLUMNS)
    rows = [
        lines.plain(
            {
                "agency": row.name,
                "kind": asked.centre.short("agency_kind", row.kind),
                **{name: counts[name][row.id] for name in _FIGURES},
            }
        )
        for row in sorted(agencies, key=lambda one: sort_key(one.name))
    ]
    counted = f"{len(rows):,} หน่วยงาน"
    unnamed = _unnamed(session, period)
    if any(unnamed.values()):
        rows.append(lines.plain({**dict.fromkeys(_FIGURES, 0), "agency": UNNAMED, "kind": "", **unnamed}))
    table = lines.table("agencies", "", rows, counted=counted, empty="ไม่มีการส่งต่อหรือหนังสือในช่วงนี้")
    return of_period(asked, "agencies", period, (table,))


def _counted(session: Session, query: Any) -> Counter[int]:
    return Counter({id: count for id, count in session.execute(query) if id is not None})


def _unnamed(session: Session, period: Period) -> dict[str, int]:
    """Who came or went by way of an agency that nobody named."""
    days = (period.first, period.last)
    stays = select(func.count()).select_from(Stay).where(Stay.voided_at.is_(None))
    codes = code_lists()
    channels = [one.code for one in codes["channel"].codes if needs_agency(one.code)]
    outcomes = [one.code for one in codes["outcome"].codes if outcome_needs_agency(one.code)]
    came = stays.where(Stay.arrived_on.between(*days), Stay.agency_id.is_(None), Stay.channel.in_(channels))
    went = stays.where(
        Stay.left_on.between(*days), Stay.outcome_agency_id.is_(None), Stay.outcome.in_(outcomes)
    )
    return {"came": session.scalar(came) or 0, "went": session.scalar(went) or 0}


def _queries(period: Period) -> dict[str, Any]:
    """Agency id and how many, for each figure."""
    days = (period.first, period.last)
    of_stays = select(Stay.agency_id, func.count()).where(Stay.voided_at.is_(None))
    letters = (
        select(Document.agency_id, func.count())
        .where(Document.cancelled_at.is_(None), Document.dated_on.between(*days))
        .group_by(Document.agency_id)
    )
    return {
        "came": of_stays.where(Stay.arrived_on.between(*days)).group_by(Stay.agency_id),
        "went": select(Stay.outcome_agency_id, func.count())
        .where(Stay.voided_at.is_(None), Stay.left_on.between(*days))
        .group_by(Stay.outcome_agency_id),
        "letters": letters,
        "awaited": letters.where(Document.reply_due_on.is_not(None), Document.replied_on.is_(None)),
        "told": select(TurnAway.agency_id, func.sum(TurnAway.people))
        .where(TurnAway.voided_at.is_(None), TurnAway.on_day.between(*days))
        .group_by(TurnAway.agency_id),
    }
