"""From what stands on the page to the request of the service, and from a refusal back to its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from panpun_desktop.common import national_id
from panpun_desktop.views.admission.bed_places import Place
from panpun_desktop.views.admission.member_row import FOLLOWS, OWN, MemberRow

if TYPE_CHECKING:
    from panpun_desktop.common.errors import PanpunError
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.admission_requests import AdmitPeople, Member
    from panpun_desktop.services.admissions import Admitted

_ROW_FIELDS = frozenset({"first_name", "sex", "relation", "national_id", "person", "members"})


def members_of(
    rows: Sequence[MemberRow], places: Mapping[str, Place], consents: Mapping[str, str]
) -> tuple[Member, ...]:
    """The members as the service takes them, in the order of the rows."""
    keys = [row.key for row in rows]
    return tuple(_member(row, keys, places.get(row.key, Place()), consents) for row in rows)


def _member(row: MemberRow, keys: list[str], place: Place, consents: Mapping[str, str]) -> Member:
    from panpun_desktop.services.admission_requests import Member

    facts, known = row.facts(), row.known
    way = row.service.value() or OWN
    shares = keys.index(place.shares_with) if place.shares_with in keys else None
    return Member(
        person_id=known.person_id if known else None,
        facts=None if known is not None and facts == known.facts else facts,
        seen_version=known.version if known else None,
        relation=row.relation.value() or "OTHER",
        accompanying=way == FOLLOWS,
        service_type=None if way in (OWN, FOLLOWS) else way,
        bed_id=place.bed_id,
        shares_with=shares,
        shares_with_stay_id=place.host_stay_id,
        not_same_as=tuple(sorted(row.not_same_as)),
        consents=dict(consents),
        card=row.card,
        condition_seen=row.condition_seen,
        belongings=row.belongings,
    )


def admit_all(work: Any, by: Actor, request: AdmitPeople, extra_rooms: Mapping[int, int]) -> Admitted:
    """Admit them; ``extra_rooms`` (member's index -> room) get an extra mattress first (R-OVR-3).

    When the admission is refused, mattresses that were put up for it are taken away again.
    """
    from dataclasses import replace

    from panpun_desktop.common.errors import PanpunError
    from panpun_desktop.services import beds
    from panpun_desktop.services.admissions import admit

    put_up: dict[int, int] = {}
    try:
        for index, room_id in extra_rooms.items():
            changes = beds.add_extra_bed(work, by, beds.AddExtraBed(room_id, request.arrived_on))
            put_up[index] = next(iter(changes.beds))
        members = tuple(
            replace(one, bed_id=put_up.get(index, one.bed_id)) for index, one in enumerate(request.members)
        )
        return admit(work, by, replace(request, members=members))
    except PanpunError:
        for bed_id in put_up.values():
            beds.remove_extra_bed(work, by, beds.RemoveExtraBed(bed_id, request.arrived_on))
        raise


def row_of(error: PanpunError, rows: Sequence[MemberRow]) -> MemberRow | None:
    """The row that a refusal speaks of, or nothing when it is about the page."""
    if not rows or error.field not in _ROW_FIELDS:
        return None
    index = error.facts.get("row")
    if isinstance(index, int) and index < len(rows):
        return rows[index]
    match error.field:
        case "sex" | "first_name":
            return next((row for row in rows if not row.sex.value()), rows[0])
        case "national_id":
            return _holder_of_taken_number(error, rows)
        case "relation":
            heads = [row for row in rows if row.relation.value() == "HEAD"]
            return heads[-1] if heads else rows[0]
        case _:
            return rows[-1] if error.id == "admission.person_twice" else rows[0]


def _holder_of_taken_number(error: PanpunError, rows: Sequence[MemberRow]) -> MemberRow:
    holder = error.facts.get("person_id")
    typed = [
        row
        for row in rows
        if national_id.check(row.document.text()).is_valid
        and (row.known is None or row.known.person_id != holder)
    ]
    warned = [row for row in typed if (found := row.strip.found()) and found.hit.id == holder]
    return (warned or typed or list(rows))[0]
