"""Writing what an import decided: stays, families and beds, many rows at once, each in the audit."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.models import (
    Absence,
    Episode,
    FamilyAdmission,
    Household,
    HouseholdMember,
    Stay,
)
from panpun_desktop.rules.birth import age_band
from panpun_desktop.rules.codes import AbsenceKind
from panpun_desktop.services.centre import Centre, put_setting
from panpun_desktop.services.import_beds import write_beds
from panpun_desktop.store.unit_of_work import bulk_insert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.birth import Birth
    from panpun_desktop.services.import_chains import JoinedStay
    from panpun_desktop.services.import_remarks import Remark


@dataclass(frozen=True)
class PlannedStay:
    """A stay of a person who is in the register by now; ``id`` is known after writing."""

    person_id: int
    birth: Birth
    sex: str
    joined: JoinedStay


@dataclass(frozen=True)
class Membership:
    """A person's place in a family, by the key that the file gives the family."""

    household: str
    person_id: int
    relation: str
    since_on: date


@dataclass(frozen=True)
class WrittenStays:
    """What was written: ids in the order of the plan, households, and notes about beds."""

    ids: tuple[int, ...]
    household_ids: frozenset[int]
    bed_ids: frozenset[int]
    noted: tuple[Remark, ...]
    settings: frozenset[str] = frozenset()


def write_stays(
    session: Session, centre: Centre, planned: Sequence[PlannedStay], members: Sequence[Membership]
) -> WrittenStays:
    """Write stays with their parts, families and beds; a family is a family (R-FAM-1)."""
    households = _households(session, members)
    families = _family_admissions(session, planned, households)
    rows = [_stay(one, centre, families) for one in planned]
    ids = [int(row["id"]) for row in bulk_insert(session, Stay, rows)]
    pairs = list(zip(ids, planned, strict=True))
    bulk_insert(session, Episode, [row for id, one in pairs for row in _episodes(id, one.joined)])
    bulk_insert(session, Absence, [row for id, one in pairs for row in _returns(id, one.joined)])
    _write_members(session, members, households)
    beds = write_beds(session, [(id, one.joined) for id, one in pairs])
    earlier = _start_earlier(session, centre, planned)
    return WrittenStays(tuple(ids), frozenset(households.values()), beds.ids, beds.noted, earlier)


def members_of(planned: Sequence[PlannedStay]) -> list[Membership]:
    """The places in families that stays speak of."""
    return [
        Membership(first.household, one.person_id, first.relation, one.joined.arrived_on)
        for one in planned
        if (first := one.joined.first).household
    ]


# --- stays and their parts -------------------------------------------------------------------------


def _stay(one: PlannedStay, centre: Centre, families: dict[tuple[str, date], int]) -> dict[str, Any]:
    joined = one.joined
    return {
        "person_id": one.person_id,
        "family_admission_id": families.get((joined.first.household, joined.arrived_on)),
        "arrived_on": joined.arrived_on,
        "left_on": joined.left_on,
        "expected_leave_on": joined.last.expected_leave_on,
        "channel": joined.first.channel,
        "outcome": (joined.last.outcome or "UNKNOWN") if joined.left_on else None,
        "age_band": age_band(one.birth, joined.arrived_on, centre.limits.age_bands),
        "sex": one.sex,
        "external_key": joined.first.key or None,
    }


def _episodes(stay_id: int, joined: JoinedStay) -> Iterator[dict[str, Any]]:
    """Another service type on return is a conversion inside the same stay (R-TRI-4)."""
    for number, part in enumerate(joined.parts):
        if number and part.service == joined.parts[number - 1].service:
            continue
        following = [later for later in joined.parts[number + 1 :] if later.service != part.service]
        yield {
            "stay_id": stay_id,
            "service_type": part.service,
            "started_on": part.entry,
            "ended_on": following[0].entry if following else joined.left_on,
            "accompanying": part.accompanying,
        }


def _returns(stay_id: int, joined: JoinedStay) -> Iterator[dict[str, Any]]:
    """The hours away between two lines that are one stay."""
    for before, after in zip(joined.parts, joined.parts[1:], strict=False):
        leaving = {"left_on": before.exit, "outcome": before.outcome, "stay": after.key}
        yield {
            "stay_id": stay_id,
            "kind": AbsenceKind.SAME_DAY.value,
            "started_on": before.exit,
            "ended_on": after.entry,
            "bed_kept": False,
            "history": json.dumps(leaving, ensure_ascii=False, default=str),
        }


# --- families --------------------------------------------------------------------------------------


def _households(session: Session, members: Sequence[Membership]) -> dict[str, int]:
    """Key -> id; one household a key, those of an earlier import are used again."""
    keys = dict.fromkeys(one.household for one in members)
    if not keys:
        return {}
    chosen = select(Household.external_key, Household.id).where(Household.external_key.is_not(None))
    there = {key: id for key, id in session.execute(chosen) if key is not None}
    missing = [{"name": key, "external_key": key} for key in keys if key not in there]
    made = bulk_insert(session, Household, missing)
    known = there | {str(row["external_key"]): int(row["id"]) for row in made}
    return {key: known[key] for key in keys}


def _family_admissions(
    session: Session, planned: Sequence[PlannedStay], households: dict[str, int]
) -> dict[tuple[str, date], int]:
    """One family admission for those of a household who came on the same day."""
    counts: dict[tuple[str, date], int] = defaultdict(int)
    for one in planned:
        if one.joined.first.household:
            counts[one.joined.first.household, one.joined.arrived_on] += 1
    together = [key for key, count in counts.items() if count > 1]
    rows = [{"household_id": households[key], "admitted_on": day} for key, day in together]
    made = bulk_insert(session, FamilyAdmission, rows)
    return {key: int(row["id"]) for key, row in zip(together, made, strict=True)}


def _write_members(session: Session, members: Sequence[Membership], households: dict[str, int]) -> None:
    if not households:
        return
    chosen = select(HouseholdMember.household_id, HouseholdMember.person_id)
    there = {(household, person) for household, person in session.execute(chosen)}
    rows = []
    for one in members:
        place = (households[one.household], one.person_id)
        if place not in there:
            there.add(place)
            facts = {"relation": one.relation, "since_on": one.since_on}
            rows.append({"household_id": place[0], "person_id": place[1], **facts})
    bulk_insert(session, HouseholdMember, rows)


def _start_earlier(session: Session, centre: Centre, planned: Sequence[PlannedStay]) -> frozenset[str]:
    """A register that also knows who left earlier makes statements possible from its first month on."""
    ended = [one.joined.arrived_on for one in planned if one.joined.left_on is not None]
    live = centre.go_live_on
    if not ended or live is None or min(ended) >= live:
        return frozenset()
    put_setting(session, "centre.go_live_on", min(ended).isoformat())
    return frozenset({"centre.go_live_on"})
