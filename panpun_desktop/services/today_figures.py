"""The figures of today's page: people, admissions, limits, free beds; the balance and the forecast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.common.i18n import _
from panpun_desktop.models import Override, Stay
from panpun_desktop.rules.codes import ServiceType
from panpun_desktop.services.bed_board import FREE, Night
from panpun_desktop.services.stay_rows import here_on
from panpun_desktop.services.today_rows import Figure, ForecastDay

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.services.stay_rows import Part

_CLEAN = "CLEAN"
FORECAST_NIGHTS = "today.forecast_nights"


def figures(session: Session, known: Night) -> tuple[Figure, ...]:
    """The four figures, each with what it is made of."""
    return (_present(known), _admitted(session, known.night), _due(known), _free(known))


def balance(session: Session, known: Night) -> str:
    """ยกมา 44 + รับเข้า 4 − ออก 1 = 47 ✓: movements beside the people who are on the board tonight."""
    day = known.night
    opening = _count(session, here_on(day - timedelta(days=1)))
    admitted = _count(session, Stay.arrived_on == day)
    left = _count(session, Stay.left_on == day)
    closing = opening + admitted - left
    text = _("Brought forward {opening} + admitted {admitted} − left {left} = {closing}").format(
        opening=opening, admitted=admitted, left=left, closing=closing
    )
    return f"{text} ✓" if closing == len(known.stays) else f"{text} ≠ {len(known.stays)}"


def forecast(session: Session, known: Night) -> tuple[ForecastDay, ...]:
    """People on the coming nights: until the expected day, the extension, or the limit.

    A day is certain until the first leaving that only a limit lets expect. Who is over a limit, or has
    none, is expected to stay: nobody is put out.
    """
    ends = list(_ends(session, known))
    arrivals = session.scalars(
        select(Stay.arrived_on).where(Stay.arrived_on > known.night, Stay.voided_at.is_(None))
    ).all()
    guesses = [end.last_night for end in ends if end.last_night is not None and not end.is_certain]
    first_guess = min(guesses, default=date.max)
    nights = int(known.centre.settings[FORECAST_NIGHTS])
    days = [known.night + timedelta(days=step) for step in range(nights)]
    return tuple(
        ForecastDay(
            day,
            sum(end.last_night is None or day <= end.last_night for end in ends)
            + sum(arrived_on <= day for arrived_on in arrivals),
            day <= first_guess,
        )
        for day in days
    )


def extensions(session: Session, known: Night) -> dict[int, date]:
    """Until when stays were allowed to go on past their limit, by stay id."""
    rows = session.execute(
        select(Override.stay_id, func.max(Override.extend_to_on))
        .where(Override.stay_id.in_(list(known.stays)), Override.extend_to_on.is_not(None))
        .group_by(Override.stay_id)
    )
    return {stay_id: until for stay_id, until in rows if until is not None}


@dataclass(frozen=True)
class _End:
    """The last night expected of a stay; None: not known."""

    last_night: date | None
    is_certain: bool


def _ends(session: Session, known: Night) -> Iterator[_End]:
    extended = extensions(session, known)
    for stay_id, stay in known.stays.items():
        if stay.expected_leave_on is not None:
            expected = stay.expected_leave_on - timedelta(days=1)
            yield _End(max(expected, known.night), is_certain=True)
        elif stay_id in extended:
            yield _End(max(extended[stay_id], known.night), is_certain=True)
        else:
            yield _End(_limit_ahead(known.parts.get(stay_id), known.night), is_certain=False)


def _limit_ahead(part: Part | None, night: date) -> date | None:
    limit_on = part.clock.limit_on if part is not None else None
    return limit_on if limit_on is not None and limit_on >= night else None


def _present(known: Night) -> Figure:
    here, all_beds = len(known.stays), len(known.beds)
    detail = ""
    if all_beds:
        percent = (200 * here + all_beds) // (2 * all_beds)  # half up
        detail = _("of {beds} beds · {percent}%").format(beds=all_beds, percent=percent)
        if sharing := sum(map(len, known.sharers.values())):  # else the free beds do not add up
            detail += " · " + _("sharing a bed {n}").format(n=sharing)
    return Figure("present", here, _("People staying tonight"), detail)


def _admitted(session: Session, day: date) -> Figure:
    rows = session.execute(
        select(Stay.family_admission_id, func.count())
        .where(Stay.arrived_on == day, Stay.voided_at.is_(None))
        .group_by(Stay.family_admission_id)
    ).all()
    families = [people for family, people in rows if family is not None and people > 1]
    everyone = sum(people for _family, people in rows)
    parts = []
    if families:
        text = _("{families} families ({people} people)")
        parts.append(text.format(families=len(families), people=sum(families)))
    if families and (alone := everyone - sum(families)):
        parts.append(_("{people} alone").format(people=alone))
    return Figure("admitted", everyone, _("Admitted today"), " · ".join(parts))


def _due(known: Night) -> Figure:
    """Stays whose limit is today; courses have none (R-CRS-1)."""
    due = Counter(
        part.service_type
        for part in known.parts.values()
        if not part.service_type.is_course and part.clock.limit_on == known.night
    )
    types = [one for one in ServiceType if due[one]]
    detail = " · ".join(f"{known.centre.short('service_type', one)} {due[one]}" for one in types)
    return Figure("due", due.total(), _("Limit reached today"), detail)


def _free(known: Night) -> Figure:
    uses = Counter(bed.use for bed in known.beds if known.state_of(bed.id) == FREE)
    labels = known.centre.codes["room_use"]
    parts = [f"{label} {uses[use]}" for use, label in labels.items() if uses[use]]
    cleaned = sum(block.kind == _CLEAN for block in known.blocks.values())
    if cleaned:
        parts.append(_("to be cleaned {n}").format(n=cleaned))
    detail = " · ".join(parts)
    return Figure("free", uses.total(), _("Free beds"), detail)


def _count(session: Session, what: object) -> int:
    counted = select(func.count()).select_from(Stay).where(what, Stay.voided_at.is_(None))  # type: ignore[arg-type]
    return session.scalar(counted) or 0
