"""The one place that says how much someone sees of whom (domain.md R-SAF-1).

Every query that lets a name, nickname, number, phone, photo or paper out asks the veil::

    seen = veil_of(session)                                         # of whoever's unit of work it is
    statement = statement.where(Person.id.not_in(seen.hidden))      # no line at all
    rows = seen.rows(session.execute(statement))                    # or both: lines left out, names covered
    name = seen.name(person.id, full_name)                          # "ผู้รับบริการ (ปกปิด)" when masked
    require_sight(session, person.id)                               # before an act on the record itself

Totals are reckoned without the veil: hidden people are counted everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache, cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Date, bindparam, or_, select

from panpun_desktop.common.clock import local
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import BreakGlass, CohortTrainer, Enrolment, Restriction
from panpun_desktop.rules import roles
from panpun_desktop.rules.protection import Sight, restricted_sight
from panpun_desktop.store.unit_of_work import actor_of, clock_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor

Line = TypeVar("Line")
_VEIL = "panpun_veil"
_PERSONAL = {
    "title": "",
    "first_name": "",
    "middle_name": "",
    "last_name": "",
    "nickname": "",
    "called_name": "",
    "name_en": "",
    "national_id": None,
    "phone": "",
    "home_address": "",
    "emergency_contact": "",
    "note": "",
}
"""Columns of a person that are shown to nobody who sees less than all, with what stands there instead."""
_OF_MASKED = frozenset(
    {
        *(
            "id",
            "version",
            "person_id",
            "regno",
            "stay_id",
            "stay_version",
            "arrived_on",
            "left_on",
            "present",
        ),
        *("service_type", "service", "accompanying", "day", "limit", "limit_unit", "level", "days_over"),
        *("kind", "state"),
        *("bed", "bed_id", "label", "full_label", "is_extra", "bed_version", "absent", "sex"),
    }
)
"""What a line about a masked person may hold (R-SAF-1): register number, service, day, bed; keys beside."""
_OF_NAMED = _OF_MASKED - {"regno"}
_ORDER = (Sight.NONE, Sight.FIRST_NAME, Sight.MASKED, Sight.FULL)
_BLANK: dict[type, object] = {str: "", bool: False, tuple: (), frozenset: frozenset()}


@dataclass(frozen=True)
class Veil:
    """How much one person at the desk sees of everybody; who is not named here is seen whole."""

    sights: Mapping[int, Sight] = field(default_factory=dict)
    """Only of restricted people, by person id."""

    def sight(self, person_id: int | None) -> Sight:
        """How much is seen of a person."""
        return Sight.FULL if person_id is None else self.sights.get(person_id, Sight.FULL)

    @cached_property
    def hidden(self) -> frozenset[int]:
        """People of whom nothing is seen: left out of every list, still counted in totals."""
        return self._of(Sight.NONE)

    @cached_property
    def masked(self) -> frozenset[int]:
        """People shown as one line without name."""
        return self._of(Sight.MASKED)

    @cached_property
    def not_whole(self) -> frozenset[int]:
        """Everybody of whom less than all is seen."""
        return frozenset(one for one, sight in self.sights.items() if sight is not Sight.FULL)

    @cached_property
    def on_paper(self) -> Veil:
        """The same for lists on paper, which everybody reads: nobody restricted is named."""
        return Veil({one: min(sight, Sight.MASKED, key=_ORDER.index) for one, sight in self.sights.items()})

    def sees(self, person_id: int | None) -> bool:
        """Say whether the person's page may be opened as it is."""
        return self.sight(person_id) is Sight.FULL

    def knows_home(self, by: Actor, person_id: int) -> bool:
        """Say whether home and family of the person are told: of the restricted only at the desk (§7.2)."""
        return person_id not in self.sights or roles.may(by, "person.edit")

    def name(self, person_id: int | None, full_name: str, first_name: str = "") -> str:
        """The name as it may be shown; of a hidden person only that there is someone."""
        match self.sight(person_id):
            case Sight.FULL:
                return full_name
            case Sight.FIRST_NAME:
                return first_name or masked_name()
            case Sight.MASKED:
                return masked_name()
            case _:
                return _("someone")

    def text(self, person_id: int | None, text: str) -> str:
        """A fact of the person (nickname, number, phone), or nothing when less than all is seen."""
        return text if self.sees(person_id) else ""

    def hiding(self, person_ids: Iterable[int]) -> Veil:
        """The same, with nothing seen of these people."""
        gone = dict.fromkeys(person_ids, Sight.NONE)
        return replace(self, sights={**self.sights, **gone}) if gone else self

    def rows(self, rows: Iterable[Any], of: str = "id") -> Iterator[Any]:
        """Rows with the columns of people, the hidden left out, the others' names covered.

        ``of`` names the column with the person's id.
        """
        for row in rows:
            if getattr(row, of) not in self.hidden:
                yield self.covered(row, of)

    def covered(self, row: Any, of: str = "id") -> Any:
        """One row with the columns of a person, with no more in it than is seen."""
        sight = self.sight(getattr(row, of))
        if sight is Sight.FULL:
            return row
        known = row._asdict()
        known |= {name: blank for name, blank in _PERSONAL.items() if name in known}
        known["first_name"] = self.name(getattr(row, of), "", row.first_name)
        if "regno" in known and sight is not Sight.MASKED:
            known["regno"] = ""
        return SimpleNamespace(**known)

    def line(self, line: Line, person_id: int | None, name: str = "", also: Collection[str] = ()) -> Line:
        """A dataclass about one person with no more in it than is seen; everything not allowed is emptied.

        ``name``: what stands for the name, when the first name alone is known to the caller;
        ``also``: fields kept besides, which say nothing of the person.
        """
        sight = self.sight(person_id)
        if sight is Sight.FULL:
            return line
        kept = _OF_MASKED if sight is Sight.MASKED else _OF_NAMED
        known: dict[str, Any] = {one.name: getattr(line, one.name) for one in fields(line)}  # type: ignore[arg-type]
        given: dict[str, Any] = {
            one: _BLANK.get(type(value))
            for one, value in known.items()
            if one not in kept and one not in also
        }
        shown = name or self.name(person_id, "")
        given |= {one: shown for one in ("name", "short_name", "person") if one in known}
        return replace(line, **given)  # type: ignore[type-var]

    def _of(self, sight: Sight) -> frozenset[int]:
        return frozenset(one for one, seen in self.sights.items() if seen is sight)


