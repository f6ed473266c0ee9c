"""Reading the count of a night: the lines in the order of the walk, the figures, whom they differ on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import AppUser, BedUse, NightCensus, NightCensusLine, Person, Stay
from panpun_desktop.rules.census import Presence
from panpun_desktop.rules.codes import AbsenceKind
from panpun_desktop.rules.night_count import (
    SETTLED_BY,
    Differing,
    Expected,
    Mark,
    Seen,
    ThreeWays,
    as_expected,
    three_ways,
)
from panpun_desktop.services.bed_board import Night, read_night
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.night_left import as_left, left_lately, seen_after_leaving
from panpun_desktop.services.night_rows import DifferenceRow, NightCount, NightRow
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.stay_rows import bed_label, on_night
from panpun_desktop.services.visibility import Veil, veil

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor

_AWAY = {AbsenceKind.LEAVE.value: Presence.LEAVE, AbsenceKind.HOSPITAL.value: Presence.HOSPITAL}
_WORDS = {
    Differing.NOT_FOUND: N_("has a bed, was not here"),
    Differing.LEAVE_UNRECORDED: N_("is on overnight leave, the leave is not recorded"),
    Differing.HOSPITAL_UNRECORDED: N_("is in hospital, it is not recorded"),
    Differing.BACK_UNRECORDED: N_("was here, the return is not recorded"),
    Differing.IN_OTHER_BED: N_("sleeps in {bed}, not in the own bed"),
    Differing.WITHOUT_BED: N_("is here and has no bed"),
    Differing.BED_WITHOUT_STAY: N_("has a bed, but no stay on this night"),
    Differing.SEEN_AFTER_LEAVING: N_("sleeps here, but is recorded as left"),
}
NAMES = (Person.regno, Person.title, Person.first_name, Person.middle_name, Person.last_name, Person.label)


def read_count(session: Session, by: Actor, night: date, day: date) -> NightCount:
    """The night with every line, mark and figure."""
    known = read_night(session, night, read_centre(session))
    census = session.scalar(select(NightCensus).where(NightCensus.night == night))
    lines = _lines(session, census)
    expected, marks = expected_of(session, known), marks_of(lines)
    gone = seen_after_leaving(session, known, marks)
    ways = three_ways(_with_those(gone, expected), marks)
    seen = veil(session, by)
    walk = _Walk(known, {one.stay_id: one for one in expected}, lines, seen)
    walk.left, walk.gone = left_lately(session, known), gone
    return NightCount(
        night=night,
        rows=tuple(walk.rows()),
        ways=ways,
        differences=tuple(_differences(session, known, ways, seen)),
        visitors=sum(one.stay_id is None for one in lines),
        version=None if census is None else census.version,
        counted_by="" if census is None else census.counted_by,
        note="" if census is None else census.note,
        confirmed_at=None if census is None else census.confirmed_at,
        confirmed_by=_user(session, None if census is None else census.confirmed_by_id),
        is_coming=night > day,
        beds=tuple((bed.id, bed_label(bed.room, bed.label)) for bed in known.beds),
    )


def differing_on(session: Session, known: Night) -> int | None:
    """How many people a night's count differs on as it stands; None when nobody began to count it."""
    census = session.scalar(select(NightCensus).where(NightCensus.night == known.night))
    if census is None:
        return None
    marks = marks_of(_lines(session, census))
    gone = seen_after_leaving(session, known, marks)
    return len(three_ways(_with_those(gone, expected_of(session, known)), marks).differences)


def _with_those(gone: Mapping[int, Any], expected: Sequence[Expected]) -> list[Expected]:
    """The people expected, and those who were entered although their stay had ended."""
    known = {one.stay_id for one in expected}
    return [*expected, *(as_left(row) for row in gone.values() if row.stay_id not in known)]


def expected_of(session: Session, known: Night) -> list[Expected]:
    """Where the board has everybody that night; beds held by no stay of the night are among them."""
    people = [
        Expected(stay_id, stay.sex, _presence(known, stay_id), _bed_of(known, stay_id))
        for stay_id, stay in known.stays.items()
    ]
    return people + list(_strangers(session, known))


def marks_of(lines: Sequence[NightCensusLine]) -> dict[int, Mark]:
    """What was entered, by stay id."""
    return {one.stay_id: Mark(Seen(one.state), one.bed_id) for one in lines if one.stay_id is not None}


def not_found(session: Session, night: date) -> frozenset[int]:
    """The stays that the night's count did not find."""
    rows = (
        select(NightCensusLine.stay_id)
        .join(NightCensus, NightCensus.id == NightCensusLine.census_id)
        .where(
            NightCensus.night == night,
            NightCensusLine.state == Seen.NOT_HERE.value,
            NightCensusLine.voided_at.is_(None),
        )
    )
    return frozenset(one for one in session.scalars(rows) if one is not None)


