"""What may hold only once: an act is not taken back when the same was done anew by someone meanwhile.

A bed is promised to one at a time, somebody waits once, is protected once, is kept apart from
another once; a confirmed count has the lines that it was confirmed with. Each refusal names the
later act. What was so before the act already stands in nobody's way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from panpun_desktop.models import AuditChange, KeepApart, NightCensus, NightCensusLine, Restriction
from panpun_desktop.models import WaitingEntry as Waiting
from panpun_desktop.services.entry_parts import Part, Row, key_of, stored
from panpun_desktop.services.later_acts import later_act
from panpun_desktop.services.reservations import promised_between
from panpun_desktop.services.reserving import sleeper_in_the_way
from panpun_desktop.services.visibility import Veil
from panpun_desktop.services.waiting_rows import WAITING
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Found = tuple[str, int]
"""Table and id of a record that stands in the way."""


def require_not_overtaken(session: Session, parts: Iterable[Part], entry_id: int) -> None:
    """Refuse to bring back what was done anew since; asked when what frees beds is done.

    RuleBroken ``undo.needs_other_first`` or ``undo.needs_redo_first``.
    """
    for part in parts:
        others = _OTHERS.get(part.name)
        if others is None:
            continue
        own = {int(one.entity_id) for one in (*part.inserted, *part.updated)}
        for target in _coming_back(part):
            for table, id in others(session, target):
                if table != part.name or id not in own:
                    _refuse(session, entry_id, table, id)
    _require_open_counts(session, parts, entry_id)


def _coming_back(part: Part) -> Iterator[Row]:
    """The rows as they will be: updates set back, deleted ones there again."""
    for net in part.updated:
        yield {**part.rows[net.entity_id], **stored(part.table, net.before)}
    for net in part.deleted:
        row = dict.fromkeys(part.audited) | key_of(part.table, net.entity_id) | stored(part.table, net.before)
        yield row | ({"id": None} if net.entity_id in part.rows else {})  # the number was given again


def _refuse(session: Session, entry_id: int, table: str, id: int, columns: tuple[str, ...] = ()) -> None:
    refusal = later_act(session, entry_id, table, str(id), columns)
    if refusal is not None:
        raise refusal


# one at a time ------------------------------------------------------------------------------------


def _promises(session: Session, target: Row) -> Iterator[Found]:
    """Another promise of the bed, or somebody who sleeps there by now."""
    expires_at = target["expires_at"]
    if target["closed_at"] is not None or (expires_at is not None and expires_at <= clock_of(session).now()):
        return
    bed_id, start_on, end_on = target["bed_id"], target["start_on"], target["end_on"]
    for one in promised_between(session, Veil(), bed_id, start_on, end_on):
        if one.id != target["id"]:
            yield "bed_reservation", one.id
    use = sleeper_in_the_way(session, bed_id, start_on, end_on)
    if use is not None:
        yield "bed_use", use.id


def _waiting(session: Session, target: Row) -> Iterator[Found]:
    if target["state"] != WAITING or target["voided_at"] is not None or target["person_id"] is None:
        return
    same = Waiting.person_id == target["person_id"]
    rows = select(Waiting.id).where(same, Waiting.state == WAITING, Waiting.voided_at.is_(None))
    yield from (("waiting_entry", one) for one in session.scalars(rows))


def _restrictions(session: Session, target: Row) -> Iterator[Found]:
    if target["until_on"] is not None or target["voided_at"] is not None:
        return
    running = and_(Restriction.until_on.is_(None), Restriction.voided_at.is_(None))
    rows = select(Restriction.id).where(Restriction.person_id == target["person_id"], running)
    yield from (("restriction", one) for one in session.scalars(rows))


def _apart(session: Session, target: Row) -> Iterator[Found]:
    one, other = target["person_id"], target["other_person_id"]
    if target["until_on"] is not None or target["voided_at"] is not None or other is None:
        return
    pair = or_(
        and_(KeepApart.person_id == one, KeepApart.other_person_id == other),
        and_(KeepApart.person_id == other, KeepApart.other_person_id == one),
    )
    rows = select(KeepApart.id).where(pair, KeepApart.until_on.is_(None), KeepApart.voided_at.is_(None))
    yield from (("keep_apart", one) for one in session.scalars(rows))


_OTHERS: dict[str, Callable[[Session, Row], Iterator[Found]]] = {
    "bed_reservation": _promises,
    "waiting_entry": _waiting,
    "restriction": _restrictions,
    "keep_apart": _apart,
}
"""Table -> what of its kind, or of another, holds already beside a row that comes back."""


# counts of nights ---------------------------------------------------------------------------------


def _require_open_counts(session: Session, parts: Iterable[Part], entry_id: int) -> None:
    """The lines of a confirmed count stay, and a confirmation comes back to the lines that it knew."""
    by_name = {part.name: part for part in parts}
    lines, counts = by_name.get(NightCensusLine.__tablename__), by_name.get(NightCensus.__tablename__)
    own = {int(one.entity_id) for one in (*counts.inserted, *counts.updated)} if counts else set()
    if lines is not None:
        for id in {_census_of(lines, net.entity_id, net.before) for net in _nets(lines)} - own:
            if session.scalar(select(NightCensus.confirmed_at).where(NightCensus.id == id)) is not None:
                _refuse(session, entry_id, NightCensus.__tablename__, id, ("confirmed_at",))
    for target in _coming_back(counts) if counts is not None else ():
        if target["confirmed_at"] is not None:
            for line in _lines_changed_since(session, target["id"], entry_id):
                _refuse(session, entry_id, NightCensusLine.__tablename__, line)


def _nets(part: Part) -> Iterator[Any]:
    return iter((*part.inserted, *part.updated, *part.deleted))


def _census_of(lines: Part, line_id: str, before: Any) -> int:
    return int(lines.rows[line_id]["census_id"] if line_id in lines.rows else before["census_id"])


def _lines_changed_since(session: Session, census_id: int, entry_id: int) -> list[int]:
    """The lines of a count that an act after this one wrote, changed or took away."""
    of_census = func.json_extract(func.coalesce(AuditChange.after, AuditChange.before), "$.census_id")
    there = select(NightCensusLine.id).where(NightCensusLine.census_id == census_id)
    ids = {str(one) for one in session.scalars(there)}
    changed = select(AuditChange.entity_id).where(
        AuditChange.entity == NightCensusLine.__tablename__,
        AuditChange.entry_id > entry_id,
        or_(AuditChange.entity_id.in_(ids), of_census == census_id),
    )
    return [int(one) for one in session.scalars(changed.distinct())]