def masked_name() -> str:
    """What stands for a masked person's name: ผู้รับบริการ (ปกปิด)."""
    return _("Service user (masked)")


def veil_of(session: Session) -> Veil:
    """What is seen by the one whose unit of work it is; reckoned once in each."""
    if _VEIL not in session.info:
        session.info[_VEIL] = veil(session, actor_of(session))
    seen: Veil = session.info[_VEIL]
    return seen


def require_sight(session: Session, person_id: int) -> None:
    """Refuse what shows or changes the record of someone who is not seen whole (R-SAF-1).

    RuleBroken ``record.missing`` where the person is hidden, ``person.masked`` where glass may be broken.
    """
    match veil_of(session).sight(person_id):
        case Sight.FULL:
            return
        case Sight.MASKED:
            raise RuleBroken("person.masked", person_id=person_id)
        case _:
            raise RuleBroken("record.missing", kind="Person")


def veil(session: Session, by: Actor) -> Veil:
    """What the actor sees now; two small queries."""
    restricted = restrictions_now(session)
    if not restricted:
        return Veil()
    opened, taught = _opened(session, by), _taught(session, by)
    return Veil(
        {
            one: restricted_sight(by, [*named.split(","), *taught.get(one, ())], one in opened)
            for one, named in restricted.items()
        }
    )


def restrictions_now(session: Session) -> dict[int, str]:
    """The people whose presence is protected today, with the roles named for each."""
    rows = session.execute(_restricted(), {"day": local(clock_of(session)).date()})
    return {row.person_id: row.roles for row in rows}


@cache
def _restricted() -> Any:
    """Who is protected on a day; put together once, as every unit of work that names people asks."""
    day = bindparam("day", type_=Date)
    return select(Restriction.person_id, Restriction.roles).where(
        Restriction.voided_at.is_(None),
        Restriction.since_on <= day,
        or_(Restriction.until_on.is_(None), Restriction.until_on > day),
    )


def _taught(session: Session, by: Actor) -> dict[int, tuple[str, ...]]:
    """Those in a cohort that the actor teaches: a trainer has a name to call them by (R-SAF-1)."""
    if by.role is not roles.Role.TRAINER:
        return {}
    rows = (
        select(Enrolment.person_id)
        .join(CohortTrainer, CohortTrainer.cohort_id == Enrolment.cohort_id)
        .where(
            *(CohortTrainer.user_id == by.user_id, CohortTrainer.voided_at.is_(None)),
            *(Enrolment.voided_at.is_(None), Enrolment.ended_on.is_(None)),
        )
    )
    return dict.fromkeys(session.scalars(rows), (by.role.value,))


def _opened(session: Session, by: Actor) -> frozenset[int]:
    """Whose records the actor has broken the glass of, for now."""
    now = clock_of(session).now()
    rows = select(BreakGlass.person_id).where(BreakGlass.user_id == by.user_id, BreakGlass.until_at > now)
    return frozenset(session.scalars(rows))