def _lines(session: Session, census: NightCensus | None) -> list[NightCensusLine]:
    if census is None:
        return []
    rows = select(NightCensusLine).where(
        NightCensusLine.census_id == census.id, NightCensusLine.voided_at.is_(None)
    )
    return list(session.scalars(rows.order_by(NightCensusLine.id)))


def _presence(known: Night, stay_id: int) -> Presence:
    if stay_id in known.away:
        return _AWAY[known.away[stay_id].kind]
    return Presence.PRESENT if stay_id in known.places else Presence.UNASSIGNED


def _bed_of(known: Night, stay_id: int) -> int | None:
    place = known.places.get(stay_id)
    return None if place is None else place.bed_id


def _strangers(session: Session, known: Night) -> Iterator[Expected]:
    """Beds held on the night by a stay that does not count that night."""
    uses = select(BedUse.stay_id, BedUse.bed_id, Stay.sex).join(Stay, Stay.id == BedUse.stay_id)
    for row in session.execute(uses.where(on_night(BedUse.start_on, BedUse.end_on, known.night))):
        if row.stay_id not in known.stays:
            yield Expected(row.stay_id, row.sex, Presence.PRESENT, row.bed_id, has_stay=False)


class _Walk:
    """Puts the lines of a night in the order of the rooms."""

    def __init__(
        self, known: Night, expected: Mapping[int, Expected], lines: Sequence[NightCensusLine], seen: Veil
    ) -> None:
        self.known, self.expected, self.seen = known, expected, seen
        self.marks = {one.stay_id: one for one in lines if one.stay_id is not None}
        self.visitors = [one for one in lines if one.stay_id is None]
        self.labels = {bed.id: bed_label(bed.room, bed.label) for bed in known.beds}
        self.left: Mapping[int, Any] = {}
        """Who left an empty bed lately, by bed id."""
        self.gone: Mapping[int, Any] = {}
        """Who was seen although the stay had ended, by stay id."""

    def rows(self) -> Iterator[NightRow]:
        """Bed by bed, those who share after the bed's own sleeper; then who has no bed; then visitors."""
        for bed in self.known.beds:
            yield from self._bed(bed)
        for stay_id in self.known.stays:
            if stay_id not in self.known.places:
                yield self._sleeper(stay_id, None)
        in_their_bed = {row.stay_id for row in self.left.values()}
        for stay_id in self.gone:
            if stay_id not in in_their_bed and self.marks[stay_id].state != Seen.NOT_HERE.value:
                yield self._gone(self.gone[stay_id], None)
        for line in self.visitors:
            yield self._visitor(line)

    def _bed(self, bed: Any) -> Iterator[NightRow]:
        owner = self.known.sleepers.get(bed.id)
        sharers = self.known.sharers.get(bed.id, [])
        if owner is None and not sharers:
            left = self.left.get(bed.id)
            was_seen = left is not None and left.stay_id in self.gone
            yield self._gone(left, bed) if was_seen else self._empty(bed)
            return
        for stay in ([owner] if owner is not None else []) + sharers:
            yield self._sleeper(stay.stay_id, bed)

    def _gone(self, row: Any, bed: Any) -> NightRow:
        """Somebody seen whose stay had ended, in the bed they had if that is empty."""
        mark = self.marks[row.stay_id]
        return NightRow(
            key=f"stay-{row.stay_id}",
            bed="" if bed is None else self.labels[bed.id],
            building="" if bed is None else bed.building,
            bed_id=None if bed is None else bed.id,
            stay_id=row.stay_id,
            person_id=row.id,
            name=self.seen.name(row.id, name_of(row), row.first_name),
            regno=row.regno,
            sex=row.sex,
            service_type="",
            expected="left",
            state=mark.state,
            is_marked=True,
            found_bed=self.labels.get(mark.bed_id, "") if mark.bed_id else "",
            note=self._note(row.stay_id, mark),
            may_be_opened=self.seen.sees(row.id),
            **_entered(mark),
        )

    def _empty(self, bed: Any) -> NightRow:
        state, left = self.known.state_of(bed.id), self.left.get(bed.id)
        return NightRow(
            key=f"bed-{bed.id}",
            bed=self.labels[bed.id],
            building=bed.building,
            bed_id=bed.id,
            stay_id=None,
            person_id=None,
            name="",
            regno="",
            sex="",
            service_type="",
            expected=state,
            state=state,
            is_marked=False,
            found_bed="",
            note=self.known.blocked.get(bed.id, ""),
            may_be_opened=False,
            left_stay_id=None if left is None else left.stay_id,
            left_on=None if left is None else left.left_on,
            left_name="" if left is None else self.seen.name(left.id, name_of(left), left.first_name),
        )

    def _sleeper(self, stay_id: int, bed: Any) -> NightRow:
        stay, expected, mark = self.known.stays[stay_id], self.expected[stay_id], self.marks.get(stay_id)
        part = self.known.parts.get(stay_id)
        return NightRow(
            key=f"stay-{stay_id}",
            bed="" if bed is None else self.labels[bed.id],
            building="" if bed is None else bed.building,
            bed_id=None if bed is None else bed.id,
            stay_id=stay_id,
            person_id=stay.id,
            name=self.seen.name(stay.id, name_of(stay), stay.first_name),
            regno=stay.regno,
            sex=stay.sex,
            service_type="" if part is None else str(part.service_type),
            expected=expected.presence.value,
            state=_state(expected.presence, mark),
            is_marked=mark is not None,
            found_bed=self.labels.get(mark.bed_id, "") if mark is not None and mark.bed_id else "",
            note=self._note(stay_id, mark),
            may_be_opened=self.seen.sees(stay.id),
            **_entered(mark),
        )

    def _note(self, stay_id: int, mark: NightCensusLine | None) -> str:
        away = self.known.away.get(stay_id)
        found = [] if mark is None else [mark.note]
        if mark is not None and mark.back_at is not None:
            found.append(_("back at {time}").format(time=mark.back_at.strftime("%H:%M")))
        if away is not None:
            if away.expected_back_on is not None:
                found.append(_("until {day}").format(day=format_date(away.expected_back_on, "short")))
            found.append(_("bed kept") if away.bed_kept else _("bed given up"))
        return " · ".join(one for one in found if one)

    def _visitor(self, line: NightCensusLine) -> NightRow:
        return NightRow(
            key=f"visitor-{line.id}",
            bed=self.labels.get(line.bed_id, "") if line.bed_id else "",
            building="",
            bed_id=line.bed_id,
            stay_id=None,
            person_id=None,
            name=line.visitor,
            regno="",
            sex="",
            service_type="",
            expected=Seen.VISITOR.value,
            state=Seen.VISITOR.value,
            is_marked=True,
            found_bed="",
            note=line.note,
            may_be_opened=False,
            **_entered(line),
        )


