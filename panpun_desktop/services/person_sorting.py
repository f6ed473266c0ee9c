"""The orders of the register list, in SQL: every column that the list can show sorts it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import aliased

from panpun_desktop.common.thai_text import sort_key
from panpun_desktop.models import Bed, BedUse, Building, Episode, Person, Room, Stay
from panpun_desktop.rules.codes import ServiceType
from panpun_desktop.rules.seed import code_lists
from panpun_desktop.services.person_filters import IS_OPEN

if TYPE_CHECKING:
    Sort = Callable[[Select[Any], bool], Select[Any]]


def sorted_by(statement: Select[Any], sort: str, descending: bool) -> Select[Any]:
    """The people of a statement in an order; KeyError for an unknown one."""
    return _SORTS[sort](statement, descending)


def _by(column: Any) -> Sort:
    def ordered(statement: Select[Any], descending: bool) -> Select[Any]:
        return statement.order_by(*((column.desc(), Person.id.desc()) if descending else (column, Person.id)))

    return ordered


def _filled(*columns: Any, empty: Any = None) -> Sort:
    """Order by facts that may be missing; who lacks them comes last either way."""

    def ordered(statement: Select[Any], descending: bool) -> Select[Any]:
        is_empty = columns[0].is_(None) if empty is None else columns[0] == empty
        order = [column.desc() if descending else column for column in columns]
        return statement.order_by(is_empty, *order, Person.sort_key, Person.id)

    return ordered


def _by_stay(*columns: Any, joins_beds: bool = False) -> Sort:
    """Order by what hangs on the open stay; people without one come last either way."""

    def ordered(statement: Select[Any], descending: bool) -> Select[Any]:
        statement = statement.outerjoin(Stay, and_(Stay.person_id == Person.id, IS_OPEN))
        statement = _with_bed(statement) if joins_beds else _with_episode(statement)
        return _filled(*columns)(statement, descending)

    return ordered


def _with_episode(statement: Select[Any]) -> Select[Any]:
    is_running = and_(Episode.ended_on.is_(None), Episode.voided_at.is_(None))
    return statement.outerjoin(Episode, and_(Episode.stay_id == Stay.id, is_running))


def _with_bed(statement: Select[Any]) -> Select[Any]:
    own, host = aliased(BedUse), aliased(BedUse)
    return (
        statement.outerjoin(own, and_(own.stay_id == Stay.id, own.end_on.is_(None)))
        .outerjoin(host, and_(host.stay_id == own.shares_with_stay_id, host.end_on.is_(None)))
        .outerjoin(Bed, Bed.id == func.coalesce(own.bed_id, host.bed_id))
        .outerjoin(Room, Room.id == Bed.room_id)
        .outerjoin(Building, Building.id == Room.building_id)
    )


def _by_age(statement: Select[Any], descending: bool) -> Select[Any]:
    return _filled(Person.birth_first_on)(statement, not descending)


def _by_day(statement: Select[Any], descending: bool) -> Select[Any]:
    """The longest stay is the one begun first."""
    return _by_stay(Episode.started_on)(statement, not descending)


def _last(column: Any) -> Sort:
    """Order by a fact of the last stay, an open one before all."""

    def ordered(statement: Select[Any], descending: bool) -> Select[Any]:
        fact = (
            select(column)
            .where(Stay.person_id == Person.id, Stay.voided_at.is_(None))
            .order_by(Stay.left_on.is_(None).desc(), Stay.arrived_on.desc(), Stay.id.desc())
            .limit(1)
            .correlate(Person)
            .scalar_subquery()
        )
        return _filled(fact)(statement, descending)

    return ordered


def _in_order(name: str, column: Any, key: Callable[[int, str], Any]) -> Any:
    """The place of a code among its list as delivered."""
    codes = code_lists()[name].codes
    ranked = sorted(range(len(codes)), key=lambda at: key(at, codes[at].label))
    return case({codes[at].code: place for place, at in enumerate(ranked)}, value=column)


_SERVICE_ORDER = case(
    {code.value: place for place, code in enumerate(ServiceType)}, value=Episode.service_type
)
_CIVIL_ORDER = _in_order("civil_status", Person.civil_status, lambda at, _label: at)
_PROVINCE_ORDER = _in_order("province", Person.home_province, lambda _at, label: sort_key(label))
_OUTCOME_ORDER = _in_order("outcome", Stay.outcome, lambda at, _label: at)
_BED = (Building.position, Room.position, Room.name, Bed.position, Bed.label)
SHOWN_OF_MASKED = frozenset({"regno", "sex", "service", "day", "bed", "limit", "arrived", "expected"})
"""Orders by what a masked line shows anyway (R-SAF-1)."""
_SORTS: dict[str, Sort] = {
    "regno": _by(Person.regno),
    "name": _by(Person.sort_key),
    "sex": _by(Person.sex),
    "age": _by_age,
    "service": _by_stay(_SERVICE_ORDER, Episode.accompanying),
    "day": _by_day,
    "bed": _by_stay(*_BED, joins_beds=True),
    "birth": _filled(Person.birth_first_on),
    "number": _filled(Person.national_id),
    "civil_status": _filled(_CIVIL_ORDER),
    "province": _filled(_PROVINCE_ORDER),
    "phone": _filled(Person.phone, empty=""),
    "arrived": _last(Stay.arrived_on),
    "left": _last(Stay.left_on),
    "outcome": _last(_OUTCOME_ORDER),
    "expected": _by_stay(Stay.expected_leave_on),
    "registered": _by(Person.registered_on),
}
