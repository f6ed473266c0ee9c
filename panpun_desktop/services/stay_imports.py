"""Bringing an earlier register in: every line is in, joined or reported; one transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.thai_text import search_key
from panpun_desktop.models import (
    Absence,
    Bed,
    BedUse,
    Episode,
    FamilyAdmission,
    Household,
    HouseholdMember,
    Person,
    Room,
    Stay,
)
from panpun_desktop.rules import roles
from panpun_desktop.rules.birth import age_band
from panpun_desktop.rules.codes import AbsenceKind
from panpun_desktop.rules.stay import continues, ranges_overlap
from panpun_desktop.services.centre import Centre, put_setting, read_centre
from panpun_desktop.services.import_lines import ReadFile, Remark, StayLine, read_stays
from panpun_desktop.services.import_profile import Profile
from panpun_desktop.services.person_list import birth_of
from panpun_desktop.services.register import register_person

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class ImportStays:
    """A CSV with its profile; ``strict``: any refused line refuses all; ``dry_run``: nothing is kept."""

    path: Path
    profile: Profile = field(default_factory=Profile)
    dry_run: bool = False
    strict: bool = False


@dataclass(frozen=True)
class ImportResult:
    """What became of the lines: lines = imported + joined + refused."""

    file: str
    lines: int
    imported: int
    joined: int
    refused: tuple[Remark, ...]
    noted: tuple[Remark, ...]
    persons: int
    stays: int
    households: int
    is_kept: bool

    def as_json(self) -> dict[str, object]:
        """The shape of interfaces.md §3."""
        return {
            "file": self.file,
            "lines": self.lines,
            "imported": self.imported,
            "joined": self.joined,
            "refused": [remark.as_json() for remark in self.refused],
            "noted": [remark.as_json() for remark in self.noted],
            "persons": self.persons,
            "stays": self.stays,
            "households": self.households,
        }


@dataclass
class _Joined:
    """A stay to be written: one line, and those that came back the same day."""

    parts: list[StayLine]

    @property
    def first(self) -> StayLine:
        return self.parts[0]

    @property
    def arrived_on(self) -> date:
        return self.first.entry

    @property
    def left_on(self) -> date | None:
        return self.parts[-1].exit


class _NotKept(Exception):
    """Rolls the whole import back."""


def import_stays(work: UnitsOfWork, by: Actor, request: ImportStays) -> ImportResult:
    """Import a CSV of stays in one transaction; bad lines are left out and reported, never guessed."""
    roles.require(by, "import.stays")  # before the file is looked at
    day = today(work.clock)
    found = read_stays(request.path, request.profile, day)
    outcome: list[ImportResult] = []
    try:
        with work.writing(by, "import.stays", note=f"lines:{found.lines}") as session:
            result = _Import(session, read_centre(session), day, found).run(request.path.name)
            keep = not (request.dry_run or (request.strict and result.refused))
            outcome.append(replace(result, is_kept=keep))
            if not keep:
                raise _NotKept  # noqa: TRY301  (leaving the unit of work by an exception rolls it back)
    except _NotKept:
        pass
    return outcome[0]


class _Import:
    """One import: the register as it was before, and what each line makes of it."""

    def __init__(self, session: Session, chosen: Centre, day: date, found: ReadFile) -> None:
        self.session = session
        self.chosen = chosen
        self.day = day
        self.found = found
        self.people: dict[str, Person] = {}
        self.joined = 0
        self.stays: list[tuple[_Joined, Stay]] = []

    def run(self, name: str) -> ImportResult:
        groups = self._by_person()
        kept = [(key, self._chain(key, lines)) for key, lines in groups.items()]
        for key, chain in sorted(kept, key=lambda one: min((j.first.line for j in one[1]), default=0)):
            if chain:
                person = self._person(key, chain[0].first)
                self.stays += [(one, self._write_stay(person, one)) for one in chain]
        self.session.flush()
        households = self._write_households()
        self._write_beds()
        self._start_earlier()
        return ImportResult(
            name,
            self.found.lines,
            len(self.stays),
            self.joined,
            tuple(sorted(self.found.refused, key=lambda remark: remark.line)),
            tuple(sorted(self.found.noted, key=lambda remark: remark.line)),
            len({stay.person_id for _one, stay in self.stays}),
            len(self.stays),
            households,
            is_kept=True,
        )

    def _by_person(self) -> dict[str, list[StayLine]]:
        """The lines of each person; two keys that mean one person of the register are one person."""
        keys: dict[str, str] = {}
        first_key: dict[int, str] = {}
        groups: dict[str, list[StayLine]] = defaultdict(list)
        for line in self.found.stays:
            if line.person not in keys:
                person = self._known(line.person, line)
                keys[line.person] = first_key.setdefault(person.id, line.person) if person else line.person
                if person is not None:
                    self.people[keys[line.person]] = person
            groups[keys[line.person]].append(line)
        return groups

    # --- which lines make a stay -------------------------------------------------------------

    def _chain(self, key: str, lines: list[StayLine]) -> list[_Joined]:
        """The lines of one person in order: new stays, joined ones, and those refused as overlapping."""
        there = self._spans_there(key)
        chain: list[_Joined] = []
        for line in sorted(lines, key=lambda one: (one.entry, one.exit or date.max, one.line)):
            reason = self._refusal(line, there, chain)
            if reason is not None:
                self.found.refused.append(Remark(line.line, "entry", line.entry.isoformat(), reason))
            elif chain and self._returns(chain[-1], line):
                chain[-1].parts.append(line)
                self.joined += 1
                self.found.noted.append(Remark(line.line, "entry", line.entry.isoformat(), "import.joined"))
            else:
                chain.append(_Joined([line]))
        return chain

    def _refusal(
        self, line: StayLine, there: list[tuple[date, date | None]], chain: list[_Joined]
    ) -> str | None:
        for arrived, left in there:
            is_inside = arrived <= line.entry and (left is None or (line.exit or date.max) <= left)
            if is_inside:
                return "import.there_already"
            if ranges_overlap(arrived, left, line.entry, line.exit):
                return "import.overlap"
        for one in chain:
            if ranges_overlap(one.arrived_on, one.left_on, line.entry, line.exit):
                return "import.overlap"
            is_open = one.left_on is None
            if not line.is_night and one.arrived_on < line.entry and (is_open or line.entry < one.left_on):  # type: ignore[operator]
                return "import.overlap"
        return None

    def _returns(self, before: _Joined, line: StayLine) -> bool:
        return before.left_on is not None and continues(before.left_on, line.entry, self.chosen.limits)

    def _spans_there(self, key: str) -> list[tuple[date, date | None]]:
        """Stays that were in the register before this import."""
        person = self.people.get(key)
        if person is None:
            return []
        chosen = select(Stay.arrived_on, Stay.left_on)
        rows = self.session.execute(chosen.where(Stay.person_id == person.id, Stay.voided_at.is_(None)))
        return [(arrived, left) for arrived, left in rows]

    def _known(self, key: str, line: StayLine) -> Person | None:
        """The person of an earlier import, or of a valid national id."""
        chosen = select(Person).where(Person.voided_at.is_(None))
        person = self.session.scalar(
            chosen.where((Person.external_key == key) | (Person.regno == key)).limit(1)
        )
        if person is None and line.facts.national_id:
            same = Person.national_id == line.facts.national_id
            person = self.session.scalar(chosen.where(same, Person.national_id_valid).limit(1))
        return person

    # --- writing -----------------------------------------------------------------------------

    def _person(self, key: str, line: StayLine) -> Person:
        person = self.people.get(key)
        if person is None:
            person = self._registered(line)
            person.external_key = key
            person.registered_on = line.entry
            self.people[key] = person
        return person

    def _registered(self, line: StayLine) -> Person:
        try:
            return register_person(self.session, line.facts, line.entry, self.chosen)
        except RuleBroken as taken:
            if taken.id != "person.national_id_taken":
                raise
        number = line.facts.national_id
        self.found.noted.append(Remark(line.line, "national_id", number, "import.national_id_taken"))
        facts = replace(line.facts, national_id="")
        return register_person(self.session, facts, line.entry, self.chosen)

    def _write_stay(self, person: Person, one: _Joined) -> Stay:
        last = one.parts[-1]
        stay = Stay(
            person_id=person.id,
            arrived_on=one.arrived_on,
            left_on=one.left_on,
            expected_leave_on=last.expected_leave_on,
            channel=one.first.channel,
            outcome=(last.outcome or "UNKNOWN") if one.left_on else None,
            age_band=age_band(birth_of(person), one.arrived_on, self.chosen.limits.age_bands),
            sex=person.sex,
            external_key=one.first.key or None,
        )
        self.session.add(stay)
        self.session.flush()
        self._write_episodes(stay, one)
        for before, after in zip(one.parts, one.parts[1:], strict=False):
            self._write_return(stay, before, after)
        return stay

    def _write_episodes(self, stay: Stay, one: _Joined) -> None:
        """Another service type on return is a conversion inside the same stay (R-TRI-4)."""
        for number, part in enumerate(one.parts):
            if number and part.service == one.parts[number - 1].service:
                continue
            following = [p for p in one.parts[number + 1 :] if p.service != part.service]
            ended_on = following[0].entry if following else one.left_on
            self.session.add(
                Episode(
                    stay_id=stay.id,
                    service_type=part.service,
                    started_on=part.entry,
                    ended_on=ended_on,
                    accompanying=part.accompanying,
                )
            )

    def _write_return(self, stay: Stay, before: StayLine, after: StayLine) -> None:
        leaving = {"left_on": before.exit, "outcome": before.outcome, "stay": after.key}
        self.session.add(
            Absence(
                stay_id=stay.id,
                kind=AbsenceKind.SAME_DAY.value,
                started_on=before.exit,
                ended_on=after.entry,
                bed_kept=False,
                history=json.dumps(leaving, ensure_ascii=False, default=str),
            )
        )

    def _write_households(self) -> int:
        """Families are families: one household a key, one family admission for those who came together."""
        groups: dict[str, list[tuple[_Joined, Stay]]] = defaultdict(list)
        for one, stay in self.stays:
            if one.first.household:
                groups[one.first.household].append((one, stay))
        for key, members in groups.items():
            household = self._household(key)
            self._write_members(household, members)
            self._write_family_admissions(household, members)
        self.session.flush()
        return len(groups)

    def _household(self, key: str) -> Household:
        household = self.session.scalar(select(Household).where(Household.external_key == key))
        if household is None:
            household = Household(name=key, external_key=key)
            self.session.add(household)
            self.session.flush()
        return household

    def _write_members(self, household: Household, members: Iterable[tuple[_Joined, Stay]]) -> None:
        chosen = select(HouseholdMember.person_id).where(HouseholdMember.household_id == household.id)
        there = set(self.session.scalars(chosen))
        for one, stay in members:
            if stay.person_id in there:
                continue
            there.add(stay.person_id)
            self.session.add(
                HouseholdMember(
                    household_id=household.id,
                    person_id=stay.person_id,
                    relation=one.first.relation,
                    since_on=one.arrived_on,
                )
            )

    def _write_family_admissions(self, household: Household, members: Iterable[tuple[_Joined, Stay]]) -> None:
        by_day: dict[date, list[Stay]] = defaultdict(list)
        for one, stay in members:
            by_day[one.arrived_on].append(stay)
        for day, stays in by_day.items():
            if len(stays) > 1:
                family = FamilyAdmission(household_id=household.id, admitted_on=day)
                self.session.add(family)
                self.session.flush()
                for stay in stays:
                    stay.family_admission_id = family.id

    def _write_beds(self) -> None:
        """Beds as the file names them, where they exist and are free on all nights."""
        if not any(one.first.bed for one, _stay in self.stays):
            return
        beds, taken = self._beds(), self._uses()
        for one, stay in self.stays:
            wanted = one.parts[-1].bed
            if not wanted:
                continue
            bed_id = beds.get(search_key(wanted).replace(" ", ""))
            if bed_id is None:
                self.found.noted.append(Remark(one.parts[-1].line, "bed", wanted, "import.bed_unknown"))
            elif any(ranges_overlap(s, e, stay.arrived_on, stay.left_on) for s, e in taken[bed_id]):
                self.found.noted.append(Remark(one.parts[-1].line, "bed", wanted, "import.bed_taken"))
            else:
                taken[bed_id].append((stay.arrived_on, stay.left_on))
                self.session.add(
                    BedUse(stay_id=stay.id, bed_id=bed_id, start_on=stay.arrived_on, end_on=stay.left_on)
                )

    def _beds(self) -> Mapping[str, int]:
        rows = self.session.execute(select(Room.name, Bed.label, Bed.id).join(Room, Room.id == Bed.room_id))
        return {search_key(f"{room}-{label}").replace(" ", ""): bed_id for room, label, bed_id in rows}

    def _uses(self) -> dict[int, list[tuple[date, date | None]]]:
        taken: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
        rows = select(BedUse.bed_id, BedUse.start_on, BedUse.end_on).where(BedUse.bed_id.is_not(None))
        for bed_id, start_on, end_on in self.session.execute(rows):
            if bed_id is not None:
                taken[bed_id].append((start_on, end_on))
        return taken

    def _start_earlier(self) -> None:
        """A register that also knows who left earlier makes statements possible from its first month on."""
        ended = [one.arrived_on for one, stay in self.stays if stay.left_on is not None]
        live = self.chosen.go_live_on
        if ended and live is not None and min(ended) < live:
            put_setting(self.session, "centre.go_live_on", min(ended).isoformat())
