"""Reads a closed month: the figures as they were frozen, and the very bytes of its paper (R-REP-5)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.kept_values import from_plain
from panpun_desktop.models import Document, Stay
from panpun_desktop.reports.monthly.closing_data import StayLine
from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.rules.roles import may
from panpun_desktop.services.closed_months import bytes_of, closed_edition, edition_of, parameters_of
from panpun_desktop.services.documents import require_readable
from panpun_desktop.services.nameless import nameless_among
from panpun_desktop.services.visibility import veil_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.models import ClosedMonth
    from panpun_desktop.reports.report import Asked

DRAWN_BY = ("tables", "thai_digits", "external")
"""Parameters that change how the frozen figures look; the paper that was sent had its own."""


def closed_statement(session: Session, asked: Asked, printed: tuple[str, ...] | None) -> MonthlyReport | None:
    """The statement of a closed month with its frozen figures; None for a month that is open.

    ``edition`` among the parameters asks for an earlier one, also of a month that was opened again.
    """
    edition = _asked_edition(session, asked)
    if edition is None:
        return None
    values = from_plain(MonthlyReport, json.loads(edition.figures))
    if "tables" in asked.parameters:
        values = replace(values, printed=printed)
    closing = values.closing
    if closing is not None:
        closing = replace(closing, changed=_covered(session, asked, closing.changed))
    return replace(values, closing=closing, adjusted=_covered(session, asked, values.adjusted))


def kept(session: Session, asked: Asked) -> bytes | None:
    """The bytes that were sent, where they are what is asked for; None where it must be drawn."""
    edition = _asked_edition(session, asked)
    if edition is None or not _is_as_sent(asked, json.loads(parameters_of(session, edition))):
        return None
    try:
        require_readable(session, session.get_one(Document, edition.document_id))
    except RuleBroken:
        return None  # somebody named on it is protected by now: drawn without the name
    return bytes_of(session, edition)


def _asked_edition(session: Session, asked: Asked) -> ClosedMonth | None:
    if asked.parameters.get("period", "month") != "month":
        return None
    month: date = asked.parameters["month"]
    number = asked.parameters.get("edition")
    return closed_edition(session, month) if number is None else edition_of(session, month, int(number))


def _is_as_sent(asked: Asked, sent: Mapping[str, Any]) -> bool:
    """Whether nothing is asked that the paper does otherwise."""
    return all(
        _plain(asked.parameters[name]) == _plain(sent.get(name))
        for name in DRAWN_BY
        if name in asked.parameters
    )


def _plain(value: Any) -> Any:
    """None, "no" and "all" are one; JSON has lists for tuples."""
    return list(value) if isinstance(value, tuple | list) else value or None


def _covered(session: Session, asked: Asked, lines: tuple[StayLine, ...]) -> tuple[StayLine, ...]:
    """The names as they may be shown today; a stay may have gone over to another record."""
    if not lines:
        return ()
    seen = veil_of(session).on_paper
    owners = select(Stay.id, Stay.person_id).where(Stay.id.in_([one.stay_id for one in lines]))
    person_of = {row.id: row.person_id for row in session.execute(owners)}
    if not may(asked.by, "person.read"):
        return tuple(replace(one, name="", regno="", why="") for one in lines)
    nameless = nameless_among(session, person_of.values())
    return tuple(
        replace(
            one,
            name=seen.name(person_of[one.stay_id], "" if person_of[one.stay_id] in nameless else one.name),
            regno="" if person_of[one.stay_id] in seen.hidden else one.regno,
            why="" if person_of[one.stay_id] in seen.hidden else one.why,
        )
        for one in lines
    )
