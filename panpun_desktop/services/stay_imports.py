"""Bringing an earlier register of stays in: every line is in, joined or reported; one transaction."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from panpun_desktop.common import national_id
from panpun_desktop.common.clock import today
from panpun_desktop.rules import roles
from panpun_desktop.rules.birth import Birth, BirthPrecision
from panpun_desktop.services.centre import Centre, read_centre
from panpun_desktop.services.import_chains import Chain, chain_of
from panpun_desktop.services.import_known import KnownPeople
from panpun_desktop.services.import_lines import ReadFile, StayLine, lines_of, read_stays
from panpun_desktop.services.import_profile import Profile
from panpun_desktop.services.import_remarks import Remark
from panpun_desktop.services.import_result import ImportResult, ImportSource, NotKept, keep_batch
from panpun_desktop.services.import_size import require_few_lines
from panpun_desktop.services.import_writing import PlannedStay, members_of, write_stays
from panpun_desktop.services.person_list import birth_of
from panpun_desktop.services.register import Newcomer, insert_people

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.people_rows import PersonFacts
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class ImportStays:
    """A CSV with its profile; ``strict``: any refused line refuses all; ``dry_run``: nothing is kept."""

    path: Path
    profile: Profile = field(default_factory=Profile)
    dry_run: bool = False
    strict: bool = False


def import_stays(work: UnitsOfWork, by: Actor, request: ImportStays) -> ImportResult:
    """Import a CSV of stays in one transaction; bad lines are left out and reported, never guessed."""
    roles.require(by, "import.stays")  # before the file is looked at
    day = today(work.clock)
    with work.reading(by, "import.stays") as session:
        require_few_lines(session, lines_of(request.path))
    found = read_stays(request.path, request.profile, day)
    outcome: list[ImportResult] = []
    try:
        with work.writing(by, "import.stays", note=f"lines:{found.lines}") as session:
            result = _Import(session, read_centre(session), found).run(request.path.name)
            keep = not (request.dry_run or (request.strict and result.refused))
            outcome.append(replace(result, is_kept=keep))
            if not keep:
                raise NotKept  # noqa: TRY301  (leaving the unit of work by an exception rolls it back)
            if result.imported:
                source = ImportSource("stays", found.sha256)
                keep_batch(session, by, work.clock.now(), source, result)
    except NotKept:
        pass
    return outcome[0]


class _Import:
    """One import: the register as it was before, and what each line makes of it."""

    def __init__(self, session: Session, chosen: Centre, found: ReadFile) -> None:
        self.session = session
        self.chosen = chosen
        self.found = found
        self.known = KnownPeople(session)
        self.there: dict[str, int] = {}
        """Key of the file -> person of the register."""

    def run(self, name: str) -> ImportResult:
        """Write everything; lines of one person are put in order first."""
        chains = [(key, self._chain(key, lines)) for key, lines in self._by_person().items()]
        kept = [(key, chain) for key, chain in chains if chain.stays]
        kept.sort(key=lambda one: min(stay.first.line for stay in one[1].stays))
        planned = self._planned(kept)
        written = write_stays(self.session, self.chosen, planned, members_of(planned))
        self.found.noted += written.noted
        return ImportResult(
            name,
            self.found.lines,
            len(planned),
            sum(len(chain.joined) for _key, chain in chains),
            tuple(sorted(self.found.refused, key=lambda remark: remark.line)),
            tuple(sorted(self.found.noted, key=lambda remark: remark.line)),
            len({stay.person_id for stay in planned}),
            len(planned),
            len(written.household_ids),
            is_kept=True,
        )

    def _by_person(self) -> dict[str, list[StayLine]]:
        """The lines of each person; two keys that mean one person of the register are one person."""
        keys: dict[str, str] = {}
        first_key: dict[int, str] = {}
        groups: dict[str, list[StayLine]] = defaultdict(list)
        for line in self.found.stays:
            if line.person not in keys:
                person = self._known(line)
                keys[line.person] = first_key.setdefault(person, line.person) if person else line.person
                if person is not None:
                    self.there[keys[line.person]] = person
            groups[keys[line.person]].append(line)
        return groups

    def _known(self, line: StayLine) -> int | None:
        """The person of an earlier import, or of a valid national id."""
        person = self.known.keyed(line.person)
        if person is None and line.facts.national_id:
            person = self.known.numbered(line.facts.national_id)
        return person

    def _chain(self, key: str, lines: list[StayLine]) -> Chain:
        person = self.there.get(key)
        there = () if person is None else self.known.spans(person)
        chain = chain_of(lines, there, self.chosen.limits)
        self.found.refused += chain.refused
        self.found.noted += chain.joined
        return chain

    def _planned(self, kept: list[tuple[str, Chain]]) -> list[PlannedStay]:
        people = self._people([(key, chain.stays[0].first) for key, chain in kept])
        return [PlannedStay(*people[key], stay) for key, chain in kept for stay in chain.stays]

    def _people(self, first: list[tuple[str, StayLine]]) -> dict[str, tuple[int, Birth, str]]:
        """Key -> id, birth and sex; people who are new are registered with the facts of their first line."""
        people = {}
        for key, person in self.there.items():
            row = self.known.rows[person]
            people[key] = (person, birth_of(row), row.sex)
        new = [(key, line) for key, line in first if key not in people]
        facts = [self._free_number(line) for _key, line in new]
        newcomers = [Newcomer(one, line.entry, key) for one, (key, line) in zip(facts, new, strict=True)]
        rows = insert_people(self.session, newcomers, self.chosen)
        for (key, _line), row, one in zip(new, rows, facts, strict=True):
            people[key] = (int(row["id"]), _birth(one), one.sex)
        return people

    def _free_number(self, line: StayLine) -> PersonFacts:
        """The facts without a valid number that someone before has (R-CID-3)."""
        number = line.facts.national_id
        if not national_id.check(number).is_valid:
            return line.facts
        if self.known.take_number(number):
            return line.facts
        self.found.noted.append(Remark(line.line, "national_id", number, "import.national_id_taken"))
        return replace(line.facts, national_id="")


def _birth(facts: PersonFacts) -> Birth:
    return Birth(BirthPrecision(facts.birth_precision), facts.birth_first_on, facts.birth_estimated_on)


__all__ = ["ImportResult", "ImportStays", "import_stays"]