def _state(presence: Presence, mark: NightCensusLine | None) -> str:
    """As counted; someone away who was "not here" is just where the board says."""
    expected = as_expected(presence).value
    if mark is None or (mark.state == Seen.NOT_HERE.value and presence in _AWAY.values()):
        return expected
    return mark.state


def _entered(line: NightCensusLine | None) -> dict[str, Any]:
    if line is None:
        return {}
    return {
        "note_entered": line.note,
        "back_at": line.back_at,
        "found_bed_id": line.bed_id,
        "line_id": line.id,
        "line_version": line.version,
    }


def _differences(session: Session, known: Night, ways: ThreeWays, seen: Veil) -> Iterator[DifferenceRow]:
    labels = {bed.id: bed_label(bed.room, bed.label) for bed in known.beds}
    strangers = [one.stay_id for one in ways.differences if one.stay_id not in known.stays]
    others = _people_of(session, strangers)
    for one in ways.differences:
        person = known.stays[one.stay_id] if one.stay_id in known.stays else others.get(one.stay_id)
        bed = labels.get(one.found_in, "") if one.found_in else ""
        yield DifferenceRow(
            stay_id=one.stay_id,
            stay_version=getattr(person, "stay_version", None),
            absence_id=known.away[one.stay_id].absence_id if one.stay_id in known.away else None,
            person_id=None if person is None else person.id,
            name="" if person is None else seen.name(person.id, name_of(person), person.first_name),
            kind=one.kind.value,
            text=_(_WORDS[one.kind]).format(bed=bed),
            settled_by=SETTLED_BY[one.kind],
            found_in=one.found_in,
        )


def _people_of(session: Session, stay_ids: Sequence[int]) -> dict[int, Any]:
    if not stay_ids:
        return {}
    columns = (Stay.id.label("stay_id"), Person.id, Person.sex, *NAMES)
    rows = select(*columns).join(Person, and_(Person.id == Stay.person_id)).where(Stay.id.in_(stay_ids))
    return {row.stay_id: row for row in session.execute(rows)}


def _user(session: Session, user_id: int | None) -> str:
    if user_id is None:
        return ""
    return session.scalar(select(AppUser.name).where(AppUser.id == user_id)) or ""
